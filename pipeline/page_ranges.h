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

// How a document is cut. Told by the document alone, so that all who read it agree.
class PageRanges {
 public:
  // Of pages of text. Small enough that little is lost when a worker dies; large enough that
  // opening the file again costs next to nothing beside the pages.
  static constexpr int kTextPages = 8;

  // A page of a scan takes a second, opening the file less than a thousandth of that: each is a
  // range of its own, so that two workers are done with the last ones at about the same time, and a
  // document of two pages can be shared. Cost: looks up the pictures of up to four pages.
  explicit PageRanges(PageSource& source);

  [[nodiscard]] bool scanned() const { return pages_each_ == 1; }
  [[nodiscard]] int count() const { return (pages_ + pages_each_ - 1) / pages_each_; }
  [[nodiscard]] int of(int page) const { return (page - 1) / pages_each_; }
  [[nodiscard]] int first_page(int range) const { return range * pages_each_ + 1; }
  [[nodiscard]] int last_page(int range) const;

 private:
  int pages_;
  int pages_each_ = kTextPages;
};

// The source for each page. Not thread-safe.
class RangeSources {
 public:
  // `file` must outlive it and have a source. Of a document of one range that source serves; of a
  // longer one it is left to those who look at the document as a whole.
  RangeSources(const OpenedFile& file, const Settings& settings)
      : file_(file), settings_(settings), ranges_(*file.source) {}

  [[nodiscard]] const PageRanges& ranges() const { return ranges_; }
  // Fails with what open_file fails with, and with io where the file was changed meanwhile.
  [[nodiscard]] Result<PageSource*> at(int page);
  // What was seen in the images of the range of the last page.
  [[nodiscard]] regions::ImageMemory& images() { return images_; }
  // The next page begins its range anew.
  void restart() { range_ = -1; }

 private:
  const OpenedFile& file_;
  const Settings& settings_;
  PageRanges ranges_;
  int range_ = -1;
  Result<std::unique_ptr<PageSource>> own_;
  regions::ImageMemory images_;
};

}  // namespace tachado::pipeline
