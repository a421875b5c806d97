#include "pipeline/recovery.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "pipeline/document_run.h"

namespace tachado::pipeline {
namespace {

// Each page left out costs another reading of those before it.
constexpr std::size_t kMostPagesLeftOut = 8;
// The system may kill for want of memory that other processes took.
constexpr int kMostKills = 5;

}  // namespace

Problem describe(const Death& death, const Limits& limits) {
  const auto problem = [](ProblemKind kind, std::string message) {
    return Problem{"pipeline", std::nullopt, kind, std::move(message)};
  };
  switch (death.cause) {
    case Death::Cause::page_time:
      return problem(ProblemKind::timeout,
                     fmt::format("took longer than {} s; raise --page-seconds to wait longer",
                                 limits.page_seconds));
    case Death::Cause::document_time:
      return problem(
          ProblemKind::timeout,
          fmt::format("the document took longer than {} s; raise --document-seconds to wait longer",
                      limits.document_seconds));
    case Death::Cause::memory:
      return problem(
          ProblemKind::memory,
          fmt::format("needed more than {} MB; raise --memory-mb to allow more", limits.memory_mb));
    case Death::Cause::crash:
      return problem(ProblemKind::crash,
                     fmt::format("the process that read it died of signal {} ({})", death.signal,
                                 ::strsignal(death.signal)));
    case Death::Cause::killed:
      return problem(ProblemKind::crash,
                     "the process that read it was killed by the system, most likely for memory");
    case Death::Cause::exception:
      break;
  }
  return problem(ProblemKind::internal, "an error of tachado's own ended the reading");
}

bool Recovery::after(const Death& death, const Limits& limits) {
  if (job_.refused) return false;
  if (death.cause == Death::Cause::killed && ++kills_ <= kMostKills) return true;
  if (death.cause == Death::Cause::crash && retried_page_ != death.page) {
    retried_page_ = death.page;
    return true;
  }
  leave_out(death, describe(death, limits));
  return true;
}

void Recovery::leave_out(const Death& death, Problem problem) {
  const bool rest =
      death.cause == Death::Cause::document_time || job_.skipped.pages.size() >= kMostPagesLeftOut;
  if (death.page <= 0 || job_.skipped.from) {
    job_.refused = std::move(problem);
  } else if (rest) {
    job_.skipped.from.emplace(death.page, std::move(problem));
  } else {
    job_.skipped.pages.emplace(death.page, std::move(problem));
  }
}

}  // namespace tachado::pipeline
