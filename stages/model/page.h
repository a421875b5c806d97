// A page as it flows from stage to stage. Plain values; every stage reads what earlier stages wrote
// and adds its own.
//
//   extract     size, text facts, words and lines of the text layer, shapes, images, annotations
//   regions     candidates
//   ocr         words and lines of recognised areas, text_source, ocr_reason, labels of candidates
//   redactions  redactions (from candidates and words); █ in words and text
//
// Coordinates: geometry.h. Text: UTF-8, NFC. Offsets count Unicode code points of `Page::text`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/geometry.h"
#include "stages/model/problem.h"

namespace tachado {

// ---- text ----

enum class TextSource { none, text, ocr, kept_ocr, mixed };
std::string_view to_string(TextSource source);
std::optional<TextSource> text_source_from(std::string_view name);

struct Word {
  std::string text;
  Rect box;
  int line = 0;                      // index in Page::lines
  std::int64_t offset = 0;           // of its first code point in Page::text; set by assemble_text
  std::optional<double> confidence;  // 0 to 1; none for the text layer
  bool glued = false;  // no blank before it: a hyphen at a line's end, a redaction within a word
  bool redaction = false;  // stands for a redacted region: its text is made of █
  std::int32_t order = 0;  // drawing order of its last glyph; 0 for recognised words
};

struct Line {
  Rect box;
  int block = 0;  // paragraph or column piece; ascending in reading order
};

// ---- what is drawn ----

enum class ShapeKind : std::uint8_t { fill, stroke, pattern };
enum class DrawnBy : std::uint8_t { page, form, annotation };

// One painted path, after the clip, in displayed coordinates.
struct Shape {
  std::int32_t order = 0;  // drawing order, shared with glyphs and images: larger is on top
  ShapeKind kind = ShapeKind::fill;
  DrawnBy drawn_by = DrawnBy::page;
  Rect box;                    // hull of what is painted, clip applied, line width included
  bool rectangle = false;      // what is painted is exactly `box`
  bool polygon = false;        // a rectangle drawn corner by corner, not by the rectangle operator
  std::vector<Point> outline;  // flattened corners of the largest subpath when it is no upright
                               // rectangle, else empty
  int subpaths = 1;
  double painted_share = 1;  // painted area / area of box, 0 to 1
  double line_width = 0;     // strokes only, points
  Color color;
  double opacity = 1;  // 0 to 1
  bool layer_off = false;
};

// One image as placed on the page.
struct ImagePlacement {
  std::int32_t order = 0;
  DrawnBy drawn_by = DrawnBy::page;
  Rect box;             // upright hull, clip applied
  bool upright = true;  // not turned or sheared
  int width = 0;        // stored pixels
  int height = 0;
  int bits = 8;  // per component
  int components = 1;
  std::string encoding;     // dct, jpx, jbig2, ccitt, flate, raw, …: the last filter's short name
  std::int64_t object = 0;  // object number in the file; 0: inline
  bool stencil = false;     // a 1-bit mask painted in `color`
  Color color;              // stencils, and images judged to be of one colour
  bool one_colour = false;  // every pixel looked at is `color`
  double opacity = 1;
  bool soft_mask = false;
  bool layer_off = false;
  // Not small, drawn on a neighbouring page too, on a page with text of its own of which it covers
  // none.
  bool letterhead = false;
};

struct Annotation {
  std::string subtype;  // Redact, Square, Highlight, Ink, FreeText, Stamp, Widget, Link, …
  Rect box;
  std::vector<Quad> quads;     // QuadPoints, displayed coordinates
  std::optional<Color> color;  // /C, or /IC for Redact
  std::string overlay_text;    // Redact: OverlayText
  bool hidden = false;         // Hidden or NoView flag
  bool has_appearance = false;
};

// ---- facts about text, for the decision what to recognise ----

struct TextFacts {
  int glyphs = 0;     // visible glyphs with text that are not blanks
  int unmapped = 0;   // of those: no Unicode, private use, or U+FFFD
  int invisible = 0;  // render mode 3, not hidden otherwise: most likely an earlier OCR layer
  int covered =
      0;  // not visible for another reason (covered, own background's colour, off layer, off page)
  int type3 = 0;           // of `glyphs`, drawn by Type 3 fonts
  double image_share = 0;  // share of the page covered by images, 0 to 1
  double largest_image_share = 0;
  int largest_image = -1;  // index in Page::images
  int small_outlines = 0;  // pieces of paths of letter size: text that was turned into outlines
  double text_share_outside_margins =
      0;  // of the glyphs, those not in the top or bottom tenth of the page
};

// ---- regions and redactions ----

enum class RegionKind {
  filled,
  outlined,
  whiteout,
  pattern,
  marker,
  image,
  annotation,
  replaced_text
};
std::string_view to_string(RegionKind kind);
std::optional<RegionKind> region_kind_from(std::string_view name);

enum class RegionSource { vector, raster, annotation, text };
std::string_view to_string(RegionSource source);
std::optional<RegionSource> region_source_from(std::string_view name);

// A candidate: what could be a redaction by its look alone.
struct Region {
  Rect box;
  std::optional<Quad> quad;  // where the figure is turned
  RegionKind kind = RegionKind::filled;
  RegionSource source = RegionSource::raster;
  Color color;              // of its inside (outlined: of the outline)
  double confidence = 0.5;  // 0 to 1, by look alone
  std::int32_t order = 0;   // drawing order of its last piece; 0 from pixels
  double opacity = 1;
  std::optional<std::string> label;  // text inside it, set by extract's words or by ocr
  std::optional<double> label_confidence;
  bool recognise_label = false;  // its pixels show ink inside that may be a label
  // Measures from pixels, for the judge; 0 where not measured.
  double ink_inside = 0;         // share of its inside that is not its fill colour
  double edge_straightness = 0;  // 1: four straight sides
  double solid_share = 0;        // share of the box covered by the figure
};

enum class Soundness { sound, failed, unverified };
std::string_view to_string(Soundness soundness);
std::optional<Soundness> soundness_from(std::string_view name);

// One thing that was found under, in or near a redaction. `text` is private data: it is filled only
// with --reveal.
struct Finding {
  std::string kind;         // closed list in DESIGN.md: box_over_text, unapplied_redact, …
  std::string where;        // leaks only: "revision 1, page 3"
  std::optional<int> page;  // leaks only
  int characters = 0;
  double readability = 0;  // 0 to 1
  std::optional<std::string> digest;
  std::optional<std::string> text;
};

struct Hides {
  std::string what = "unknown";  // closed list in DESIGN.md
  std::string evidence;
  double confidence = 0;
};

struct Redaction {
  std::string id;  // "p1-r1": page, then number in reading order
  Rect box;
  std::optional<Quad> quad;
  RegionKind kind = RegionKind::filled;
  RegionSource source = RegionSource::raster;
  Color color;
  double confidence = 0;
  std::optional<std::string> label;
  int characters_estimated = 0;
  Hides hides;
  std::vector<int> grounds;            // indices in DocumentRedactions::grounds
  std::optional<Soundness> soundness;  // none for replaced_text
  std::vector<std::string> checks;     // text_under, image_under, revisions, …
  std::vector<Finding> findings;
};

// ---- the page ----

struct Page {
  int number = 1;  // 1-based
  std::string label;
  double width = 0;
  double height = 0;
  int rotation = 0;
  bool examined = true;  // false: a limit, a time-out or damage kept it from being looked at
  TextSource text_source = TextSource::none;
  std::string ocr_reason;                // why it was, or was not, recognised
  std::optional<double> text_quality;    // 0 to 1
  std::optional<double> ocr_confidence;  // mean over recognised words, 0 to 1
  std::string text;                      // made by assemble_text
  std::vector<Line> lines;               // in reading order
  std::vector<Word> words;               // in reading order; `line` never decreases
  std::vector<Redaction> redactions;

  // The record: known to the stages, not part of the document.
  TextFacts facts;
  std::vector<Shape> shapes;           // visible ones, in drawing order
  std::vector<ImagePlacement> images;  // visible ones, in drawing order
  std::vector<Annotation> annotations;
  std::vector<Region> candidates;
  double content_area = 0;        // square points where the page has content
  std::vector<Problem> problems;  // of this page
};

// Builds `text` and the words' offsets from `lines` and `words`: one blank between words (none
// before a glued one), a line feed after a line, an empty line between blocks. Cost: linear in the
// text.
void assemble_text(Page& page);

// Adds a problem of this page, unless the page has the same already: several stages may ask for
// the same pixels. Cost: linear in the page's problems.
void add_problem(Page& page, Problem problem);

// Number of Unicode code points in UTF-8 text.
std::int64_t code_points(std::string_view utf8);

}  // namespace tachado
