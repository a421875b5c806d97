#include "stages/pdf/layers.h"

#include <OptionalContent.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace tachado::pdf {
namespace {

enum class Kind : std::uint8_t { glyph, shape, image };

struct Item {
  std::int32_t order = 0;
  Kind kind = Kind::glyph;
  std::size_t index = 0;
  std::uint64_t key = 0;
};

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 29U;
}

void mix(std::uint64_t& hash, const Rect& box) {
  for (const double v : {box.x0, box.y0, box.x1, box.y1}) {
    mix(hash, static_cast<std::uint64_t>(std::llround(std::clamp(v, -1e7, 1e7) * 100)));
  }
}

// `places`: whether the same thing elsewhere is another thing.
std::vector<Item> items_of(const RawPage& page, bool places) {
  std::vector<Item> items;
  items.reserve(page.glyphs.size() + page.shapes.size() + page.images.size());
  for (std::size_t i = 0; i < page.glyphs.size(); ++i) {
    const Glyph& glyph = page.glyphs[i];
    std::uint64_t key = 1;
    for (std::uint32_t u = 0; u < glyph.count; ++u) mix(key, page.unicode[glyph.first + u]);
    mix(key, static_cast<std::uint64_t>(glyph.paint));
    mix(key, static_cast<std::uint64_t>(std::lround(glyph.font_size * 10)));
    if (places) mix(key, glyph.box);
    items.push_back({glyph.order, Kind::glyph, i, key});
  }
  for (std::size_t i = 0; i < page.shapes.size(); ++i) {
    std::uint64_t key = 2;
    mix(key, page.shapes[i].box);
    mix(key, static_cast<std::uint64_t>(luma(page.shapes[i].color)));
    items.push_back({page.shapes[i].order, Kind::shape, i, key});
  }
  for (std::size_t i = 0; i < page.images.size(); ++i) {
    std::uint64_t key = 3;
    mix(key, page.images[i].box);
    mix(key, static_cast<std::uint64_t>(page.images[i].object));
    items.push_back({page.images[i].order, Kind::image, i, key});
  }
  std::sort(items.begin(), items.end(),
            [](const Item& a, const Item& b) { return a.order < b.order; });
  return items;
}

void hide(RawPage& page, const Item& item) {
  switch (item.kind) {
    case Kind::glyph:
      page.glyphs[item.index].layer_off = true;
      break;
    case Kind::shape:
      page.shapes[item.index].layer_off = true;
      break;
    case Kind::image:
      page.images[item.index].layer_off = true;
      break;
  }
}

}  // namespace

AllLayersOn::AllLayersOn(const OCGs& layers) : layers_(layers) {
  for (const auto& [ref, layer] : layers.getOCGs()) {
    was_on_.push_back(layer->getState() == OptionalContentGroup::On);
    layer->setState(OptionalContentGroup::On);
  }
}

AllLayersOn::~AllLayersOn() {
  std::size_t i = 0;
  for (const auto& [ref, layer] : layers_.getOCGs()) {
    layer->setState(was_on_[i++] ? OptionalContentGroup::On : OptionalContentGroup::Off);
  }
}

bool any_layer_off(const OCGs& layers) {
  return std::any_of(layers.getOCGs().begin(), layers.getOCGs().end(), [](const auto& entry) {
    return entry.second->getState() == OptionalContentGroup::Off;
  });
}

LayeredPage with_hidden_layers(RawPage viewed, RawPage everything) {
  const std::vector<Item> seen = items_of(viewed, true);
  const std::vector<Item> all = items_of(everything, true);
  if (seen.size() == all.size()) return {std::move(viewed), false};
  // As a rule what is viewed is a part of everything, in the same order.
  std::vector<const Item*> hidden;
  std::size_t next = 0;
  for (const Item& item : all) {
    if (next < seen.size() && seen[next].key == item.key) {
      ++next;
    } else {
      hidden.push_back(&item);
    }
  }
  if (next == seen.size()) {
    for (const Item* item : hidden) hide(everything, *item);
    return {std::move(everything), true};
  }
  // Where a layer shows only while another is off, or text went on from where hidden text ended,
  // the two differ in more: what `viewed` has nowhere is added to it.
  std::unordered_map<std::uint64_t, int> counts;
  for (const Item& item : items_of(viewed, false)) ++counts[item.key];
  std::int32_t order = seen.empty() ? 0 : seen.back().order;
  const auto fonts = static_cast<std::uint16_t>(viewed.fonts.size());
  viewed.fonts.insert(viewed.fonts.end(), everything.fonts.begin(), everything.fonts.end());
  for (const Item& item : items_of(everything, false)) {
    if (--counts[item.key] >= 0) continue;
    hide(everything, item);
    ++order;
    if (item.kind == Kind::glyph) {
      Glyph glyph = everything.glyphs[item.index];
      const auto begin = everything.unicode.begin() + glyph.first;
      glyph.first = static_cast<std::uint32_t>(viewed.unicode.size());
      glyph.font = static_cast<std::uint16_t>(glyph.font + fonts);
      glyph.order = order;
      viewed.unicode.insert(viewed.unicode.end(), begin, begin + glyph.count);
      viewed.glyphs.push_back(glyph);
    } else if (item.kind == Kind::shape) {
      viewed.shapes.push_back(std::move(everything.shapes[item.index]));
      viewed.shapes.back().order = order;
    }
    // Images keep their numbers, by which their pixels are asked for: none is added.
  }
  return {std::move(viewed), false};
}

}  // namespace tachado::pdf
