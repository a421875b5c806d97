#include "stages/regions/rules.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "stages/regions/pieces.h"

namespace tachado::regions {
namespace {

// Points.
constexpr double kSameLine = 0.8;  // middles of the pieces of one rule
constexpr double kGap = 1.5;       // between its pieces: the width of the rule that crosses it
constexpr double kBeyond = 4;      // the rule goes on
constexpr double kCorner = 2;      // ends that meet
constexpr double kLongEnough = 2;  // times its thickness
constexpr std::size_t kMostRules = 20000;
// More whole rules in one direction are a form or a drawing: no boxes are put together.
constexpr std::size_t kMostForBoxes = 150;

void add_rule(const Rect& box, const Shape& shape, bool frame, Rules& rules) {
  if (box.height() <= kThinLine && box.width() > kLongEnough * box.height())
    rules.level.push_back({(box.y0 + box.y1) / 2, box.x0, box.x1, shape.order, shape.color, frame});
  else if (box.width() <= kThinLine && box.height() > kLongEnough * box.width())
    rules.upright.push_back(
        {(box.x0 + box.x1) / 2, box.y0, box.y1, shape.order, shape.color, frame});
}

void add_sides(const Shape& shape, Rules& rules) {
  const Rect& box = shape.box;
  const double w = std::max(shape.line_width, 0.1);
  add_rule({box.x0, box.y0, box.x1, box.y0 + w}, shape, true, rules);
  add_rule({box.x0, box.y1 - w, box.x1, box.y1}, shape, true, rules);
  add_rule({box.x0, box.y0, box.x0 + w, box.y1}, shape, true, rules);
  add_rule({box.x1 - w, box.y0, box.x1, box.y1}, shape, true, rules);
}

void join(std::vector<Rule>& rules) {
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return a.at < b.at; });
  std::vector<Rule> out;
  for (auto from = rules.begin(); from != rules.end();) {
    auto to = from;
    while (to != rules.end() && to->at - from->at <= kSameLine) ++to;
    std::stable_sort(from, to, [](const Rule& a, const Rule& b) { return a.from < b.from; });
    for (auto rule = from; rule != to; ++rule) {
      if (rule != from && rule->from <= out.back().to + kGap) {
        out.back().to = std::max(out.back().to, rule->to);
        out.back().order = std::max(out.back().order, rule->order);
        out.back().piece_of_frame = out.back().piece_of_frame && rule->piece_of_frame;
      } else {
        out.push_back(*rule);
      }
    }
    from = to;
  }
  rules = std::move(out);
}

bool meet(double a, double b) { return std::abs(a - b) <= kCorner; }

// Whether the rule covers [from, to] and goes on at either end.
bool goes_beyond(const Rule& rule, double from, double to) {
  return rule.from < from + kThinLine && rule.to > to - kThinLine &&
         rule.to - rule.from > to - from + kBeyond;
}

}  // namespace

bool upright_frame(const Shape& shape) {
  if (shape.kind != ShapeKind::stroke || shape.line_width > kThinLine) return false;
  // A single straight line paints its own box; the frame of a rectangle leaves its inside free.
  if (shape.rectangle) return false;
  if (shape.outline.empty()) return shape.subpaths == 1;
  const auto at_edge = [](double v, double a, double b, double slack) {
    return std::abs(v - a) <= slack || std::abs(v - b) <= slack;
  };
  const double slack = shape.line_width + 0.5;
  return shape.outline.size() >= 4 && shape.outline.size() <= 6 &&
         std::all_of(shape.outline.begin(), shape.outline.end(), [&](const Point& p) {
           return at_edge(p.x, shape.box.x0, shape.box.x1, slack) &&
                  at_edge(p.y, shape.box.y0, shape.box.y1, slack);
         });
}

Rules rules_of(const Page& page) {
  Rules rules;
  for (const Shape& shape : page.shapes) {
    if (rules.level.size() + rules.upright.size() >= kMostRules) break;
    if (shape.layer_off || shape.opacity < kLeastOpacity) continue;
    if (shape.rectangle)
      add_rule(shape.box, shape, false, rules);
    else if (upright_frame(shape))
      add_sides(shape, rules);
  }
  join(rules.level);
  join(rules.upright);
  return rules;
}

int sides_on_rules(const Rules& rules, const Rect& box) {
  std::array<bool, 4> on{};
  for (const Rule& rule : rules.upright) {
    if (!goes_beyond(rule, box.y0, box.y1)) continue;
    on[0] = on[0] || std::abs(rule.at - box.x0) < kThinLine;
    on[1] = on[1] || std::abs(rule.at - box.x1) < kThinLine;
  }
  for (const Rule& rule : rules.level) {
    if (!goes_beyond(rule, box.x0, box.x1)) continue;
    on[2] = on[2] || std::abs(rule.at - box.y0) < kThinLine;
    on[3] = on[3] || std::abs(rule.at - box.y1) < kThinLine;
  }
  return static_cast<int>(std::count(on.begin(), on.end(), true));
}

int upright_rules_across(const Rules& rules, const Rect& box, std::int32_t order) {
  return static_cast<int>(
      std::count_if(rules.upright.begin(), rules.upright.end(), [&](const Rule& rule) {
        return rule.order > order && rule.at > box.x0 + kBeyond && rule.at < box.x1 - kBeyond &&
               rule.from < box.y0 + kThinLine && rule.to > box.y1 - kThinLine;
      }));
}

std::vector<Rect> boxes_of_rules(const Rules& rules) {
  std::vector<Rect> boxes;
  if (rules.level.size() > kMostForBoxes || rules.upright.size() > kMostForBoxes) return boxes;
  // The upright rule at x from one level to the other, no longer than that.
  const auto side = [&](double x, const Rule& top, const Rule& bottom) {
    return std::find_if(rules.upright.begin(), rules.upright.end(), [&](const Rule& rule) {
      return meet(rule.at, x) && meet(rule.from, top.at) && meet(rule.to, bottom.at);
    });
  };
  for (auto top = rules.level.begin(); top != rules.level.end(); ++top)
    for (auto bottom = top + 1; bottom != rules.level.end(); ++bottom) {
      if (!meet(top->from, bottom->from) || !meet(top->to, bottom->to)) continue;
      // One stroked rectangle is a frame already.
      if (top->piece_of_frame && bottom->piece_of_frame) continue;
      const auto left = side(top->from, *top, *bottom);
      const auto right = side(top->to, *top, *bottom);
      if (left == rules.upright.end() || right == rules.upright.end() || left == right) continue;
      boxes.push_back({left->at, top->at, right->at, bottom->at});
    }
  return boxes;
}

}  // namespace tachado::regions
