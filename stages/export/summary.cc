#include "stages/export/summary.h"

#include <algorithm>

namespace tachado::exporting {

Extent extent_of(const DocumentInfo& info) {
  Extent extent;
  if (!info.source.sha256.empty() || info.source.bytes > 0) extent.bytes = info.source.bytes;
  if (info.redactions.failed) {
    extent.leaks = static_cast<std::int64_t>(info.redactions.leaks.size());
  }
  const bool opened = info.status != Status::failed || info.metadata.pages > 0;
  if (opened) {
    extent.pages = info.metadata.pages;
    extent.encrypted = info.metadata.encrypted;
    extent.revisions = info.metadata.revisions;
  } else if (info.metadata.encrypted ||
             std::any_of(info.problems.begin(), info.problems.end(), [](const Problem& problem) {
               return problem.kind == ProblemKind::encrypted;
             })) {
    extent.encrypted = true;
  }
  return extent;
}

}  // namespace tachado::exporting
