#include "pipeline/outcome.h"

#include <algorithm>
#include <iterator>

namespace tachado::pipeline {

void Outcome::add(const Page& page) {
  if (page.examined) ++examined_;
  if (!page.examined && !page.problems.empty() && !decisive_) decisive_ = problems_.size();
  problems_.insert(problems_.end(), page.problems.begin(), page.problems.end());
}

void Outcome::settle(DocumentInfo& info) const {
  info.pages_examined = examined_;
  std::vector<Problem>& all = info.problems;
  const std::size_t of_document = all.size();
  all.insert(all.end(), problems_.begin(), problems_.end());
  all.insert(all.end(), info.fields.problems.begin(), info.fields.problems.end());
  if (examined_ == 0 && all.empty()) {
    all.push_back({"pipeline", std::nullopt, ProblemKind::empty, "the document has no pages"});
  }
  info.status = examined_ == 0                                    ? Status::failed
                : all.empty() && examined_ >= info.metadata.pages ? Status::ok
                                                                  : Status::partial;
  // A problem of the whole document decides a failure; an unexamined page makes it partial.
  const bool document_decides = info.status == Status::failed && of_document > 0;
  if (decisive_ && !document_decides) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(of_document + *decisive_);
    std::rotate(all.begin(), first, std::next(first));
  }
}

}  // namespace tachado::pipeline
