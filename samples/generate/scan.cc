#include "samples/generate/scan.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <stdexcept>

#include "samples/generate/canvas.h"

namespace tachado::samples {
namespace {

constexpr int kJpegQuality = 38;       // as office scanners save: about 150 KB a page
constexpr int kInkThreshold = 140;     // grey level between ink and paper for black and white
constexpr std::uint32_t kPaper = 248;  // no paper is as white as 255

Pix owned(PIX* pix) {
  if (pix == nullptr) {
    throw std::runtime_error("leptonica: an image could not be made");
  }
  return Pix(pix);
}

// Nearly normal with standard deviation 1: the sum of four uniform numbers. The standard
// library's own distribution may differ from one library to another; its engine may not.
class Noise {
 public:
  explicit Noise(unsigned seed) : engine_(seed) {}
  double next() {
    const std::uint32_t bits = static_cast<std::uint32_t>(engine_());
    const double sum =
        (bits & 0xffU) + ((bits >> 8U) & 0xffU) + ((bits >> 16U) & 0xffU) + ((bits >> 24U) & 0xffU);
    constexpr double kMean = 510;
    constexpr double kDeviation = 147.8;
    return (sum - kMean) / kDeviation;
  }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_()) % limit; }

 private:
  std::mt19937 engine_;
};

std::uint32_t worn(std::uint32_t level, double shift) {
  const double value = level * (kPaper / 255.0) + 12 * (1 - level / 255.0) + shift;
  return static_cast<std::uint32_t>(std::lround(std::fmin(255, std::fmax(0, value))));
}

void add_specks(PIX* pix, int count, Noise& noise) {
  const auto width = static_cast<std::uint32_t>(pixGetWidth(pix));
  const auto height = static_cast<std::uint32_t>(pixGetHeight(pix));
  for (int i = 0; i < count; ++i) {
    const auto x = static_cast<int>(noise.below(width));
    const auto y = static_cast<int>(noise.below(height));
    const auto size = static_cast<int>(1 + noise.below(4));
    pixRasterop(pix, x, y, size, size, PIX_CLR, nullptr, 0, 0);
  }
}

void blank_surface_with_jpeg(cairo_t* context, const Pix& sheet) {
  l_uint8* jpeg = nullptr;
  std::size_t size = 0;
  if (pixWriteMemJpeg(&jpeg, &size, sheet.get(), kJpegQuality, 0) != 0) {
    throw std::runtime_error("leptonica: a sheet could not be stored as JPEG");
  }
  // Cairo stores the JPEG as it is; the surface's own pixels are never looked at.
  const CairoSurface surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, pixGetWidth(sheet.get()), pixGetHeight(sheet.get())));
  const auto release = [](void* data) { lept_free(data); };
  if (cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG, jpeg, size, release, jpeg) !=
      CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error("cairo did not take the JPEG");
  }
  cairo_save(context);
  const double scale = 72.0 / pixGetXRes(sheet.get());
  cairo_scale(context, scale, scale);
  cairo_set_source_surface(context, surface.get(), 0, 0);
  cairo_paint(context);
  cairo_restore(context);
}

}  // namespace

Pix wear(const Pix& sheet, const Wear& wear) {
  const double radians = wear.skew_degrees * std::numbers::pi / 180;
  const Pix soft = owned(pixBlockconv(sheet.get(), 1, 1));
  Pix worn_sheet = owned(pixRotate(soft.get(), static_cast<l_float32>(radians), L_ROTATE_AREA_MAP,
                                   L_BRING_IN_WHITE, 0, 0));
  Noise noise(wear.seed);
  const int width = pixGetWidth(worn_sheet.get());
  const int height = pixGetHeight(worn_sheet.get());
  for (int y = 0; y < height; ++y) {
    std::uint32_t* line =
        pixGetData(worn_sheet.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(worn_sheet.get());
    for (int x = 0; x < width; ++x) {
      const double shift = wear.noise * noise.next();
      const std::uint32_t pixel = line[x];
      line[x] = (worn(pixel >> 24U, shift) << 24U) | (worn((pixel >> 16U) & 0xffU, shift) << 16U) |
                (worn((pixel >> 8U) & 0xffU, shift) << 8U);
    }
  }
  add_specks(worn_sheet.get(), wear.specks, noise);
  pixSetResolution(worn_sheet.get(), pixGetXRes(sheet.get()), pixGetXRes(sheet.get()));
  return worn_sheet;
}

Rect skewed(const Rect& box, double skew_degrees) {
  const double radians = skew_degrees * std::numbers::pi / 180;
  const double cosine = std::cos(radians);
  const double sine = std::sin(radians);
  Rect hull;
  bool first = true;
  for (const Point corner : {Point{box.x0, box.y0}, Point{box.x1, box.y0}, Point{box.x0, box.y1},
                             Point{box.x1, box.y1}}) {
    const double dx = corner.x - kPageWidth / 2;
    const double dy = corner.y - kPageHeight / 2;
    const Point p{kPageWidth / 2 + dx * cosine - dy * sine,
                  kPageHeight / 2 + dx * sine + dy * cosine};
    hull = first ? Rect{p.x, p.y, p.x, p.y}
                 : Rect{std::fmin(hull.x0, p.x), std::fmin(hull.y0, p.y), std::fmax(hull.x1, p.x),
                        std::fmax(hull.y1, p.y)};
    first = false;
  }
  return hull;
}

std::string pack_as_pdf(const std::vector<Pix>& sheets, const std::string& title,
                        const std::string& date) {
  PdfCanvas canvas(title, date);
  for (const Pix& sheet : sheets) {
    blank_surface_with_jpeg(canvas.begin_page(), sheet);
  }
  return canvas.finish();
}

void pack_as_tiff(const std::vector<Pix>& sheets, const std::string& path) {
  const char* mode = "w";
  for (const Pix& sheet : sheets) {
    const Pix grey = owned(pixConvertTo8(sheet.get(), 0));
    const Pix ink = owned(pixThresholdToBinary(grey.get(), kInkThreshold));
    pixSetResolution(ink.get(), pixGetXRes(sheet.get()), pixGetXRes(sheet.get()));
    if (pixWriteTiff(path.c_str(), ink.get(), IFF_TIFF_G4, mode) != 0) {
      throw std::runtime_error("leptonica could not write " + path);
    }
    mode = "a";
  }
}

}  // namespace tachado::samples
