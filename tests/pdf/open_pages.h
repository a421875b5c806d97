// Shortcuts of the tests: bytes to a source, to the record of its first page.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "stages/pdf/pdf.h"

namespace tachado::test {

inline std::unique_ptr<PageSource> open_or_fail(std::string_view bytes,
                                                const pdf::Options& options = {}) {
  auto source = pdf::open_bytes(bytes, options);
  if (!source) {
    ADD_FAILURE() << to_string(source.error().kind) << ": " << source.error().message;
    return nullptr;
  }
  return std::move(*source);
}

inline RawPage record_or_fail(std::string_view bytes, int number = 1) {
  const auto source = open_or_fail(bytes);
  if (!source) return {};
  auto page = source->interpret(number);
  if (!page) {
    ADD_FAILURE() << to_string(page.error().kind) << ": " << page.error().message;
    return {};
  }
  return std::move(*page);
}

inline std::string text_of(const RawPage& page) {
  std::string text;
  for (const Glyph& glyph : page.glyphs) {
    for (std::uint32_t i = 0; i < glyph.count; ++i) {
      const char32_t c = page.unicode[glyph.first + i];
      text += c < 0x80 ? static_cast<char>(c) : '?';
    }
  }
  return text;
}

// The text of the glyphs for which `wanted` holds.
template <typename Wanted>
std::string text_where(const RawPage& page, Wanted wanted) {
  std::string text;
  for (const Glyph& glyph : page.glyphs) {
    if (wanted(glyph)) text += static_cast<char>(page.unicode[glyph.first]);
  }
  return text;
}

inline void expect_box(const Rect& box, const Rect& expected, double tolerance = 0.01) {
  EXPECT_NEAR(box.x0, expected.x0, tolerance);
  EXPECT_NEAR(box.y0, expected.y0, tolerance);
  EXPECT_NEAR(box.x1, expected.x1, tolerance);
  EXPECT_NEAR(box.y1, expected.y1, tolerance);
}

}  // namespace tachado::test
