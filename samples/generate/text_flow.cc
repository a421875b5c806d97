#include "samples/generate/text_flow.h"

#include <algorithm>

#include "samples/generate/ink.h"

namespace tachado::samples {
namespace {

constexpr double kLeft = 72;  // points
constexpr double kRight = kPageWidth - 72;
constexpr double kTop = 84;
constexpr double kBottom = kPageHeight - 72;
constexpr double kWidth = kRight - kLeft;
constexpr double kGutter = 30;  // between two columns
constexpr double kCellPadding = 3;
// A bar covers letters from a little above the capitals to a little below the descenders.
constexpr double kBarAscent = 0.78;  // of the font size, above the base line
constexpr double kBarDescent = 0.24;

double points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

int units(double value) { return static_cast<int>(value * PANGO_SCALE); }

FontDescription make_font(const std::string& family, double size, bool bold) {
  FontDescription font(
      pango_font_description_from_string((bold ? family + " Bold" : family).c_str()));
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  return font;
}

Layout new_layout(cairo_t* context, const std::string& family, double size, bool bold) {
  Layout layout(pango_cairo_create_layout(context));
  // Letters at their exact places, as word processors put them, not at whole points.
  pango_context_set_round_glyph_positions(pango_layout_get_context(layout.get()), FALSE);
  const FontDescription font = make_font(family, size, bold);
  pango_layout_set_font_description(layout.get(), font.get());
  return layout;
}

void insert_attribute(PangoAttrList* list, PangoAttribute* attribute, const Span& span) {
  attribute->start_index = static_cast<guint>(span.begin);
  attribute->end_index = static_cast<guint>(span.end);
  pango_attr_list_insert(list, attribute);
}

}  // namespace

TextFlow::TextFlow(Canvas& canvas, FlowStyle style) : canvas_(canvas), style_(std::move(style)) {
  new_page();
}

void TextFlow::new_page() {
  context_ = canvas_.begin_page();
  ++page_;
  const double small = style_.font_points - 2.5;
  y_ = 40;
  set(style_.office, {.size = small, .x = kLeft, .width = kWidth});
  y_ = 40;
  set(style_.running_head,
      {.align = PANGO_ALIGN_RIGHT, .bold = true, .size = small, .x = kLeft, .width = kWidth});
  cairo_set_source_rgb(context_, 0, 0, 0);
  cairo_set_line_width(context_, 0.6);
  cairo_move_to(context_, kLeft, 58);
  cairo_line_to(context_, kRight, 58);
  cairo_stroke(context_);
  y_ = kPageHeight - 46;
  set("Página " + std::to_string(page_) + style_.foot,
      {.align = PANGO_ALIGN_CENTER, .size = small, .x = kLeft, .width = kWidth});
  y_ = kTop;
  column_ = 0;
  column_top_ = kTop;
  left_ = kLeft;
  if (!in_columns_) width_ = kWidth;
}

void TextFlow::columns() {
  if (style_.columns < 2) return;
  in_columns_ = true;
  column_top_ = y_;
  width_ = (kWidth - kGutter * (style_.columns - 1)) / style_.columns;
}

void TextFlow::end_columns() {
  if (!in_columns_) return;
  in_columns_ = false;
  new_page();
}

void TextFlow::next_column() {
  if (!in_columns_ || ++column_ >= style_.columns) return new_page();
  left_ = kLeft + column_ * (width_ + kGutter);
  y_ = column_top_;
}

double TextFlow::text_width(std::string_view text, double size) {
  const Layout layout = new_layout(context_, style_.font, size, false);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  return points(width);
}

Layout TextFlow::make_layout(const Marked& marked, const Setting& setting) {
  Layout layout = new_layout(context_, style_.font, setting.size, setting.bold);
  pango_layout_set_width(layout.get(), units(setting.width));
  pango_layout_set_alignment(layout.get(), setting.align);
  pango_layout_set_justify(layout.get(), setting.justify ? TRUE : FALSE);
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
  pango_layout_set_text(layout.get(), marked.text.c_str(), -1);
  PangoAttrList* attributes = pango_attr_list_new();
  for (const Span& span : marked.spans) {
    if (span.bold) {
      insert_attribute(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), span);
    }
    if (!span.removed.empty()) {
      const PangoRectangle room{0, units(-0.9 * setting.size),
                                units(text_width(span.removed, setting.size)),
                                units(1.1 * setting.size)};
      insert_attribute(attributes, pango_attr_shape_new(&room, &room), span);
    }
  }
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

void TextFlow::draw_redaction(const Rect& box, const Span& span) {
  redactions_.push_back({page_, box, span.hide, span.what, span.label});
  if (span.hide == Hide::annotation) {
    return;  // added to the finished file
  }
  cairo_rectangle(context_, box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0);
  if (span.hide != Hide::box) {
    cairo_set_source_rgb(context_, 0, 0, 0);
    cairo_fill(context_);
    return;
  }
  cairo_set_source_rgb(context_, 1, 1, 1);
  cairo_fill_preserve(context_);
  cairo_set_source_rgb(context_, 0, 0, 0);
  cairo_set_line_width(context_, 0.5);
  cairo_stroke(context_);
  constexpr double kLabelPoints = 7;
  const Layout layout = new_layout(context_, style_.font, kLabelPoints, false);
  pango_layout_set_text(layout.get(), span.label.c_str(), -1);
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout.get(), &width, &height);
  cairo_move_to(context_, (box.x0 + box.x1 - points(width)) / 2,
                (box.y0 + box.y1 - points(height)) / 2);
  pango_cairo_show_layout(context_, layout.get());
}

void TextFlow::draw_line(PangoLayoutLine* line, const Marked& marked, double x, double baseline,
                         double size) {
  cairo_set_source_rgb(context_, 0, 0, 0);
  cairo_move_to(context_, x, baseline);
  pango_cairo_show_layout_line(context_, line);
  for (const Span& span : marked.spans) {
    const int begin = std::max(static_cast<int>(span.begin), line->start_index);
    const int end = std::min(static_cast<int>(span.end), line->start_index + line->length);
    if (span.hide == Hide::none || begin >= end) {
      continue;
    }
    int x0 = 0;
    int x1 = 0;
    pango_layout_line_index_to_x(line, begin, 0, &x0);
    pango_layout_line_index_to_x(line, end, 0, &x1);
    draw_redaction({x + points(x0), baseline - kBarAscent * size, x + points(x1),
                    baseline + kBarDescent * size},
                   span);
  }
}

void TextFlow::set(std::string_view markup, const Setting& setting) {
  const Marked marked = parse_markup(markup);
  const Layout layout = make_layout(marked, setting);
  const LayoutIter iter(pango_layout_get_iter(layout.get()));
  const bool in_body = setting.x == left_ && y_ >= kTop && y_ <= kBottom;
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
    const double height = std::max(points(logical.height), 1.25 * setting.size);
    if (in_body && y_ + height > kBottom) {
      next_column();
    }
    draw_line(pango_layout_iter_get_line_readonly(iter.get()), marked,
              (in_body ? left_ : setting.x) + points(logical.x), y_ + 0.95 * setting.size,
              setting.size);
    y_ += height;
  } while (pango_layout_iter_next_line(iter.get()) != FALSE);
}

void TextFlow::title(std::string_view markup) {
  set(markup, {.align = PANGO_ALIGN_CENTER,
               .bold = true,
               .size = style_.font_points + 1,
               .x = left_,
               .width = width_});
  gap(10);
}

void TextFlow::heading(std::string_view markup) {
  gap(4);
  if (y_ + 40 > kBottom) {  // never alone at the foot of a page
    next_column();
  }
  set(markup, {.align = PANGO_ALIGN_CENTER,
               .bold = true,
               .size = style_.font_points,
               .x = left_,
               .width = width_});
  gap(6);
}

void TextFlow::paragraph(std::string_view markup) {
  set(markup, {.justify = true, .size = style_.font_points, .x = left_, .width = width_});
  gap(7);
}

void TextFlow::right(std::string_view markup) {
  set(markup,
      {.align = PANGO_ALIGN_RIGHT, .size = style_.font_points, .x = left_, .width = width_});
  gap(3);
}

void TextFlow::gap(double points) { y_ = std::min(y_ + points, kBottom); }

double TextFlow::cell_height(std::string_view markup, double width, bool bold) {
  const Marked marked = parse_markup(markup);
  const double size = style_.font_points - 1.5;
  const Layout layout =
      make_layout(marked, {.bold = bold, .size = size, .width = width - 2 * kCellPadding});
  return pango_layout_get_line_count(layout.get()) * 1.25 * size + 2 * kCellPadding;
}

void TextFlow::draw_row(const Table& table, const std::vector<std::string>& cells, bool header) {
  double height = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    height = std::max(height, cell_height(cells[i], table.widths[i], header));
  }
  if (y_ + height > kBottom) {
    new_page();
  }
  const double top = y_;
  double x = left_;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cairo_rectangle(context_, x, top, table.widths[i], height);
    if (header) {
      cairo_set_source_rgb(context_, 0.85, 0.85, 0.85);
      cairo_fill_preserve(context_);
    }
    cairo_set_source_rgb(context_, 0, 0, 0);
    cairo_set_line_width(context_, 0.5);
    cairo_stroke(context_);
    const bool to_right = !header && i < table.right_aligned.size() && table.right_aligned[i];
    y_ = top + kCellPadding;
    // A cell never starts exactly at the margin, so `set` does not break pages inside it.
    set(cells[i], {.align = to_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
                   .bold = header,
                   .size = style_.font_points - 1.5,
                   .x = x + kCellPadding,
                   .width = table.widths[i] - 2 * kCellPadding});
    x += table.widths[i];
  }
  y_ = top + height;
}

void TextFlow::table(const Table& table) {
  if (!table.header.empty()) draw_row(table, table.header, true);
  for (const std::vector<std::string>& row : table.rows) {
    draw_row(table, row, false);
  }
  gap(10);
}

void TextFlow::signatures(const std::vector<std::string>& names, std::string_view stamp) {
  constexpr double kNeeded = 140;
  if (y_ + kNeeded > kBottom) {
    next_column();
  }
  const double top = y_ + 56;
  const double width = width_ / static_cast<double>(names.size());
  double lowest = top;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double x = left_ + width * static_cast<double>(i);
    cairo_set_source_rgb(context_, 0, 0, 0);
    cairo_set_line_width(context_, 0.6);
    cairo_move_to(context_, x + 18, top);
    cairo_line_to(context_, x + width - 18, top);
    cairo_stroke(context_);
    y_ = top + 4;
    set(names[i], {.align = PANGO_ALIGN_CENTER,
                   .size = style_.font_points - 1,
                   .x = x + 8,
                   .width = width - 16});
    lowest = std::max(lowest, y_);
    if (style_.ink) {
      draw_signature(context_, x + width / 2, top - 12, static_cast<unsigned>(i + 1));
    }
  }
  if (style_.ink) {
    draw_stamp(context_, left_ + width_ / 2, top - 22, std::string(stamp));
  }
  y_ = lowest + 12;
}

}  // namespace tachado::samples
