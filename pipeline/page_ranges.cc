#include "pipeline/page_ranges.h"

#include <utility>

namespace tachado::pipeline {

Result<PageSource*> RangeSources::at(int page) {
  const bool short_document = file_.source->page_count() <= kRangePages;
  if (range_of(page) != range_) {
    range_ = range_of(page);
    images_ = {};
    own_ = std::unique_ptr<PageSource>();
    if (!short_document) own_ = reopen_file(file_, settings_);
  }
  if (short_document) return file_.source.get();
  if (!own_) return fail(own_.error());
  return own_->get();
}

}  // namespace tachado::pipeline
