#include "stages/regions/components.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "stages/regions/turned.h"

namespace tachado::regions {
namespace {

class Forest {
 public:
  std::uint32_t add() {
    parent_.push_back(static_cast<std::uint32_t>(parent_.size()));
    return parent_.back();
  }
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }
  // The root of both; the older one stays.
  std::uint32_t join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return a;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    return a;
  }

 private:
  std::vector<std::uint32_t> parent_;
};

// Groups `runs` (in row order) by their roots, drops what is too small.
Components gathered(std::vector<Run> runs, Forest& forest, LeastSize least) {
  const std::size_t n = runs.size();
  std::vector<std::uint32_t> roots(n);
  std::vector<PixelBox> boxes(n, {1 << 30, 1 << 30, 0, 0});
  for (std::size_t i = 0; i < n; ++i) {
    roots[i] = forest.root(static_cast<std::uint32_t>(i));
    PixelBox& box = boxes[roots[i]];
    box.x0 = std::min(box.x0, runs[i].x0);
    box.x1 = std::max(box.x1, runs[i].x1);
    box.y0 = std::min(box.y0, runs[i].y);
    box.y1 = std::max(box.y1, runs[i].y + 1);
  }
  Components out;
  constexpr std::uint32_t kDropped = 0xffffffffU;
  std::vector<std::uint32_t> place(n, kDropped);
  for (std::size_t i = 0; i < n; ++i) {
    if (roots[i] != i) continue;
    if (boxes[i].width() < least.width || boxes[i].height() < least.height) continue;
    place[i] = static_cast<std::uint32_t>(out.list.size());
    Component component;
    component.box = boxes[i];
    out.list.push_back(component);
  }
  std::vector<std::size_t> counts(out.list.size() + 1, 0);
  for (std::size_t i = 0; i < n; ++i)
    if (place[roots[i]] != kDropped) ++counts[place[roots[i]] + 1];
  std::partial_sum(counts.begin(), counts.end(), counts.begin());
  for (std::size_t c = 0; c < out.list.size(); ++c) {
    out.list[c].first = counts[c];
    out.list[c].last = counts[c];
  }
  out.runs.resize(counts.back());
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t c = place[roots[i]];
    if (c == kDropped) continue;
    Component& component = out.list[c];
    out.runs[component.last++] = runs[i];
    component.area += runs[i].x1 - runs[i].x0;
  }
  return out;
}

struct ZoneColor {
  std::int64_t r = 0;
  std::int64_t g = 0;
  std::int64_t b = 0;
  std::int64_t n = 0;
};

bool alike(const ZoneColor& a, const ZoneColor& b, int tolerance) {
  const auto near = [&](std::int64_t x, std::int64_t y) {
    return std::abs(x / a.n - y / b.n) <= tolerance;
  };
  return near(a.r, b.r) && near(a.g, b.g) && near(a.b, b.b);
}

}  // namespace

Components components(const Mask& mask, std::uint8_t value, bool corners, LeastSize least) {
  return components(packed(mask), value, corners, least);
}

Components components(const Bits& mask, std::uint8_t value, bool corners, LeastSize least) {
  std::vector<Run> runs;
  Forest forest;
  std::size_t above_first = 0;
  std::size_t above_last = 0;
  const int reach = corners ? 1 : 0;
  for (int y = 0; y < mask.height; ++y) {
    const std::uint64_t* row = mask.row(y);
    const std::size_t row_first = runs.size();
    std::size_t above = above_first;
    int x = next_of(row, 0, mask.width, value);
    while (x < mask.width) {
      const int end = next_of(row, x, mask.width, value == 0 ? 1 : 0);
      const std::uint32_t id = forest.add();
      runs.push_back({y, x, end});
      while (above < above_last && runs[above].x1 + reach <= x) ++above;
      for (std::size_t a = above; a < above_last && runs[a].x0 < end + reach; ++a)
        forest.join(static_cast<std::uint32_t>(a), id);
      x = next_of(row, end, mask.width, value);
    }
    above_first = row_first;
    above_last = runs.size();
  }
  return gathered(std::move(runs), forest, least);
}

Components colour_zones(const Raster& raster, int tolerance, LeastSize least) {
  std::vector<Run> runs;
  std::vector<ZoneColor> colours;
  Forest forest;
  std::size_t above_first = 0;
  std::size_t above_last = 0;
  for (int y = 0; y < raster.height; ++y) {
    const std::size_t row_first = runs.size();
    std::size_t above = above_first;
    int x = 0;
    while (x < raster.width) {
      const Color seed = raster.at(raster.index(x, y));
      ZoneColor sum;
      int end = x;
      while (end < raster.width) {
        const Color c = raster.at(raster.index(end, y));
        if (std::abs(c.r - seed.r) > tolerance || std::abs(c.g - seed.g) > tolerance ||
            std::abs(c.b - seed.b) > tolerance)
          break;
        sum.r += c.r;
        sum.g += c.g;
        sum.b += c.b;
        ++end;
      }
      sum.n = end - x;
      const std::uint32_t id = forest.add();
      runs.push_back({y, x, end});
      colours.push_back(sum);
      while (above < above_last && runs[above].x1 <= x) ++above;
      for (std::size_t a = above; a < above_last && runs[a].x0 < end; ++a) {
        const std::uint32_t mine = forest.root(id);
        const std::uint32_t other = forest.root(static_cast<std::uint32_t>(a));
        if (mine == other || !alike(colours[mine], colours[other], tolerance)) continue;
        const std::uint32_t root = forest.join(mine, other);
        const std::uint32_t gone = root == mine ? other : mine;
        colours[root].r += colours[gone].r;
        colours[root].g += colours[gone].g;
        colours[root].b += colours[gone].b;
        colours[root].n += colours[gone].n;
      }
      x = end;
    }
    above_first = row_first;
    above_last = runs.size();
  }
  Components out = gathered(std::move(runs), forest, least);
  for (Component& component : out.list) {
    ZoneColor sum;
    for (std::size_t i = component.first; i < component.last; ++i) {
      const Run& run = out.runs[i];
      const Color c = raster.at(raster.index((run.x0 + run.x1) / 2, run.y));
      const std::int64_t n = run.x1 - run.x0;
      sum.r += n * c.r;
      sum.g += n * c.g;
      sum.b += n * c.b;
      sum.n += n;
    }
    component.color = {static_cast<std::uint8_t>(sum.r / sum.n),
                       static_cast<std::uint8_t>(sum.g / sum.n),
                       static_cast<std::uint8_t>(sum.b / sum.n)};
  }
  return out;
}

Outline outline_of(const Component& component, const Components& all) {
  const PixelBox& box = component.box;
  const auto w = static_cast<std::size_t>(box.width());
  const auto h = static_cast<std::size_t>(box.height());
  Edges edges{std::vector<int>(h, box.width()), std::vector<int>(h, 0),
              std::vector<int>(w, box.height()), std::vector<int>(w, 0)};
  for (std::size_t i = component.first; i < component.last; ++i) {
    const Run& run = all.runs[i];
    const int y = run.y - box.y0;
    const auto row = static_cast<std::size_t>(y);
    edges.left[row] = std::min(edges.left[row], run.x0 - box.x0);
    edges.right[row] = std::max(edges.right[row], run.x1 - box.x0);
    for (int x = run.x0; x < run.x1; ++x) {
      const auto c = static_cast<std::size_t>(x - box.x0);
      edges.top[c] = std::min(edges.top[c], y);  // runs come from the top
      edges.bottom[c] = y + 1;
    }
  }
  const auto filled = [](const std::vector<int>& from, const std::vector<int>& to) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < from.size(); ++i) sum += std::max(0, to[i] - from[i]);
    return sum;
  };
  // A step of one pixel is what a slight skew or a blurred edge makes.
  const auto steps = [](const std::vector<int>& edge) {
    int count = 0;
    for (std::size_t i = 1; i < edge.size(); ++i)
      if (std::abs(edge[i] - edge[i - 1]) > 1) ++count;
    return count;
  };
  const auto whole = static_cast<double>(box.area());
  const auto in_rows = static_cast<double>(filled(edges.left, edges.right));
  const auto in_columns = static_cast<double>(filled(edges.top, edges.bottom));
  Outline out;
  out.rows_filled = in_rows / whole;
  out.columns_filled = in_columns / whole;
  const int broken =
      steps(edges.left) + steps(edges.right) + steps(edges.top) + steps(edges.bottom);
  out.straightness = 1 - static_cast<double>(broken) / static_cast<double>(2 * (w + h));
  out.solid = in_rows > 0 ? static_cast<double>(component.area) / in_rows : 0;
  if (const auto askew = turned(edges)) {
    out.corners = askew->corners;
    for (Point& corner : *out.corners) {
      corner.x += box.x0;
      corner.y += box.y0;
    }
    out.rows_filled = std::max(out.rows_filled, askew->filled);
    out.columns_filled = std::max(out.columns_filled, askew->filled);
  }
  return out;
}

}  // namespace tachado::regions
