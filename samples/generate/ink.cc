#include "samples/generate/ink.h"

#include <cmath>
#include <numbers>

namespace tachado::samples {

void draw_signature(cairo_t* context, double x, double y, unsigned seed) {
  unsigned state = seed * 2654435761U + 1U;
  const auto next = [&state] {  // -1 to 1
    state = state * 1664525U + 1013904223U;
    return static_cast<double>(state >> 16U) / 32767.5 - 1.0;
  };
  cairo_save(context);
  cairo_set_source_rgb(context, 0.08, 0.12, 0.45);
  cairo_set_line_width(context, 1.1);
  cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
  cairo_move_to(context, x - 52, y + 6 * next());
  constexpr int kStrokes = 9;
  for (int i = 0; i < kStrokes; ++i) {
    const double from = x - 52 + 11.5 * i;
    cairo_curve_to(context, from + 8, y - 16 + 8 * next(), from - 4, y + 14 + 6 * next(),
                   from + 11.5 + 3 * next(), y + 5 * next());
  }
  cairo_stroke(context);
  cairo_move_to(context, x - 45, y + 11);
  cairo_curve_to(context, x - 10, y + 5, x + 20, y + 14, x + 56, y + 4 + 3 * next());
  cairo_stroke(context);
  cairo_restore(context);
}

void draw_stamp(cairo_t* context, double x, double y, const std::string& text) {
  constexpr double kOuter = 38;
  constexpr double kInner = 27;
  cairo_save(context);
  cairo_translate(context, x, y);
  cairo_rotate(context, -0.18);
  cairo_set_source_rgba(context, 0.30, 0.18, 0.55, 0.75);
  cairo_set_line_width(context, 1.6);
  cairo_arc(context, 0, 0, kOuter, 0, 2 * std::numbers::pi);
  cairo_stroke(context);
  cairo_set_line_width(context, 0.8);
  cairo_arc(context, 0, 0, kInner, 0, 2 * std::numbers::pi);
  cairo_stroke(context);

  const FontDescription font(pango_font_description_from_string("Liberation Sans Bold"));
  pango_font_description_set_absolute_size(font.get(), 7.5 * PANGO_SCALE);
  const Layout layout(pango_cairo_create_layout(context));
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  pango_layout_set_width(layout.get(), static_cast<int>(2 * kInner * PANGO_SCALE));
  pango_layout_set_text(layout.get(), text.c_str(), -1);
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  cairo_move_to(context, -kInner, -static_cast<double>(height) / PANGO_SCALE / 2);
  pango_cairo_show_layout(context, layout.get());
  cairo_restore(context);
}

}  // namespace tachado::samples
