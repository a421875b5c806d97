#include "stages/pdf/recorder.h"

#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

#include "stages/pdf/image_verdict.h"

namespace tachado::pdf {
namespace {

// A clip cuts a glyph away when the middle of its ink lies outside; half an ascender may be lost to
// a tight table cell.
constexpr double kInkMiddle = 0.25;  // of the font size above the base line
// Ascent and descent outside of these are mistakes of the font (the ones that Poppler's own text
// device uses).
constexpr double kMaxAscent = 1.05;
constexpr double kMinDescent = -0.4;

bool names_are_known(const GfxFont& font) {
  if (font.hasToUnicodeCMap()) return true;
  if (font.isCIDFont()) {
    const auto* collection = static_cast<const GfxCIDFont&>(font).getCollection();
    return collection != nullptr && collection->toStr().find("Identity") == std::string::npos;
  }
  const auto& simple = static_cast<const Gfx8BitFont&>(font);
  // Without an encoding of its own a TrueType font's codes are nearly always WinAnsi's, also where
  // its flags say "symbolic".
  if (font.getType() == fontTrueType) return true;
  int names = 0;
  int known = 0;
  for (int code = 0; code < 256; ++code) {
    const char* name = simple.getCharName(code);
    if (name == nullptr || std::string_view(name) == ".notdef") continue;
    ++names;
    known += globalParams->mapNameToUnicodeText(name) != 0;
  }
  return names == 0 || known * 2 >= names;
}

bool is_private_or_invalid(Unicode u) {
  return u < 0x20 || u == 0xFFFD || (u >= 0xE000 && u <= 0xF8FF) ||
         (u >= 0xF0000 && u <= 0x10FFFF) || (u >= 0xD800 && u <= 0xDFFF) || u > 0x10FFFF;
}

float writing_angle(double x, double y) {
  constexpr double kStraight = 0.002;
  if (std::abs(y) <= kStraight * std::abs(x)) return x < 0 ? 180 : 0;
  if (std::abs(x) <= kStraight * std::abs(y)) return y < 0 ? 270 : 90;
  const double degrees = std::atan2(y, x) * 180 / std::numbers::pi;
  return static_cast<float>(degrees < 0 ? degrees + 360 : degrees);
}

}  // namespace

bool Recorder::is_simple_color_space(const GfxState* state, bool stroke) {
  auto* mutable_state = const_cast<GfxState*>(state);
  const GfxColorSpace* space =
      stroke ? mutable_state->getStrokeColorSpace() : mutable_state->getFillColorSpace();
  return space == nullptr || space->getMode() != csPattern;
}

Recorder::Recorder(RawPage& page, ImageVerdicts& verdicts, const Limits& limits)
    : page_(page), verdicts_(verdicts), limits_(limits) {}

Recorder::~Recorder() = default;

bool Recorder::should_stop() {
  operators_ += kOperatorsPerCheck;
  if (operators_ > limits_.operators) reach_limit("drawing operators");
  return finished_ || limit_.has_value();
}

void Recorder::reach_limit(std::string_view what) {
  if (!limit_) limit_ = page_limit(page_.number, what);
}

Problem page_limit(int page, std::string_view what) {
  return {"pdf", page, ProblemKind::limit,
          "the page has more " + std::string(what) + " than the limit allows"};
}

void Recorder::enter(Ref form) {
  if (++forms_ > limits_.object_depth) reach_limit(kFormsInForms);
  if (size_ != nullptr && !size_->add_form(form)) reach_limit(kContentBytes);
}

DrawnBy Recorder::drawn_by() const {
  if (in_annotation_) return DrawnBy::annotation;
  return forms_ > 0 ? DrawnBy::form : DrawnBy::page;
}

Rect Recorder::clip_box(const GfxState* state) {
  Rect box;
  state->getClipBBox(&box.x0, &box.y0, &box.x1, &box.y1);
  return box;
}

// ---- graphics state ----

void Recorder::saveState(GfxState* state) {
  extra_.opacity_at_save = state->getFillOpacity();
  extra_.blend_at_save = state->getBlendMode();
  saved_.push_back(extra_);
}

void Recorder::restoreState(GfxState* /*state*/) {
  if (!saved_.empty()) {
    extra_ = std::move(saved_.back());
    saved_.pop_back();
  }
  fill_known_ = stroke_known_ = font_known_ = false;
}

void Recorder::updateAll(GfxState* /*state*/) { fill_known_ = stroke_known_ = font_known_ = false; }

Color Recorder::fill_color(GfxState* state) {
  if (!fill_known_) {
    GfxRGB rgb{};
    if (is_simple_color_space(state, false)) state->getFillRGB(&rgb);
    fill_ = color_of(rgb);
    fill_known_ = true;
  }
  return fill_;
}

Color Recorder::stroke_color(GfxState* state) {
  if (!stroke_known_) {
    GfxRGB rgb{};
    if (is_simple_color_space(state, true)) state->getStrokeRGB(&rgb);
    stroke_ = color_of(rgb);
    stroke_known_ = true;
  }
  return stroke_;
}

// How much of what lies beneath is hidden: a blend mode that keeps what is darker hides nothing
// under white ink, whatever its alpha says.
double Recorder::opacity(const GfxState* state, double own, Color color) const {
  double result = own * inherited_opacity_;
  if (extra_.soft_mask) result *= 0.5;
  const int own_blend = state->getBlendMode();
  switch (own_blend != gfxBlendNormal ? own_blend : inherited_blend_) {
    case gfxBlendNormal:
      return result;
    case gfxBlendMultiply:
    case gfxBlendDarken:
    case gfxBlendColorBurn:
      return result * (1 - luma(color) / 255);
    case gfxBlendScreen:
    case gfxBlendLighten:
    case gfxBlendColorDodge:
      return result * luma(color) / 255;
    default:
      return result * 0.5;
  }
}

void Recorder::clip(GfxState* state) { note_clip(state); }
void Recorder::eoClip(GfxState* state) { note_clip(state); }
void Recorder::clipToStrokePath(GfxState* /*state*/) {
  extra_.clip_is_box = false;
  extra_.clip_outline = nullptr;
  extra_.clip_boxes = nullptr;
}

void Recorder::note_clip(GfxState* state) {
  path_.read(*state);
  const auto& subpaths = path_.subpaths();
  if (subpaths.size() == 1 && subpaths.front().rectangle) return;
  const bool only_polygon = extra_.clip_is_box && subpaths.size() == 1;
  extra_.clip_boxes = nullptr;
  if (extra_.clip_is_box && boxes_side_by_side(false)) {
    std::vector<Rect> boxes;
    for (const Subpath& s : subpaths) boxes.push_back(s.box);
    extra_.clip_boxes = std::make_shared<const std::vector<Rect>>(std::move(boxes));
  }
  extra_.clip_is_box = false;
  extra_.clip_outline =
      only_polygon
          ? std::make_shared<const std::vector<Point>>(path_.outline(path_.subpaths().front()))
          : nullptr;
}

void Recorder::beginTransparencyGroup(GfxState* /*state*/, GroupBox /*box*/,
                                      GfxColorSpace* /*space*/, bool /*isolated*/,
                                      bool /*knockout*/, bool for_soft_mask) {
  // Gfx has set the opacity to 1 for the group's inside; the group itself is painted with the one
  // that stood when it saved the state.
  groups_.push_back({for_soft_mask, inherited_opacity_, inherited_blend_});
  if (for_soft_mask) {
    ++mask_groups_;
  } else if (!saved_.empty()) {
    inherited_opacity_ *= saved_.back().opacity_at_save;
    if (inherited_blend_ == gfxBlendNormal) inherited_blend_ = saved_.back().blend_at_save;
    extra_.soft_mask = saved_.back().soft_mask;
  }
}

void Recorder::endTransparencyGroup(GfxState* /*state*/) {
  if (groups_.empty()) return;
  mask_groups_ -= groups_.back().is_mask;
  inherited_opacity_ = groups_.back().outer_opacity;
  inherited_blend_ = groups_.back().outer_blend;
  groups_.pop_back();
}

void Recorder::setSoftMask(GfxState* /*state*/, SoftMaskBox /*box*/, bool /*alpha*/,
                           Function* /*transfer*/, SoftMaskBackdrop /*backdrop*/) {
  extra_.soft_mask = true;
}

void Recorder::clearSoftMask(GfxState* /*state*/) {
  // Called at the start of every transparency group too, which must not forget the mask around it.
  extra_.soft_mask = false;
}

// ---- glyphs ----

const Recorder::FontFacts& Recorder::font(GfxState* state) {
  if (font_known_) return *font_;
  font_known_ = true;
  const std::shared_ptr<GfxFont>& shared = state->getFont();
  const auto [entry, is_new] = fonts_.try_emplace(shared.get());
  FontFacts& facts = entry->second;
  font_ = &facts;
  if (!is_new) return facts;
  facts.held = shared;
  // 65,535 fonts on a page are an attack on the index; the last one then stands for the rest.
  facts.index = static_cast<std::uint16_t>(std::min<std::size_t>(page_.fonts.size(), 65'534));
  RawFont raw;
  if (shared != nullptr) {
    raw.name = shared->getNameWithoutSubsetTag();
    raw.bold = shared->isBold() || shared->getWeight() >= GfxFont::W600 ||
               raw.name.find("Bold") != std::string::npos;
    raw.italic = shared->isItalic() || raw.name.find("Italic") != std::string::npos ||
                 raw.name.find("Oblique") != std::string::npos;
    raw.fixed_width = shared->isFixedWidth();
    raw.type3 = shared->getType() == fontType3;
    raw.to_unicode = names_are_known(*shared);
    facts.known_codes = raw.to_unicode;
    facts.vertical = writes_vertically(*shared);
    facts.ascent = shared->getAscent();
    facts.descent = shared->getDescent();
    if (raw.type3) {
      // A Type 3 font's size says nothing without its matrix; its box, where it has one, tells the
      // height.
      const double* matrix = numbers(shared->getFontMatrix());
      const double* box = numbers(shared->getFontBBox());
      const double a = matrix[3] * box[1];
      const double b = matrix[3] * box[3];
      const double height = std::abs(b - a);
      if (height > 1e-6 && height < 1000) {
        facts.size_factor = height;
        facts.ascent = std::max(a, b) / height;
        facts.descent = std::min(a, b) / height;
      } else if (std::abs(matrix[3]) > 1e-9) {
        facts.size_factor = std::abs(matrix[3]) < 0.5 ? std::abs(matrix[3]) * 1000 : 1;
        facts.ascent = 0.95;
        facts.descent = -0.35;
      }
    } else {
      facts.ascent = std::min(facts.ascent, kMaxAscent);
      facts.descent = std::max(facts.descent, kMinDescent);
    }
    if (facts.ascent - facts.descent < 0.2) {
      facts.ascent = 0.95;
      facts.descent = -0.35;
    }
  }
  if (page_.fonts.size() <= facts.index) page_.fonts.push_back(std::move(raw));
  return facts;
}

void Recorder::drawChar(GfxState* state, double x, double y, double dx, double dy,
                        double /*origin_x*/, double /*origin_y*/, CharCode code, int bytes,
                        const Unicode* unicode, int count) {
  if (!recording()) return;
  if (page_.glyphs.size() >= static_cast<std::size_t>(limits_.glyphs)) {
    reach_limit("glyphs");
    return;
  }
  const FontFacts& facts = font(state);
  double spacing = state->getCharSpace();
  if (bytes == 1 && code == 0x20) spacing += state->getWordSpace();
  double gap_x = 0;
  double gap_y = 0;
  if (facts.vertical) {
    state->textTransformDelta(0, spacing, &gap_x, &gap_y);
  } else {
    state->textTransformDelta(spacing * state->getHorizScaling(), 0, &gap_x, &gap_y);
  }
  Point pen;
  Point advance;
  Point up;
  Point along;
  const double size = state->getFontSize();
  const double* text = numbers(state->getTextMat());
  state->transform(x, y, &pen.x, &pen.y);
  state->transformDelta(dx - gap_x, dy - gap_y, &advance.x, &advance.y);
  state->transformDelta(text[2] * size, text[3] * size, &up.x, &up.y);
  state->transformDelta(text[0] * size, text[1] * size, &along.x, &along.y);
  if (!std::isfinite(pen.x + pen.y + advance.x + advance.y + up.x + up.y)) return;

  Glyph glyph;
  const double em = std::hypot(up.x, up.y);
  glyph.font_size = static_cast<float>(em * facts.size_factor);
  glyph.origin = pen;
  Point a;
  Point b;
  Point side;
  if (facts.vertical) {
    // The pen stands at the top centre; the glyph is one em wide.
    a = {pen.x - along.x / 2, pen.y - along.y / 2};
    b = {pen.x + along.x / 2, pen.y + along.y / 2};
    side = advance;
    glyph.angle = writing_angle(advance.x, advance.y);
  } else {
    const double f = facts.size_factor;
    a = {pen.x + up.x * f * facts.descent, pen.y + up.y * f * facts.descent};
    b = {pen.x + up.x * f * facts.ascent, pen.y + up.y * f * facts.ascent};
    side = advance;
    // Where the matrix mirrors the text or turns it over, the pen tells the direction.
    const bool pen_moves = std::abs(advance.x) + std::abs(advance.y) > 1e-6;
    glyph.angle = pen_moves ? writing_angle(advance.x, advance.y) : writing_angle(along.x, along.y);
  }
  glyph.box = {std::min({a.x, b.x, a.x + side.x, b.x + side.x}),
               std::min({a.y, b.y, a.y + side.y, b.y + side.y}),
               std::max({a.x, b.x, a.x + side.x, b.x + side.x}),
               std::max({a.y, b.y, a.y + side.y, b.y + side.y})};

  const Rect clip = clip_box(state);
  const Point ink = facts.vertical
                        ? Point{pen.x + advance.x / 2, pen.y + advance.y / 2}
                        : Point{pen.x + advance.x / 2 + up.x * facts.size_factor * kInkMiddle,
                                pen.y + advance.y / 2 + up.y * facts.size_factor * kInkMiddle};
  glyph.clipped = !clip.contains(ink);

  const int mode = state->getRender();
  const bool fills = (mode & 3) == 0 || (mode & 3) == 2;
  if ((mode & 3) == 3) {
    // Mode 7 with a pattern is how Gfx paints glyphs with that pattern.
    glyph.paint = mode == 7 && !is_simple_color_space(state, false) ? GlyphPaint::fill
                                                                    : GlyphPaint::invisible;
  } else {
    glyph.paint = fills ? GlyphPaint::fill : GlyphPaint::stroke;
  }
  glyph.color =
      fills || glyph.paint == GlyphPaint::invisible ? fill_color(state) : stroke_color(state);
  const double own = fills ? state->getFillOpacity() : state->getStrokeOpacity();
  glyph.opacity =
      static_cast<std::uint8_t>(std::clamp(own * inherited_opacity_, 0.0, 1.0) * 255 + 0.5);

  glyph.first = static_cast<std::uint32_t>(page_.unicode.size());
  glyph.font = facts.index;
  glyph.from_annotation = in_annotation_;
  constexpr int kMaxPerGlyph =
      64;  // a ligature has three or four; a broken map may claim thousands
  bool bad = count <= 0 || !facts.known_codes;
  for (int i = 0; i < std::min(count, kMaxPerGlyph); ++i) {
    if (is_private_or_invalid(unicode[i]) && unicode[i] != 0x09 && unicode[i] != 0x0A &&
        unicode[i] != 0x0D)
      bad = true;
    if (unicode[i] == 0 || unicode[i] > 0x10FFFF || (unicode[i] >= 0xD800 && unicode[i] <= 0xDFFF))
      continue;
    page_.unicode.push_back(unicode[i]);
    ++glyph.count;
  }
  glyph.unmapped = bad;
  glyph.space_code = glyph.count == 1 && (unicode[0] == 0x20 || unicode[0] == 0xA0);
  glyph.order = ++order_;
  page_.glyphs.push_back(glyph);
  if (page_.fonts[facts.index].type3 && glyph.paint == GlyphPaint::fill && pattern_text_ == 0)
    add_glyph_bar(state, code, pen, facts.index);
}

}  // namespace tachado::pdf
