// A document's pages in ranges, each read by a PageSource of its own: libraries keep things of a
// page for the next ones (fonts, rebuilt tables, what was said already), so that what a page says
// would depend on those read before it. Within a range it does; a range is always read from its
// first page on, whoever reads it. So results do not depend on who read what, nor on how often.
#pragma once

#include <memory>

#include "pipeline/engines.h"
#include "pipeline/source_file.h"
#include "stages/regions/regions.h"

namespace tachado::pipeline {

// Small enough that two workers share the pages of one document evenly and that little is lost when
// one dies; large enough that opening the file again costs next to nothing beside the pages.
inline constexpr int kRangePages = 8;

[[nodiscard]] constexpr int range_of(int page) { return (page - 1) / kRangePages; }
[[nodiscard]] constexpr int first_page_of(int range) { return range * kRangePages + 1; }
[[nodiscard]] constexpr int ranges_of(int pages) { return (pages + kRangePages - 1) / kRangePages; }

// The source for each page. Not thread-safe.
class RangeSources {
 public:
  // `file` must outlive it and have a source. Of a document of one range that source serves; of a
  // longer one it is left to those who look at the document as a whole.
  RangeSources(const OpenedFile& file, const Settings& settings)
      : file_(file), settings_(settings) {}

  // Fails with what open_file fails with, and with io where the file was changed meanwhile.
  [[nodiscard]] Result<PageSource*> at(int page);
  // What was seen in the images of the range of the last page.
  [[nodiscard]] regions::ImageMemory& images() { return images_; }
  // The next page begins its range anew.
  void restart() { range_ = -1; }

 private:
  const OpenedFile& file_;
  const Settings& settings_;
  int range_ = -1;
  Result<std::unique_ptr<PageSource>> own_;
  regions::ImageMemory images_;
};

}  // namespace tachado::pipeline
