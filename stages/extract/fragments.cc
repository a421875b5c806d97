#include "stages/extract/fragments.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stages/extract/unicode.h"

namespace tachado::extract {
namespace {

// Writing that leans by less than this (degrees) is taken for straight: scanners' OCR layers
// shiver.
constexpr float kStraight = 0.7F;
// Base lines that differ by more than this (of the font size) are other lines, or super- and
// subscripts' ends.
constexpr double kSameBase = 0.35;
// Smaller letters off the base line by more than this (of the size) are super- or subscripts.
constexpr double kScriptBase = 0.12;
constexpr double kScriptSize = 0.85;
// A glyph that starts this far (of the size) before the last one's end goes back: a new run.
constexpr double kBack = 0.35;
// The same letter drawn again within this distance (of the size) only makes it bolder.
constexpr double kDouble = 0.2;
// Directions on a page that are told apart; the rest is read in the main one.
constexpr std::size_t kMaxFrames = 32;

Frame frame_of(float angle) {
  Frame frame;
  frame.angle = angle;
  if (angle == 0) return frame;
  if (angle == 90 || angle == 180 || angle == 270) {
    frame.cosine = angle == 180 ? -1 : 0;
    frame.sine = angle == 90 ? 1 : angle == 270 ? -1 : 0;
    return frame;
  }
  const double radians = static_cast<double>(angle) * std::numbers::pi / 180;
  frame.cosine = std::cos(radians);
  frame.sine = std::sin(radians);
  return frame;
}

float direction(float angle) {
  const float quarter = std::round(angle / 90) * 90;
  if (std::abs(angle - quarter) <= kStraight) return quarter >= 360 ? 0 : quarter;
  return std::fmod(std::round(angle), 360.0F);
}

// The glyph's box in its frame. Turned by no quarter, its hull says too much: the width is found
// from the hull and the height.
Rect glyph_box(const Glyph& glyph, const Frame& frame) {
  const bool quarter = frame.cosine == 0 || frame.sine == 0;
  if (quarter) return frame.turn(glyph.box);
  const double height = static_cast<double>(glyph.font_size) * 1.2;
  const double c = std::abs(frame.cosine);
  const double s = std::abs(frame.sine);
  const double width =
      c > s ? (glyph.box.width() - height * s) / c : (glyph.box.height() - height * c) / s;
  const Point origin = frame.turn(glyph.origin);
  return {origin.x, origin.y - height * 0.75, origin.x + std::max(0.0, width),
          origin.y + height * 0.25};
}

class Builder {
 public:
  Builder(const RawPage& page, Fragments& out) : page_(page), out_(out) {}

  void add(const Glyph& glyph) {
    const float angle = direction(glyph.angle);
    if (frame_ == nullptr || frame_->frame.angle != angle) {
      finish();
      frame_ = &frame(angle);
    }
    const char32_t* unicode = page_.unicode.data() + glyph.first;
    const bool blank = std::all_of(unicode, unicode + glyph.count, is_blank);
    if (blank && glyph.count > 0) {
      if (open_) current_.blank_after = true;
      finish();
      pending_blank_ = true;
      blank_order_ = glyph.order;
      return;
    }
    const Rect box = glyph_box(glyph, frame_->frame);
    const double base = frame_->frame.turn(glyph.origin).y;
    const double size = std::max(1.0, static_cast<double>(glyph.font_size));
    if (open_ && !continues(box, base, size)) finish();
    if (open_ && is_double(glyph, box, size)) return;
    if (!open_) start(box, base, glyph);
    append(glyph, box, size);
  }

  void finish() {
    if (open_ && says_something()) frame_->fragments.push_back(current_);
    open_ = false;
  }

 private:
  FrameFragments& frame(float angle) {
    auto& frames = out_.frames;
    for (FrameFragments& known : frames) {
      if (known.frame.angle == angle) return known;
    }
    if (frames.size() >= kMaxFrames) return frames.front();
    frames.push_back({frame_of(angle), {}});
    return frames.back();
  }

  // Glyphs of which nothing is known are kept within words, where they show that a letter is
  // missing; alone they are ornaments.
  [[nodiscard]] bool says_something() const {
    const auto begin = out_.text.begin() + current_.begin;
    const auto end = out_.text.begin() + current_.end;
    return std::any_of(begin, end, [](char32_t c) { return !is_meaningless(c) && c != U' '; });
  }

  [[nodiscard]] bool continues(const Rect& box, double base, double size) const {
    const double scale = std::max(size, static_cast<double>(current_.size));
    const double off = std::abs(base - current_.base);
    if (off > kSameBase * scale) return false;
    const double smaller = std::min(size, static_cast<double>(current_.size));
    if (off > kScriptBase * scale && smaller < kScriptSize * scale) return false;
    const double gap = box.x0 - pen_;
    if (gap > kWordGap * std::min(size, static_cast<double>(current_.size))) return false;
    return box.x0 > last_.x0 - kDouble * size &&
           gap > -std::max(kBack * size, last_.width() + kDouble * size);
  }

  [[nodiscard]] bool is_double(const Glyph& glyph, const Rect& box, double size) const {
    if (glyph.count != last_count_ || std::abs(box.x0 - last_.x0) > kDouble * size) return false;
    // Two equal letters that merely stand close have their full width between them.
    if (last_.width() > 0 && std::abs(box.x0 - last_.x0) > 0.5 * last_.width()) return false;
    for (std::uint32_t i = 0; i < glyph.count; ++i) {
      if (page_.unicode[glyph.first + i] != page_.unicode[last_first_ + i]) return false;
    }
    return glyph.count > 0;
  }

  void start(const Rect& box, double base, const Glyph& glyph) {
    current_ = {};
    current_.begin = current_.end = static_cast<std::uint32_t>(out_.text.size());
    current_.box = box;
    current_.base = base;
    current_.size = glyph.font_size;
    current_.blank_before = pending_blank_;
    pending_blank_ = false;
    last_ = {};
    last_count_ = 0;
    open_ = true;
  }

  void append(const Glyph& glyph, const Rect& box, double size) {
    if (glyph.count == 0) put(0xFFFD, box, size);
    for (std::uint32_t i = 0; i < glyph.count; ++i) put(page_.unicode[glyph.first + i], box, size);
    current_.end = static_cast<std::uint32_t>(out_.text.size());
    current_.box = {std::min(current_.box.x0, box.x0), std::min(current_.box.y0, box.y0),
                    std::max(current_.box.x1, box.x1), std::max(current_.box.y1, box.y1)};
    current_.order = glyph.order;
    current_.size = std::max(current_.size, glyph.font_size);
    pen_ = std::max(box.x1, current_.box.x1 - kDouble * size);
    last_ = box;
    last_first_ = glyph.first;
    last_count_ = glyph.count;
  }

  // One character, with ligatures apart and accents on their letters.
  void put(char32_t c, const Rect& box, double size) {
    if (is_ignorable(c)) return;
    c = known_symbol(c);
    if (const char* letters = ligature(c)) {
      for (; *letters != '\0'; ++letters) out_.text += static_cast<unsigned char>(*letters);
      return;
    }
    if (is_blank(c)) c = U' ';
    const bool first = out_.text.size() == current_.begin;
    if (!first && c != U' ') {
      char32_t& before = out_.text.back();
      const bool over =
          last_count_ > 0 && std::min(last_.x1, box.x1) - std::max(last_.x0, box.x0) >
                                 0.4 * std::min(last_.width(), box.width()) - 0.01 * size;
      const char32_t own = is_combining(c) ? c : over ? combining_for(c) : 0;
      if (const char32_t joined = own != 0 ? compose(before, own) : 0) {
        before = joined;
        return;
      }
      // TeX draws the accent first, then the letter under it.
      const char32_t earlier = over ? combining_for(before) : 0;
      if (const char32_t joined = earlier != 0 ? compose(c, earlier) : 0) {
        before = joined;
        return;
      }
    }
    out_.text += c;
  }

  const RawPage& page_;
  Fragments& out_;
  FrameFragments* frame_ = nullptr;
  Fragment current_;
  bool open_ = false;
  bool pending_blank_ = false;
  std::int32_t blank_order_ = 0;
  double pen_ = 0;
  Rect last_;
  std::uint32_t last_first_ = 0;
  std::uint32_t last_count_ = 0;
};

}  // namespace

Rect Frame::turn(const Rect& box) const {
  const Point a = turn(Point{box.x0, box.y0});
  const Point b = turn(Point{box.x1, box.y1});
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

Rect Frame::back(const Rect& box) const {
  Rect hull;
  bool first = true;
  for (const Point p : {Point{box.x0, box.y0}, Point{box.x1, box.y0}, Point{box.x1, box.y1},
                        Point{box.x0, box.y1}}) {
    const Point q{p.x * cosine - p.y * sine, p.y * cosine + p.x * sine};
    hull = first ? Rect{q.x, q.y, q.x, q.y}
                 : Rect{std::min(hull.x0, q.x), std::min(hull.y0, q.y), std::max(hull.x1, q.x),
                        std::max(hull.y1, q.y)};
    first = false;
  }
  return hull;
}

Fragments make_fragments(const RawPage& page, const std::vector<Sight>& sights,
                         bool invisible_as_text) {
  Fragments result;
  result.text.reserve(page.unicode.size());
  result.frames.reserve(kMaxFrames);  // the builder keeps a pointer into it
  Builder builder(page, result);
  for (std::size_t i = 0; i < page.glyphs.size(); ++i) {
    const bool wanted =
        sights[i] == Sight::visible || (invisible_as_text && sights[i] == Sight::invisible);
    if (wanted) builder.add(page.glyphs[i]);
  }
  builder.finish();
  std::sort(result.frames.begin(), result.frames.end(),
            [](const FrameFragments& a, const FrameFragments& b) {
              if (a.fragments.size() != b.fragments.size()) {
                return a.fragments.size() > b.fragments.size();
              }
              return a.frame.angle < b.frame.angle;
            });
  return result;
}

}  // namespace tachado::extract
