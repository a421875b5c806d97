// PDF files as a PageSource: the one adapter to Poppler's core headers.
//
// One pass over a page's instructions records glyphs, paths, images, annotations and optional
// content in drawing order (raw_page.h). Poppler's messages on damaged files become problems, never
// output.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/page_source.h"

namespace tachado::pdf {

// Every one is checked before the size it bounds is used.
struct Limits {
  int pages = 5000;                     // pages read of a document
  std::int64_t operators = 20'000'000;  // drawing operators of a page
  int shapes = 200'000;                 // recorded paths of a page
  int glyphs = 1'000'000;               // recorded glyphs of a page
  std::int64_t pixels = 120'000'000;    // of one rendering or decoded image
  int object_depth = 32;                // forms drawn within forms; imposition nests some ten deep
  // A page's instructions, decompressed: a map of a whole city has some 100 MB.
  std::int64_t content_bytes = std::int64_t{512} << 20U;
};

struct Options {
  std::vector<std::string> passwords;  // tried in order, after the empty one
  Limits limits;
  bool metadata = true;  // false: only the number of pages, for one who opens a file again. Saves
                         // a reading of the whole file
};

// Whether the first bytes of a file (1024 are enough) are a PDF's: the header may stand after some
// junk.
bool looks_like_pdf(std::string_view head);

// Opens a file. Fails with kind encrypted (no password fits), damaged (no page tree can be
// rebuilt), empty (no bytes, no pages), limit or io. Cost: reads the cross-reference table; pages
// are read when asked for.
[[nodiscard]] Result<std::unique_ptr<PageSource>> open(const std::string& path,
                                                       const Options& options);

// The same on bytes in memory, which must outlive the source (fuzzing, archives).
[[nodiscard]] Result<std::unique_ptr<PageSource>> open_bytes(std::string_view bytes,
                                                             const Options& options);

}  // namespace tachado::pdf
