#include "stages/model/page.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tachado {
namespace {

template <typename T, std::size_t N>
using Names = std::array<std::pair<T, std::string_view>, N>;

constexpr Names<TextSource, 5> kTextSources{{{TextSource::none, "none"},
                                             {TextSource::text, "text"},
                                             {TextSource::ocr, "ocr"},
                                             {TextSource::kept_ocr, "kept_ocr"},
                                             {TextSource::mixed, "mixed"}}};
constexpr Names<RegionKind, 8> kRegionKinds{{{RegionKind::filled, "filled"},
                                             {RegionKind::outlined, "outlined"},
                                             {RegionKind::whiteout, "whiteout"},
                                             {RegionKind::pattern, "pattern"},
                                             {RegionKind::marker, "marker"},
                                             {RegionKind::image, "image"},
                                             {RegionKind::annotation, "annotation"},
                                             {RegionKind::replaced_text, "replaced_text"}}};
constexpr Names<RegionSource, 4> kRegionSources{{{RegionSource::vector, "vector"},
                                                 {RegionSource::raster, "raster"},
                                                 {RegionSource::annotation, "annotation"},
                                                 {RegionSource::text, "text"}}};
constexpr Names<Soundness, 3> kSoundness{{{Soundness::sound, "sound"},
                                          {Soundness::failed, "failed"},
                                          {Soundness::unverified, "unverified"}}};

template <typename T, std::size_t N>
std::string_view name_of(const Names<T, N>& names, T value) {
  for (const auto& [candidate, name] : names) {
    if (candidate == value) return name;
  }
  return names[0].second;
}

template <typename T, std::size_t N>
std::optional<T> value_of(const Names<T, N>& names, std::string_view name) {
  for (const auto& [value, text] : names) {
    if (text == name) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(TextSource source) { return name_of(kTextSources, source); }
std::optional<TextSource> text_source_from(std::string_view name) {
  return value_of(kTextSources, name);
}
std::string_view to_string(RegionKind kind) { return name_of(kRegionKinds, kind); }
std::optional<RegionKind> region_kind_from(std::string_view name) {
  return value_of(kRegionKinds, name);
}
std::string_view to_string(RegionSource source) { return name_of(kRegionSources, source); }
std::optional<RegionSource> region_source_from(std::string_view name) {
  return value_of(kRegionSources, name);
}
std::string_view to_string(Soundness soundness) { return name_of(kSoundness, soundness); }
std::optional<Soundness> soundness_from(std::string_view name) {
  return value_of(kSoundness, name);
}

void add_problem(Page& page, Problem problem) {
  if (!problem.page) problem.page = page.number;
  if (std::find(page.problems.begin(), page.problems.end(), problem) == page.problems.end()) {
    page.problems.push_back(std::move(problem));
  }
}

std::int64_t code_points(std::string_view utf8) {
  std::int64_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return count;
}

void assemble_text(Page& page) {
  page.text.clear();
  std::int64_t offset = 0;
  int line = -1;
  for (Word& word : page.words) {
    if (line >= 0 && word.line != line) {
      const auto block = [&](int index) {
        return page.lines[static_cast<std::size_t>(index)].block;
      };
      const bool new_block = block(word.line) != block(line);
      page.text += new_block ? "\n\n" : "\n";
      offset += new_block ? 2 : 1;
    } else if (line >= 0 && !word.glued) {
      page.text += ' ';
      ++offset;
    }
    line = word.line;
    word.offset = offset;
    page.text += word.text;
    offset += code_points(word.text);
  }
  if (!page.text.empty()) page.text += '\n';
}

}  // namespace tachado
