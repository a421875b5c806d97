// Owning aliases for the C handles that the generator uses. Included by .cc files and by headers of
// this folder only.
#pragma once

#include <cairo.h>
#include <leptonica/allheaders.h>
#include <pango/pangocairo.h>

#include <memory>

namespace tachado::samples {

struct CairoDeleter {
  void operator()(cairo_t* p) const { cairo_destroy(p); }
};
struct SurfaceDeleter {
  void operator()(cairo_surface_t* p) const { cairo_surface_destroy(p); }
};
struct GObjectDeleter {
  void operator()(void* p) const { g_object_unref(p); }
};
struct FontDeleter {
  void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
};
struct IterDeleter {
  void operator()(PangoLayoutIter* p) const { pango_layout_iter_free(p); }
};
struct PixDeleter {
  void operator()(PIX* p) const { pixDestroy(&p); }
};
struct CompressedDeleter {
  void operator()(L_COMP_DATA* p) const { l_CIDataDestroy(&p); }
};

using Cairo = std::unique_ptr<cairo_t, CairoDeleter>;
using CairoSurface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Layout = std::unique_ptr<PangoLayout, GObjectDeleter>;
using FontDescription = std::unique_ptr<PangoFontDescription, FontDeleter>;
using LayoutIter = std::unique_ptr<PangoLayoutIter, IterDeleter>;
using Pix = std::unique_ptr<PIX, PixDeleter>;
using CompressedImage = std::unique_ptr<L_COMP_DATA, CompressedDeleter>;

}  // namespace tachado::samples
