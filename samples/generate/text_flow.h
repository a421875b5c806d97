// Sets text on the pages of a canvas, as an office's word processor would, and remembers where
// every redaction came to lie.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "samples/generate/canvas.h"
#include "samples/generate/markup.h"
#include "stages/model/geometry.h"

namespace tachado::samples {

struct DrawnRedaction {
  int page = 1;
  Rect box;  // points
  Hide hide = Hide::bar;
  std::string what;
  std::string label;
};

struct FlowStyle {
  std::string office;        // running head, left
  std::string running_head;  // running head, right: the document's number
  double font_points = 11;
  bool ink = false;  // signatures and a stamp, as on paper
  std::string font = "Liberation Serif";
  std::string foot =
      " · Muestra: las personas y sus datos son ficticios";  // behind the page number
  int columns = 1;
};

struct Table {
  std::vector<double> widths;  // points
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> right_aligned;
};

class TextFlow {
 public:
  TextFlow(Canvas& canvas, FlowStyle style);

  void title(std::string_view markup);      // bold, centred
  void heading(std::string_view markup);    // bold, centred, smaller
  void paragraph(std::string_view markup);  // justified
  void right(std::string_view markup);      // flush right: place and date, number of a letter
  void table(const Table& table);
  // Names under lines, side by side. With ink: a signature over each, a stamp between them.
  void signatures(const std::vector<std::string>& names, std::string_view stamp);
  void gap(double points);
  void new_page();
  // Of the body's columns (FlowStyle::columns), from here on. What spans all of them stands before.
  void columns();
  // Back to the full width, below the columns: on a new page where there were any.
  void end_columns();

  [[nodiscard]] int pages() const { return page_; }
  [[nodiscard]] const std::vector<DrawnRedaction>& redactions() const { return redactions_; }

 private:
  struct Setting {
    PangoAlignment align = PANGO_ALIGN_LEFT;
    bool justify = false;
    bool bold = false;
    double size = 11;
    double x = 0;
    double width = 0;
  };

  Layout make_layout(const Marked& marked, const Setting& setting);
  double text_width(std::string_view text, double size);
  void set(std::string_view markup, const Setting& setting);
  // Draws one line with its base line at `baseline`.
  void draw_line(PangoLayoutLine* line, const Marked& marked, double x, double baseline,
                 double size);
  void draw_redaction(const Rect& box, const Span& span);
  double cell_height(std::string_view markup, double width, bool bold);
  // The next column, or the next page behind the last.
  void next_column();
  void draw_row(const Table& table, const std::vector<std::string>& cells, bool header);

  Canvas& canvas_;
  FlowStyle style_;
  cairo_t* context_ = nullptr;
  int page_ = 0;
  double y_ = 0;
  bool in_columns_ = false;
  int column_ = 0;
  double column_top_ = 0;
  double left_ = 0;  // of the body's column
  double width_ = 0;
  std::vector<DrawnRedaction> redactions_;
};

}  // namespace tachado::samples
