#include "pipeline/page_ranges.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

namespace tachado::pipeline {
namespace {

// Evenly spread: a scan often begins or ends with a sheet that was made otherwise.
constexpr int kSamples = 4;

// Whether half of the pages looked at are pictures, each another one: a background that all of them
// share is looked at once in a range of many pages.
bool is_scanned(PageSource& source) {
  const int pages = source.page_count();
  const int samples = std::min(pages, kSamples);
  std::set<std::int64_t> pictures;
  for (int i = 0; i < samples; ++i) {
    const int page = 1 + static_cast<int>(std::int64_t{i} * pages / samples);
    if (const std::int64_t picture = source.likely_scan(page)) pictures.insert(picture);
  }
  return pages > 1 && 2 * pictures.size() >= static_cast<std::size_t>(std::max(samples, 3));
}

}  // namespace

PageRanges::PageRanges(PageSource& source) : pages_(source.page_count()) {
  if (is_scanned(source)) pages_each_ = 1;
}

int PageRanges::last_page(int range) const { return std::min((range + 1) * pages_each_, pages_); }

Result<PageSource*> RangeSources::at(int page) {
  const bool one_range = ranges_.count() <= 1;
  if (ranges_.of(page) != range_) {
    range_ = ranges_.of(page);
    images_ = {};
    own_ = std::unique_ptr<PageSource>();
    if (!one_range) own_ = reopen_file(file_, settings_);
  }
  if (one_range) return file_.source.get();
  if (!own_) return fail(own_.error());
  return own_->get();
}

}  // namespace tachado::pipeline
