#include "samples/generate/canvas.h"

#include <cairo-pdf.h>

#include <cstdint>
#include <stdexcept>

namespace tachado::samples {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// The same outlines on every machine, whatever its desktop's settings say.
void fix_font_options(cairo_t* context) {
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options(context, options);
  cairo_font_options_destroy(options);
}

}  // namespace

PdfCanvas::PdfCanvas(const std::string& title, const std::string& date)
    : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, kPageWidth, kPageHeight)),
      context_(cairo_create(surface_.get())) {
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_CREATE_DATE, date.c_str());
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_MOD_DATE, date.c_str());
  fix_font_options(context_.get());
}

cairo_t* PdfCanvas::begin_page() {
  if (page_open_) {
    cairo_show_page(context_.get());
  }
  page_open_ = true;
  return context_.get();
}

std::string PdfCanvas::finish() {
  cairo_show_page(context_.get());
  context_.reset();
  cairo_surface_finish(surface_.get());
  if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error("cairo could not write the PDF");
  }
  return std::move(bytes_);
}

cairo_t* ScanCanvas::begin_page() {
  end_page();
  const double scale = dpi_ / 72.0;
  surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                            static_cast<int>(kPageWidth * scale),
                                            static_cast<int>(kPageHeight * scale)));
  context_.reset(cairo_create(surface_.get()));
  fix_font_options(context_.get());
  cairo_set_source_rgb(context_.get(), 1, 1, 1);
  cairo_paint(context_.get());
  cairo_scale(context_.get(), scale, scale);
  return context_.get();
}

void ScanCanvas::end_page() {
  if (!context_) {
    return;
  }
  context_.reset();
  cairo_surface_flush(surface_.get());
  const int width = cairo_image_surface_get_width(surface_.get());
  const int height = cairo_image_surface_get_height(surface_.get());
  Pix sheet(pixCreate(width, height, 32));
  if (!sheet) {
    throw std::runtime_error("no memory for a sheet");
  }
  const unsigned char* data = cairo_image_surface_get_data(surface_.get());
  const int stride = cairo_image_surface_get_stride(surface_.get());
  for (int y = 0; y < height; ++y) {
    // Cairo's x8r8g8b8 and Leptonica's r8g8b8a8 are both whole machine words.
    const auto* from = reinterpret_cast<const std::uint32_t*>(
        data + static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(stride));
    std::uint32_t* to =
        pixGetData(sheet.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(sheet.get());
    for (int x = 0; x < width; ++x) {
      to[x] = (from[x] & 0xffffffU) << 8U;
    }
  }
  pixSetResolution(sheet.get(), dpi_, dpi_);
  sheets_.push_back(std::move(sheet));
  surface_.reset();
}

std::vector<Pix> ScanCanvas::finish() {
  end_page();
  return std::move(sheets_);
}

}  // namespace tachado::samples
