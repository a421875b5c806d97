#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

#include "stages/extract/extract.h"
#include "stages/extract/png_file.h"
#include "stages/extract/scaled_file.h"
#include "stages/handles/leptonica.h"
#include "stages/handles/quiet_stderr.h"

namespace tachado::extract {
namespace {

// A file that says less, or nothing, was given no true resolution; scans for archives are 300.
constexpr int kLeastResolution = 50;
constexpr int kDefaultResolution = 300;

Problem problem(std::optional<int> page, ProblemKind kind, std::string message) {
  return {"extract", page, kind, std::move(message)};
}

struct Header {
  int width = 0;
  int height = 0;
  int resolution_x = kDefaultResolution;
  int resolution_y = kDefaultResolution;
  int bits = 8;
  int components = 1;
};

std::string encoding_of(std::string_view media_type) {
  return media_type == "image/jpeg" ? "dct" : media_type == "image/png" ? "flate" : "tiff";
}

int resolution_or_default(int dpi) { return dpi < kLeastResolution ? kDefaultResolution : dpi; }

class ImageFile final : public PageSource {
 public:
  ImageFile(std::string path, std::string_view media_type, int pages, const ImageLimits& limits)
      : path_(std::move(path)), media_type_(media_type), limits_(limits) {
    metadata_.pages = pages;
    pages_ = std::min(pages, limits.pages);
    if (pages_ < pages) {
      metadata_.problems.push_back(problem(std::nullopt, ProblemKind::limit,
                                           "images after image " + std::to_string(pages_) +
                                               " are not read; raise --pages to read them"));
    }
  }

  [[nodiscard]] int page_count() const override { return pages_; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }

  [[nodiscard]] std::int64_t likely_scan(int number) override { return number; }

  [[nodiscard]] Result<RawPage> interpret(int number) override {
    const auto header = read_header(number);
    if (!header) return fail(header.error());
    RawPage raw;
    raw.number = number;
    raw.width = 72.0 * header->width / header->resolution_x;
    raw.height = 72.0 * header->height / header->resolution_y;
    ImagePlacement image;
    image.order = 1;
    image.box = {0, 0, raw.width, raw.height};
    image.width = header->width;
    image.height = header->height;
    image.bits = header->bits;
    image.components = header->components;
    image.encoding = encoding_of(media_type_);
    raw.images.push_back(std::move(image));
    return raw;
  }

  [[nodiscard]] Result<Bitmap> pixels(int number, const PixelRequest& request) override {
    const auto header = read_header(number);
    if (!header) return fail(header.error());
    const double stored = std::max(header->resolution_x, header->resolution_y);
    const int reduction = std::max(1, static_cast<int>(stored / std::max(1.0, request.dpi) + 0.1));
    auto whole = decode(number, *header, reduction, request.color);
    if (!whole || !request.area) return whole;
    return cut(*whole, *request.area);
  }

  [[nodiscard]] Result<Bitmap> image(int number, int index, int max_side, bool color) override {
    const auto header = read_header(number);
    if (!header) return fail(header.error());
    if (index != 0 || max_side < 1) {
      return fail(problem(number, ProblemKind::internal, "there is no image of this index"));
    }
    const int side = std::max(header->width, header->height);
    return decode(number, *header, std::max(1, (side + max_side - 1) / max_side), color);
  }

 private:
  [[nodiscard]] Result<Header> read_header(int number) const;
  Result<Bitmap> decode(int number, const Header& header, int reduction, bool color);
  // Without an area; nothing where the file has a form that needs the general way.
  [[nodiscard]] std::optional<Bitmap> read_scaled(int number, const Header& header, int reduction,
                                                  bool color) const;
  // Without an area.
  [[nodiscard]] Result<Bitmap> decode_any(int number, int reduction, bool color) const;
  [[nodiscard]] static Bitmap cut(const Bitmap& whole, const Rect& area);

  std::string path_;
  std::string media_type_;
  ImageLimits limits_;
  Metadata metadata_;
  int pages_ = 0;
  int cached_number_ = 0;
  int cached_reduction_ = 0;
  bool cached_color_ = false;
  bool cached_plain_ = false;  // of a PNG, as stored: grey and reduced pixels can be made of it
  Bitmap cached_;
};

Result<Header> ImageFile::read_header(int number) const {
  if (number < 1 || number > pages_) {
    return fail(problem(number, ProblemKind::internal, "there is no page of this number"));
  }
  const handles::QuietStderr quiet;
  Header header;
  l_int32 format = 0;
  l_int32 bits = 8;
  l_int32 components = 1;
  l_int32 has_map = 0;
  l_int32 bad = 0;
  int dpi_x = 0;
  int dpi_y = 0;
  if (media_type_ == "image/tiff") {
    l_int32 resolution = 0;
    bad = readHeaderTiff(path_.c_str(), number - 1, &header.width, &header.height, &bits,
                         &components, &resolution, &has_map, &format);
    dpi_x = dpi_y = resolution;
  } else {
    bad = pixReadHeader(path_.c_str(), &format, &header.width, &header.height, &bits, &components,
                        &has_map);
    if (std::FILE* file = std::fopen(path_.c_str(), "rb")) {
      if (media_type_ == "image/jpeg") {
        fgetJpegResolution(file, &dpi_x, &dpi_y);
      } else {
        fgetPngResolution(file, &dpi_x, &dpi_y);
      }
      std::fclose(file);
    }
  }
  if (bad != 0 || header.width <= 0 || header.height <= 0) {
    return fail(problem(number, ProblemKind::damaged, "the image's header cannot be read"));
  }
  if (std::int64_t{header.width} * header.height > limits_.pixels) {
    return fail(problem(number, ProblemKind::limit,
                        "the image has more pixels (--megapixels) than the limit allows"));
  }
  header.bits = bits;
  header.components = components;
  header.resolution_x = resolution_or_default(dpi_x);
  header.resolution_y = resolution_or_default(dpi_y);
  return header;
}

Result<Bitmap> ImageFile::decode(int number, const Header& header, int reduction, bool color) {
  reduction = std::min({reduction, header.width, header.height});
  if (cached_number_ == number && cached_reduction_ == reduction && cached_color_ == color) {
    return cached_;
  }
  std::optional<Bitmap> plain;
  const bool from_kept = cached_number_ == number && cached_plain_ && (cached_color_ || !color) &&
                         cached_.data.size() <= kMostUnpacked;
  if (from_kept) plain = reduced(cached_, reduction, color);
  cached_number_ = 0;
  cached_ = {};
  if (!plain && media_type_ == "image/png" && reduction == 1) {
    plain = read_plain_png(path_, header.width, header.height, color);
  }
  cached_plain_ = plain && reduction == 1;
  // Leptonica holds a TIFF at four bytes a pixel even where none is left out.
  if (!plain && (reduction > 1 || media_type_ == "image/tiff")) {
    plain = read_scaled(number, header, reduction, color);
  }
  auto decoded = plain ? std::move(*plain) : decode_any(number, reduction, color);
  if (!decoded) return decoded;
  decoded->area = {0, 0, 72.0 * header.width / header.resolution_x,
                   72.0 * header.height / header.resolution_y};
  cached_number_ = number;
  cached_reduction_ = reduction;
  cached_color_ = color;
  cached_ = *decoded;
  return decoded;
}

std::optional<Bitmap> ImageFile::read_scaled(int number, const Header& header, int reduction,
                                             bool color) const {
  const handles::QuietStderr quiet;
  const ScaledRead wanted{header.width, header.height, reduction, color};
  if (media_type_ == "image/png") return read_scaled_png(path_, wanted);
  if (media_type_ == "image/tiff") return read_scaled_tiff(path_, number - 1, wanted);
  return std::nullopt;
}

Result<Bitmap> ImageFile::decode_any(int number, int reduction, bool color) const {
  const handles::QuietStderr quiet;
  handles::Pix pix;
  if (media_type_ == "image/jpeg") {
    const int scale = reduction >= 8 ? 8 : reduction >= 4 ? 4 : reduction >= 2 ? 2 : 1;
    const l_int32 hint = L_JPEG_CONTINUE_WITH_BAD_DATA | (color ? 0 : L_JPEG_READ_LUMINANCE);
    pix.reset(pixReadJpeg(path_.c_str(), 0, scale, nullptr, hint));
    reduction = 1;
  } else if (media_type_ == "image/tiff") {
    pix.reset(pixReadTiff(path_.c_str(), number - 1));
  } else {
    pix.reset(pixRead(path_.c_str()));
  }
  if (!pix) {
    return fail(problem(number, ProblemKind::damaged, "the image's pixels cannot be read"));
  }
  if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00U));
  if (reduction > 1 && pixGetDepth(pix.get()) == 1) {
    pix.reset(pixScaleToGray(pix.get(), 1.0F / static_cast<float>(reduction)));
  } else if (reduction > 1) {
    const float scale = 1.0F / static_cast<float>(reduction);
    pix.reset(pixScaleAreaMap(pix.get(), scale, scale));
  }
  // Conversion would copy what has the wanted depth.
  const bool as_wanted =
      pix && pixGetDepth(pix.get()) == (color ? 32 : 8) && pixGetColormap(pix.get()) == nullptr;
  if (pix && !as_wanted) pix.reset(color ? pixConvertTo32(pix.get()) : pixConvertTo8(pix.get(), 0));
  if (!pix) {
    return fail(problem(number, ProblemKind::memory, "there is not enough memory for the image"));
  }
  Bitmap result;
  result.width = pixGetWidth(pix.get());
  result.height = pixGetHeight(pix.get());
  result.channels = color ? 3 : 1;
  result.data.resize(static_cast<std::size_t>(result.width) *
                     static_cast<std::size_t>(result.height) *
                     static_cast<std::size_t>(result.channels));
  std::uint8_t* out = result.data.data();
  for (int y = 0; y < result.height; ++y) {
    const l_uint32* line =
        pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get());
    for (int x = 0; x < result.width; ++x) {
      if (!color) {
        *out++ = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
        continue;
      }
      *out++ = static_cast<std::uint8_t>(line[x] >> L_RED_SHIFT);
      *out++ = static_cast<std::uint8_t>(line[x] >> L_GREEN_SHIFT);
      *out++ = static_cast<std::uint8_t>(line[x] >> L_BLUE_SHIFT);
    }
  }
  return result;
}

Bitmap ImageFile::cut(const Bitmap& whole, const Rect& area) {
  const Rect wanted = whole.to_pixels(area);
  const int x0 = std::clamp(static_cast<int>(std::floor(wanted.x0)), 0, whole.width - 1);
  const int y0 = std::clamp(static_cast<int>(std::floor(wanted.y0)), 0, whole.height - 1);
  const int x1 = std::clamp(static_cast<int>(std::ceil(wanted.x1)), x0 + 1, whole.width);
  const int y1 = std::clamp(static_cast<int>(std::ceil(wanted.y1)), y0 + 1, whole.height);
  Bitmap part;
  part.width = x1 - x0;
  part.height = y1 - y0;
  part.channels = whole.channels;
  part.area = whole.to_points(x0, y0, x1, y1);
  for (int y = y0; y < y1; ++y) {
    const std::uint8_t* begin = whole.row(y) + static_cast<std::ptrdiff_t>(x0) * whole.channels;
    part.data.insert(part.data.end(), begin,
                     begin + static_cast<std::ptrdiff_t>(part.width) * part.channels);
  }
  return part;
}

}  // namespace

std::string_view image_media_type(std::string_view head) {
  if (head.substr(0, 8) == "\x89PNG\r\n\x1A\n") return "image/png";
  if (head.substr(0, 3) == "\xFF\xD8\xFF") return "image/jpeg";
  const std::string_view mark = head.substr(0, 4);
  using namespace std::string_view_literals;
  if (mark == "II*\0"sv || mark == "MM\0*"sv || mark == "II+\0"sv || mark == "MM\0+"sv) {
    return "image/tiff";
  }
  return {};
}

Result<std::unique_ptr<PageSource>> open_image(const std::string& path, const ImageLimits& limits) {
  handles::silence_leptonica();
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return fail(problem(std::nullopt, ProblemKind::io, "the file cannot be opened"));
  }
  char head[16];
  const std::size_t size = std::fread(head, 1, sizeof head, file);
  const std::string_view media_type = image_media_type({head, size});
  l_int32 pages = 1;
  if (media_type == "image/tiff") {
    const handles::QuietStderr quiet;
    std::rewind(file);
    if (tiffGetCount(file, &pages) != 0) pages = 0;
  }
  std::fclose(file);
  if (size == 0) return fail(problem(std::nullopt, ProblemKind::empty, "the file is empty"));
  if (media_type.empty()) {
    return fail(
        problem(std::nullopt, ProblemKind::unsupported, "the file is no PNG, JPEG or TIFF"));
  }
  if (pages < 1) {
    return fail(problem(std::nullopt, ProblemKind::damaged, "the TIFF's directory cannot be read"));
  }
  return std::make_unique<ImageFile>(path, media_type, pages, limits);
}

}  // namespace tachado::extract
