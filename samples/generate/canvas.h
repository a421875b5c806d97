// Where a sample is drawn: the pages of a PDF, or sheets of pixels that become a scan later. All
// drawing is in points with the origin at the top left of a letter-size page.
#pragma once

#include <string>
#include <vector>

#include "samples/generate/handles.h"

namespace tachado::samples {

inline constexpr double kPageWidth = 612;  // US letter, points: what Mexican offices print on
inline constexpr double kPageHeight = 792;
inline constexpr int kScanDpi = 300;

class Canvas {
 public:
  virtual ~Canvas() = default;
  Canvas() = default;
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  // Ends the page before it, if any. The context stays the canvas's own.
  virtual cairo_t* begin_page() = 0;
};

// `date` is what the file says of its making (ISO 8601): fixed, so that the bytes are.
class PdfCanvas : public Canvas {
 public:
  PdfCanvas(const std::string& title, const std::string& date);
  cairo_t* begin_page() override;
  std::string finish();

 private:
  std::string bytes_;
  CairoSurface surface_;
  Cairo context_;
  bool page_open_ = false;
};

class ScanCanvas : public Canvas {
 public:
  explicit ScanCanvas(int dpi = kScanDpi) : dpi_(dpi) {}
  cairo_t* begin_page() override;
  // The sheets in 32-bit colour at their resolution.
  std::vector<Pix> finish();

 private:
  void end_page();
  int dpi_;
  CairoSurface surface_;
  Cairo context_;
  std::vector<Pix> sheets_;
};

}  // namespace tachado::samples
