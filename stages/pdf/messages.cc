#include "stages/pdf/messages.h"

#include <Error.h>
#include <GlobalParams.h>

#include <algorithm>
#include <array>
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
    if (message.substr(at).starts_with("<0a>")) {  // a line's end, as Poppler writes it
      at += 3;
      continue;
    }
    result += (c >= ' ' && c <= '~') ? c : '?';
    if (c != '\'') continue;
    const std::size_t end = message.find('\'', at + 1);
    if (end == std::string_view::npos || end - at - 1 <= kMaxOperator) continue;
    result += "...'";
    at = end;
  }
  return result;
}

// What a fault means for a reader, told by words that Poppler says of it. The first that fits.
struct Meaning {
  std::string_view words;
  std::string_view meaning;
};
constexpr std::string_view kIndex =
    "the file's index is damaged and was rebuilt; parts may be lost";
constexpr std::string_view kStream = "compressed data are damaged or cut off; what follows is lost";
constexpr std::string_view kFont = "a font is damaged; its letters may be missing or wrong";
constexpr std::string_view kDrawing = "drawing instructions are damaged; parts may be missing";
constexpr std::string_view kImage = "a picture is damaged; parts of it may be missing";
constexpr std::array kMeanings{Meaning{"trailer", kIndex},
                               Meaning{"xref", kIndex},
                               Meaning{"XRef", kIndex},
                               Meaning{"Top-level pages", kIndex},
                               Meaning{"JBIG2", kImage},
                               Meaning{"JPX", kImage},
                               Meaning{"DCT", kImage},
                               Meaning{"CCITT", kImage},
                               Meaning{"image", kImage},
                               Meaning{"Image", kImage},
                               Meaning{"font", kFont},
                               Meaning{"Font", kFont},
                               Meaning{"stream", kStream},
                               Meaning{"Leftover args", kDrawing},
                               Meaning{"operator", kDrawing},
                               Meaning{"show/space", kDrawing},
                               Meaning{"PostScript function", kDrawing}};

std::string explained(const std::string& said) {
  const auto* const found = std::find_if(
      kMeanings.begin(), kMeanings.end(),
      [&](const Meaning& meaning) { return said.find(meaning.words) != std::string::npos; });
  const std::string_view meaning =
      found != kMeanings.end() ? found->meaning : "an object of the file is damaged";
  return std::string(meaning) + " (Poppler: " + said + ")";
}

// Up to the words in parentheses.
std::string_view meaning_of(std::string_view message) {
  return message.substr(0, message.find(" (Poppler: "));
}

void on_message(ErrorCategory category, Goffset /*position*/, const char* message) {
  const auto kind = kind_of(category);
  if (current_scope == nullptr || message == nullptr || !kind) return;
  current_scope->add(*kind, explained(printable(message)));
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
  const bool known = std::any_of(problems_.begin(), problems_.end(), [&](const Problem& problem) {
    return problem.kind == kind && meaning_of(problem.message) == meaning_of(message);
  });
  if (!known) problems_.push_back({"pdf", page_, kind, std::move(message)});
}

}  // namespace tachado::pdf
