#include "stages/pdf/text_collector.h"

#include <GfxState.h>
#include <goo/GooString.h>

#include <cmath>
#include <string_view>
#include <utility>

#include "stages/model/utf8.h"
#include "stages/pdf/pdf_strings.h"

namespace tachado::pdf {
namespace {

constexpr double kNoBlank = 0.2;  // em; wider gaps part words
constexpr std::size_t kMaxOpen = 64;
constexpr std::size_t kMaxReplacements = 20'000;

Rect hull(double x0, double y0, double x1, double y1) {
  return {std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
}

}  // namespace

void TextCollector::drawChar(GfxState* state, double x, double y, double dx, double dy,
                             double /*origin_x*/, double /*origin_y*/, CharCode /*code*/,
                             int /*bytes*/, const Unicode* unicode, int length) {
  double at_x = 0;
  double at_y = 0;
  double to_x = 0;
  double to_y = 0;
  state->transform(x, y, &at_x, &at_y);
  state->transform(x + dx, y + dy, &to_x, &to_y);
  const double size = std::max(1.0, state->getTransformedFontSize());
  paint(hull(at_x, at_y - size, to_x, to_y));
  const bool apart = std::hypot(at_x - end_x_, at_y - end_y_) > kNoBlank * size;
  end_x_ = to_x;
  end_y_ = to_y;
  if (full()) return;
  if (apart && !text_.empty() && text_.back() != ' ') text_ += ' ';
  for (int i = 0; i < length; ++i) {
    if (unicode[i] >= 0x20) append_utf8(text_, unicode[i]);
  }
}

void TextCollector::paint_path(GfxState* state) {
  if (open_.empty() && open_marks_.empty()) return;
  const GfxPath* path = state->getPath();
  for (int i = 0; path != nullptr && i < path->getNumSubpaths(); ++i) {
    const GfxSubpath* subpath = path->getSubpath(i);
    double x0 = 0;
    double y0 = 0;
    for (int k = 0; k < subpath->getNumPoints(); ++k) {
      double x1 = 0;
      double y1 = 0;
      state->transform(subpath->getX(k), subpath->getY(k), &x1, &y1);
      if (k > 0) paint(inflate(hull(x0, y0, x1, y1), 0.1, 0.1));
      x0 = x1;
      y0 = y1;
    }
  }
}

void TextCollector::paint(const Rect& box) {
  for (Replacement& one : open_) one.box = unite(one.box, box);
  for (const Mark& mark : open_marks_) {
    if (mark.id && marks_.size() < kMaxReplacements)
      marks_[*mark.id] = unite(marks_[*mark.id], box);
  }
}

void TextCollector::beginActualText(GfxState* /*state*/, ReplacementText text) {
  // Unbalanced ones of a damaged page are dropped with the first that does not fit.
  if (open_.size() < kMaxOpen) open_.push_back({text_of(raw_bytes(text)), {}});
}

void TextCollector::beginMarkedContent(MarkedContentName name, Dict* properties) {
  if (open_marks_.size() >= kMaxOpen) return;
  Mark& mark = open_marks_.emplace_back();
  if (properties == nullptr) return;
  const Object id = properties->lookup("MCID");
  if (id.isInt()) mark.id = id.getInt();
  std::string text;
  for (const char* key : {"ActualText", "Alt", "E"}) {
    // Gfx itself hands over the ActualText of spans.
    if (std::string_view(key) == "ActualText" && std::string_view(name) == "Span") continue;
    const Object value = properties->lookup(key);
    if (value.isString()) text += (text.empty() ? "" : " ") + text_of(raw_bytes(value.getString()));
  }
  if (text.empty() || open_.size() >= kMaxOpen) return;
  mark.replaced = true;
  open_.push_back({std::move(text), {}});
}

void TextCollector::endMarkedContent(GfxState* /*state*/) {
  if (open_marks_.empty()) return;
  const bool replaced = open_marks_.back().replaced;
  open_marks_.pop_back();
  if (replaced) close_replacement();
}

void TextCollector::endActualText(GfxState* /*state*/) { close_replacement(); }

void TextCollector::close_replacement() {
  if (open_.empty()) return;
  if (!open_.back().text.empty() && replacements_.size() < kMaxReplacements) {
    replacements_.push_back(std::move(open_.back()));
  }
  open_.pop_back();
}

}  // namespace tachado::pdf
