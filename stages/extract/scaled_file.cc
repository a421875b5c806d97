#include "stages/extract/scaled_file.h"

#include <png.h>
#include <tiffio.h>

#include <algorithm>
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "stages/extract/png_file.h"

namespace tachado::extract {
namespace {

// What Leptonica weighs colours with, in tenths.
constexpr unsigned kRedWeight = 3;
constexpr unsigned kGreenWeight = 5;
constexpr unsigned kBlueWeight = 2;

// The rounded mean of bytes of which the sum is known. A row's pixels have nearly all the same
// count, and a division for each would cost more than the sums do.
class Mean {
 public:
  void of(std::uint32_t count) {
    if (count == count_) return;
    count_ = count;
    inverse_ = ((std::uint64_t{1} << kShift) + count - 1) / count;
  }
  [[nodiscard]] std::uint8_t value(std::uint32_t sum) const {
    const std::uint64_t rounded = std::uint64_t{sum} + count_ / 2;
    return static_cast<std::uint8_t>(count_ < kExact ? rounded * inverse_ >> kShift
                                                     : rounded / count_);
  }

 private:
  // inverse_ * count exceeds 2^40 by less than count, and what is divided is at most 256 * count:
  // the quotient's whole part is right where 256 * count * count is at most 2^40.
  static constexpr unsigned kShift = 40;
  static constexpr std::uint32_t kExact = 1U << 16U;
  std::uint32_t count_ = 0;
  std::uint64_t inverse_ = 0;
};

// Collects stored lines into means of squares.
class Reducer {
 public:
  explicit Reducer(const ScaledRead& wanted)
      : reduction_(wanted.reduction), width_(static_cast<std::size_t>(wanted.width)) {
    // What is left over at the right and at the bottom is a pixel of its own from half of one on.
    const auto reduced = [&](int side) {
      return std::max(1, (side + reduction_ / 2) / reduction_);
    };
    result_.width = reduced(wanted.width);
    result_.height = reduced(wanted.height);
    result_.channels = wanted.color ? 3 : 1;
    const auto row = static_cast<std::size_t>(result_.width) * channels();
    result_.data.reserve(row * static_cast<std::size_t>(result_.height));
  }

  // `stored`: 1 channel or 3, the same for all lines.
  void add(const std::uint8_t* line, int stored) {
    if (rows_done_ == result_.height) return;
    if (stored == 3 && result_.channels == 1) {
      grey_.resize(width_);
      for (std::size_t x = 0; x < width_; ++x, line += 3)
        grey_[x] = static_cast<std::uint8_t>(
            (kRedWeight * line[0] + kGreenWeight * line[1] + kBlueWeight * line[2] + 5) / 10);
      line = grey_.data();
      stored = 1;
    }
    stored_ = static_cast<std::size_t>(stored);
    // First down the columns, sample by sample, which goes many at a time.
    const std::size_t samples = width_ * stored_;
    sums_.resize(samples);
    std::uint32_t* sums = sums_.data();
    for (std::size_t i = 0; i < samples; ++i) sums[i] += line[i];
    if (++lines_ == reduction_) flush();
  }

  [[nodiscard]] Bitmap take() {
    if (lines_ > 0 && rows_done_ < result_.height) flush();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::size_t channels() const { return static_cast<std::size_t>(result_.channels); }

  // Then along the row.
  void flush() {
    const auto whole = static_cast<std::size_t>(reduction_);
    const std::size_t begin = result_.data.size();
    result_.data.resize(begin + static_cast<std::size_t>(result_.width) * channels());
    std::uint8_t* out = result_.data.data() + begin;
    Mean mean;
    for (std::size_t x = 0; x < static_cast<std::size_t>(result_.width); ++x) {
      const std::size_t from = x * whole;
      const std::size_t to = std::min(from + whole, width_);
      mean.of(static_cast<std::uint32_t>(to - from) * static_cast<std::uint32_t>(lines_));
      for (std::size_t c = 0; c < stored_; ++c) {
        std::uint32_t sum = 0;
        for (std::size_t i = from; i < to; ++i) sum += sums_[i * stored_ + c];
        out = std::fill_n(out, channels() / stored_, mean.value(sum));
      }
    }
    std::fill(sums_.begin(), sums_.end(), 0U);
    lines_ = 0;
    ++rows_done_;
  }

  int reduction_;
  std::size_t width_;
  std::size_t stored_ = 1;  // samples of a pixel that are summed
  int lines_ = 0;           // of the row that is being made
  int rows_done_ = 0;
  std::vector<std::uint8_t> grey_;   // of a line
  std::vector<std::uint32_t> sums_;  // down the columns, of `lines_` lines
  Bitmap result_;
};

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// libpng leaves by longjmp: each call that may fail stands in a function without objects.
struct PngReader {
  png_structp png = nullptr;
  png_infop info = nullptr;

  PngReader() : png(png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr)) {
    if (png != nullptr) info = png_create_info_struct(png);
  }
  ~PngReader() { png_destroy_read_struct(&png, &info, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
};

bool begin_png(png_structp png, png_infop info, std::FILE* file) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_init_io(png, file);
  png_read_info(png, info);
  const png_byte bits = png_get_bit_depth(png, info);
  const png_byte kind = png_get_color_type(png, info);
  const bool alpha = (kind & PNG_COLOR_MASK_ALPHA) != 0;
  if (bits < 8 || (alpha && bits != 8) || kind == PNG_COLOR_TYPE_PALETTE ||
      png_get_interlace_type(png, info) != PNG_INTERLACE_NONE ||
      png_get_valid(png, info, PNG_INFO_tRNS) != 0) {
    return false;
  }
  if (bits == 16) png_set_strip_16(png);
  if (alpha) {
    png_color_16 white{0, 255, 255, 255, 255};
    png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  }
  png_read_update_info(png, info);
  return true;
}

bool read_line(png_structp png, png_bytep line) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_read_row(png, line, nullptr);
  return true;
}

struct TiffCloser {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

// Black as 0, RGB as it is.
struct TiffForm {
  int channels = 0;  // 0: not read here
  bool white_is_zero = false;
};

TiffForm form_of(TIFF* tiff, const ScaledRead& wanted) {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint16_t bits = 1;
  std::uint16_t samples = 1;
  std::uint16_t planes = PLANARCONFIG_CONTIG;
  std::uint16_t turn = ORIENTATION_TOPLEFT;
  std::uint16_t photometric = PHOTOMETRIC_MASK;
  std::uint16_t compression = COMPRESSION_NONE;
  std::uint16_t sample_format = SAMPLEFORMAT_UINT;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &turn);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &sample_format);
  if (width != static_cast<std::uint32_t>(wanted.width) ||
      height != static_cast<std::uint32_t>(wanted.height) || bits != 8 ||
      planes != PLANARCONFIG_CONTIG || turn != ORIENTATION_TOPLEFT ||
      sample_format != SAMPLEFORMAT_UINT || TIFFIsTiled(tiff) != 0) {
    return {};
  }
  if (photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG) {
    TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    photometric = PHOTOMETRIC_RGB;
  }
  TiffForm form;
  if (photometric == PHOTOMETRIC_RGB && samples == 3) form.channels = 3;
  if (photometric <= PHOTOMETRIC_MINISBLACK && samples == 1) form.channels = 1;
  form.white_is_zero = photometric == PHOTOMETRIC_MINISWHITE;
  return form;
}

std::optional<Bitmap> read_whole_png(const std::string& path, const ScaledRead& wanted) {
  Reducer reducer(wanted);
  const bool whole = read_plain_png_rows(
      path, wanted.width, wanted.height, kMostUnpacked,
      [&](const std::uint8_t* row, int channels) { reducer.add(row, channels); });
  return whole ? std::optional(reducer.take()) : std::nullopt;
}

}  // namespace

Bitmap reduced(const Bitmap& whole, int reduction, bool color) {
  Reducer reducer({whole.width, whole.height, reduction, color});
  for (int y = 0; y < whole.height; ++y) reducer.add(whole.row(y), whole.channels);
  return reducer.take();
}

std::optional<Bitmap> read_scaled_png(const std::string& path, const ScaledRead& wanted) {
  if (auto whole = read_whole_png(path, wanted)) return whole;
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rb"));
  const PngReader reader;
  if (!file || reader.info == nullptr || !begin_png(reader.png, reader.info, file.get()) ||
      png_get_image_width(reader.png, reader.info) != static_cast<png_uint_32>(wanted.width) ||
      png_get_image_height(reader.png, reader.info) != static_cast<png_uint_32>(wanted.height)) {
    return std::nullopt;
  }
  const int channels = png_get_channels(reader.png, reader.info);
  if (channels != 1 && channels != 3) return std::nullopt;
  Reducer reducer(wanted);
  std::vector<std::uint8_t> line(png_get_rowbytes(reader.png, reader.info));
  for (int y = 0; y < wanted.height; ++y) {
    if (!read_line(reader.png, line.data())) return std::nullopt;
    reducer.add(line.data(), channels);
  }
  return reducer.take();
}

std::optional<Bitmap> read_scaled_tiff(const std::string& path, int directory,
                                       const ScaledRead& wanted) {
  const std::unique_ptr<TIFF, TiffCloser> tiff(TIFFOpen(path.c_str(), "r"));
  if (!tiff || TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(directory)) == 0) {
    return std::nullopt;
  }
  const TiffForm form = form_of(tiff.get(), wanted);
  const auto width = static_cast<std::size_t>(wanted.width);
  std::vector<std::uint8_t> line(width * static_cast<std::size_t>(form.channels));
  if (form.channels == 0 || static_cast<std::size_t>(TIFFScanlineSize(tiff.get())) != line.size()) {
    return std::nullopt;
  }
  Reducer reducer(wanted);
  for (int y = 0; y < wanted.height; ++y) {
    if (TIFFReadScanline(tiff.get(), line.data(), static_cast<std::uint32_t>(y), 0) < 0) {
      return std::nullopt;
    }
    if (form.white_is_zero) {
      std::transform(line.begin(), line.end(), line.begin(),
                     [](std::uint8_t level) { return static_cast<std::uint8_t>(255 - level); });
    }
    reducer.add(line.data(), form.channels);
  }
  return reducer.take();
}

}  // namespace tachado::extract
