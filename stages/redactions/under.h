// What lies under a region among the page's drawing instructions: glyphs that cannot be seen there,
// and pictures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/raw_page.h"

namespace tachado::redactions {

struct HiddenText {
  std::string kind;  // of findings[].kind
  std::string text;
};

// A page's paint, sorted once, to be asked region by region. Keeps references to the page.
// Cost of a question: the page's glyphs and its paints near the region.
class Under {
 public:
  explicit Under(const RawPage& page);

  // Text under the region, one answer per way of hiding it, in reading order. Text that can be seen
  // (a label) is none. Empty answers are left out.
  [[nodiscard]] std::vector<HiddenText> text(const Redaction& region) const;

  // Whether a picture, drawn before what covers it, lies under most of the region.
  [[nodiscard]] bool picture(const Redaction& region) const;

  // All text whose glyphs lie within the box, seen or not (unapplied /Redact).
  [[nodiscard]] std::string all_text(const Rect& box) const;
  // Whether a picture lies in the box.
  [[nodiscard]] bool any_picture(const Rect& box) const;

  // Text of layers that are switched off.
  [[nodiscard]] std::string layers_off() const;
  // Text that lies wholly beside the page.
  [[nodiscard]] std::string outside() const;
  // Text in the colour of what it stands on, where it continues a line of visible text or stands
  // between two lines as a third. Furniture in the paper's colour stands alone. One answer a line.
  // What lies in one of the regions is not told.
  [[nodiscard]] std::vector<std::string> blank_lines(const std::vector<Redaction>& regions) const;

 private:
  struct Paint {
    std::int32_t order = 0;
    Rect box;
    double opacity = 1;
    Color color;
    bool color_known = true;
    bool scan = false;  // a picture over most of the page
    const Shape* shape = nullptr;
    const ImagePlacement* image = nullptr;
  };

  [[nodiscard]] std::vector<const Paint*> near(const Rect& box) const;
  [[nodiscard]] static bool covers(const Paint& paint, Point at);
  [[nodiscard]] static const char* kind_of(const Paint& paint);
  [[nodiscard]] const char* hidden_by(const Glyph& glyph, const Rect& region,
                                      const std::vector<const Paint*>& paints,
                                      double region_opacity) const;
  [[nodiscard]] bool same_as_ground(const Glyph& glyph) const;
  [[nodiscard]] std::string read(std::vector<const Glyph*> glyphs) const;

  const RawPage& page_;
  std::vector<Paint> paints_;  // in drawing order
};

}  // namespace tachado::redactions
