// A compiled regular expression over folded text. Wraps PCRE2.
//
// Patterns are tried only where a rule's anchor stands, anchored at that place: the work is bounded
// by the number of anchors times kMatchLimit. Folded text is ASCII, so no Unicode mode is needed.
// Immutable after compile(); thread-safe.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::fields {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t length() const { return end - begin; }
  [[nodiscard]] bool empty() const { return end <= begin; }
  bool operator==(const Span&) const = default;
};

struct Match {
  Span whole;
  std::optional<Span> value;  // the group (?<value>…)
};

enum class MatchStatus { matched, no_match, limit };

class Pattern {
 public:
  // Fails with PCRE2's reason and place; the caller adds file and line.
  [[nodiscard]] static Result<Pattern> compile(const std::string& expression);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  // Matches at `start` and nowhere else. A limit that was hit is never reported as no match.
  [[nodiscard]] MatchStatus match_at(std::string_view text, std::size_t start, Match& match) const;

 private:
  struct Code;
  explicit Pattern(std::unique_ptr<Code> code);
  std::unique_ptr<Code> code_;
};

}  // namespace tachado::fields
