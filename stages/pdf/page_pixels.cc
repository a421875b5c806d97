#include "stages/pdf/page_pixels.h"

#include <Gfx.h>
#include <PDFDoc.h>
#include <SplashOutputDev.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>

#include "stages/pdf/poppler_version.h"
#include "stages/pdf/recorder.h"

namespace tachado::pdf {
namespace {

// An image with fewer pixels than this is a stamp or a bar, not the scan of a page.
constexpr std::int64_t kMinScanPixels = 64 * 64;

// Splash, but images above the limit are left out, and on request everything that is no scan.
class LimitedSplash final : public SplashOutputDev {
 public:
  LimitedSplash(SplashColorMode mode, SplashColorPtr paper, const Limits& limits, bool scan_only)
#if TACHADO_POPPLER >= 2602
      : SplashOutputDev(mode, 1, paper),
#else
      : SplashOutputDev(mode, 1, false, paper),
#endif
        limits_(limits),
        scan_only_(scan_only) {
  }

  [[nodiscard]] bool skipped_image() const { return skipped_image_; }
  [[nodiscard]] bool too_long() const { return operators_ > limits_.operators; }
  bool should_stop() {
    operators_ += kOperatorsPerCheck;
    return too_long();
  }

  void stroke(GfxState* state) override {
    if (!scan_only_) SplashOutputDev::stroke(state);
  }
  void fill(GfxState* state) override {
    if (!scan_only_) SplashOutputDev::fill(state);
  }
  void eoFill(GfxState* state) override {
    if (!scan_only_) SplashOutputDev::eoFill(state);
  }
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* unicode,
                int count) override {
    if (scan_only_) return;
    SplashOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes, unicode, count);
  }
  bool beginType3Char(GfxState* state, double x, double y, double dx, double dy, CharCode code,
                      const Unicode* unicode, int count) override {
    return scan_only_ || SplashOutputDev::beginType3Char(state, x, y, dx, dy, code, unicode, count);
  }
  bool tilingPatternFill(GfxState* state, Gfx* gfx, Catalog* catalog, GfxTilingPattern* pattern,
                         PatternMatrix matrix, int x0, int y0, int x1, int y1, double x_step,
                         double y_step) override {
    return scan_only_ || SplashOutputDev::tilingPatternFill(state, gfx, catalog, pattern, matrix,
                                                            x0, y0, x1, y1, x_step, y_step);
  }
  bool functionShadedFill(GfxState* state, GfxFunctionShading* shading) override {
    return scan_only_ || SplashOutputDev::functionShadedFill(state, shading);
  }
  bool axialShadedFill(GfxState* state, GfxAxialShading* shading, double t0, double t1) override {
    return scan_only_ || SplashOutputDev::axialShadedFill(state, shading, t0, t1);
  }
  bool radialShadedFill(GfxState* state, GfxRadialShading* shading, double s0, double s1) override {
    return scan_only_ || SplashOutputDev::radialShadedFill(state, shading, s0, s1);
  }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading* shading) override {
    return scan_only_ || SplashOutputDev::gouraudTriangleShadedFill(state, shading);
  }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inline_image) override {
    if (!inline_image && !wanted(*state, width, height)) return;
    SplashOutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate,
                                   inline_image);
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* map, bool interpolate, const int* mask_colors,
                 bool inline_image) override {
    if (!inline_image && !wanted(*state, width, height)) return;
    SplashOutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask_colors,
                               inline_image);
  }
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                       GfxImageColorMap* map, bool interpolate, Stream* mask, int mask_width,
                       int mask_height, bool mask_invert, bool mask_interpolate) override {
    if (!wanted(*state, width, height) || !wanted(*state, mask_width, mask_height)) return;
    SplashOutputDev::drawMaskedImage(state, ref, stream, width, height, map, interpolate, mask,
                                     mask_width, mask_height, mask_invert, mask_interpolate);
  }
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* map, bool interpolate, Stream* mask, int mask_width,
                           int mask_height, GfxImageColorMap* mask_map,
                           bool mask_interpolate) override {
    if (!wanted(*state, width, height) || !wanted(*state, mask_width, mask_height)) return;
    SplashOutputDev::drawSoftMaskedImage(state, ref, stream, width, height, map, interpolate, mask,
                                         mask_width, mask_height, mask_map, mask_interpolate);
  }

 private:
  bool wanted(const GfxState& state, int width, int height) {
    if (!may_be_seen(state)) return false;
    const std::int64_t pixels = std::int64_t{width} * height;
    if (pixels > limits_.pixels) {
      skipped_image_ = true;
      return false;
    }
    return !scan_only_ || pixels >= kMinScanPixels;
  }

  // Splash decodes an image before it clips it away: half of the time of a look at a part of a
  // page.
  static bool may_be_seen(const GfxState& state) {
    const double* m = numbers(state.getCTM());
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;
    state.getClipBBox(&x0, &y0, &x1, &y1);
    return m[4] + std::max(0.0, m[0]) + std::max(0.0, m[2]) >= x0 &&
           m[4] + std::min(0.0, m[0]) + std::min(0.0, m[2]) <= x1 &&
           m[5] + std::max(0.0, m[1]) + std::max(0.0, m[3]) >= y0 &&
           m[5] + std::min(0.0, m[1]) + std::min(0.0, m[3]) <= y1;
  }

  const Limits& limits_;
  const bool scan_only_;
  bool skipped_image_ = false;
  std::int64_t operators_ = 0;
};

}  // namespace

Result<Bitmap> render(PDFDoc& document, const RenderPage& page, const PixelRequest& request,
                      const Limits& limits) {
  const auto problem = [&](ProblemKind kind, const char* message) {
    return fail(Problem{"pdf", page.number, kind, message});
  };
  const double scale = request.dpi / 72;
  const Rect whole{0, 0, page.width, page.height};
  const Rect area = request.area ? intersect(*request.area, whole) : whole;
  if (!(scale > 0) || area.empty()) {
    return problem(ProblemKind::internal, "pixels were asked for of an area outside the page");
  }
  const double x0 = std::floor(area.x0 * scale + 1e-6);
  const double y0 = std::floor(area.y0 * scale + 1e-6);
  const double columns = std::max(1.0, std::ceil(area.x1 * scale - 1e-6) - x0);
  const double rows = std::max(1.0, std::ceil(area.y1 * scale - 1e-6) - y0);
  if (columns * rows > static_cast<double>(limits.pixels) || columns > 60'000 || rows > 60'000) {
    return problem(ProblemKind::limit,
                   "the page has more pixels (--megapixels) than the limit allows");
  }
  try {
    SplashColor paper = {255, 255, 255};
    LimitedSplash splash(request.color ? splashModeRGB8 : splashModeMono8, paper, limits,
                         request.without_vectors);
    splash.setFontAntialias(true);
    splash.setVectorAntialias(true);
    splash.startDoc(&document);
    const double dpi = request.dpi * page.user_unit;
    const auto stop = [](void* data) { return static_cast<LimitedSplash*>(data)->should_stop(); };
    const int left = static_cast<int>(x0);
    const int top = static_cast<int>(y0);
    const int w = static_cast<int>(columns);
    const int h = static_cast<int>(rows);
    if (page.annotations && !request.without_vectors) {
      document.displayPageSlice(&splash, page.number, dpi, dpi, 0, false, true, false, left, top, w,
                                h, stop, &splash);
    } else {
      // Asking Poppler for annotations that are not to be drawn would build the form all the same.
      const std::unique_ptr<Gfx> gfx(document.getPage(page.number)
                                         ->createGfx(&splash, dpi, dpi, 0, false, true, left, top,
                                                     w, h, false, stop, &splash));
      Object contents = document.getPage(page.number)->getContents();
      if (contents.isNull()) {
        splash.dump();
      } else {
        gfx->saveState();
        gfx->display(&contents);
        gfx->restoreState();
      }
    }
    if (splash.too_long()) {
      return problem(ProblemKind::limit,
                     "the page has more drawing operators than the limit allows");
    }
    if (splash.skipped_image()) {
      return problem(ProblemKind::limit,
                     "an image has more pixels (--megapixels) than the limit allows");
    }
    const SplashBitmap* painted = splash.getBitmap();
    if (painted == nullptr || painted->getDataPtr() == nullptr) {
      return problem(ProblemKind::memory, "there is not enough memory for the page's pixels");
    }
    Bitmap result;
    result.width = painted->getWidth();
    result.height = painted->getHeight();
    result.channels = request.color ? 3 : 1;
    result.area = {x0 / scale, y0 / scale, (x0 + result.width) / scale,
                   (y0 + result.height) / scale};
    const auto row =
        static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.channels);
    result.data.resize(row * static_cast<std::size_t>(result.height));
    for (int y = 0; y < result.height; ++y) {
      const auto offset = static_cast<std::ptrdiff_t>(y) * painted->getRowSize();
      std::copy_n(painted->getDataPtr() + offset, row,
                  result.data.begin() + static_cast<std::ptrdiff_t>(row) * y);
    }
    return result;
  } catch (const std::bad_alloc&) {
    return problem(ProblemKind::memory, "there is not enough memory for the page's pixels");
  }
}

}  // namespace tachado::pdf
