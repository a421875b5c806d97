#include "stages/pdf/messages.h"

#include <Error.h>
#include <GlobalParams.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tachado::pdf {
namespace {

// One process, one source at a time (page_source.h), so a plain pointer is enough.
MessageScope* current_scope = nullptr;

std::optional<ProblemKind> kind_of(ErrorCategory category) {
  switch (category) {
    case errSyntaxError:
    case errIO:
    case errInternal:
      return ProblemKind::damaged;
    case errUnimplemented:
      return ProblemKind::unsupported;
    case errSyntaxWarning:  // worked around, the output is right
    case errConfig:         // about this machine's fonts and maps, not about the file
    case errCommandLine:
    case errNotAllowed:
      return std::nullopt;
  }
  return std::nullopt;
}

// Messages may quote bytes of the file, and those may be what a redaction hides: of quotes only
// operators' names (three letters at most) leave here, of the rest printable ASCII.
std::string printable(std::string_view message) {
  constexpr std::size_t kMaxLength = 200;
  constexpr std::size_t kMaxOperator = 3;
  std::string result;
  for (std::size_t at = 0; at < message.size() && result.size() < kMaxLength; ++at) {
    const char c = message[at];
    result += (c >= ' ' && c <= '~') ? c : '?';
    if (c != '\'') continue;
    const std::size_t end = message.find('\'', at + 1);
    if (end == std::string_view::npos || end - at - 1 <= kMaxOperator) continue;
    result += "...'";
    at = end;
  }
  return result;
}

void on_message(ErrorCategory category, Goffset /*position*/, const char* message) {
  const auto kind = kind_of(category);
  if (current_scope == nullptr || message == nullptr || !kind) return;
  current_scope->add(*kind, printable(message));
}

}  // namespace

void start_poppler() {
  static const GlobalParamsIniter running(&on_message);
  setErrorCallback(&on_message);
}

MessageScope::MessageScope(std::optional<int> page) : page_(page), outer_(current_scope) {
  current_scope = this;
}

MessageScope::~MessageScope() { current_scope = outer_; }

void MessageScope::add(ProblemKind kind, std::string message) {
  if (problems_.size() >= kMaxMessages) return;
  Problem problem{"pdf", page_, kind, std::move(message)};
  if (std::find(problems_.begin(), problems_.end(), problem) == problems_.end()) {
    problems_.push_back(std::move(problem));
  }
}

}  // namespace tachado::pdf
