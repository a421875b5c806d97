// The loaded rules and how they are tried on a text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/fields/fields.h"
#include "stages/fields/pattern.h"
#include "stages/fields/rule_file.h"
#include "stages/fields/watch_index.h"

namespace tachado::fields {

struct Rule {
  RuleSource source;
  Pattern pattern;
};

struct Hit {
  const Rule* rule = nullptr;
  Span whole;
  Span value;  // the group (?<value>…), or what follows the match where the pattern has none
};

// Where a rule may be tried: at its anchor's head, with the rest behind it.
struct AnchorEntry {
  std::string rest;
  std::uint32_t rule = 0;  // index in Data::rules
  RulePlace place = RulePlace::anywhere;
};

// How anchors begin: up to their first blank, at most eight characters, which are compared with a
// text's all at once. Many anchors share one.
struct AnchorHead {
  std::uint64_t characters = 0;
  std::uint64_t mask = 0;  // of the characters that it has
  std::uint32_t length = 0;
  std::uint32_t first = 0;  // its anchors: [first, last) in Data::anchors
  std::uint32_t last = 0;
};

struct Rules::Data {
  std::vector<Rule> rules;
  std::vector<AnchorEntry> anchors;               // sorted by their heads
  std::vector<AnchorHead> heads;                  // sorted by their first two characters
  std::vector<std::uint32_t> first_head;          // by those two characters: begin in `heads`
  std::vector<std::vector<std::size_t>> by_kind;  // indexes in `rules`, ascending
  WatchIndex watched;

  // To be called once all rules are there.
  void index();
};

// A text in which all anchors have been found in one pass; rules are tried where theirs stand.
// Refers to the rules and the text.
class Marks {
 public:
  Marks(const Rules::Data& rules, std::string_view text);

  // Hits of one kind that begin within `range`, in order of their begin; one rule's hits never
  // overlap.
  [[nodiscard]] std::vector<Hit> find(RuleKind kind, Span range) const;
  [[nodiscard]] std::vector<Hit> find(RuleKind kind) const { return find(kind, {0, text_.size()}); }

  // Hits of one rule, by its index, in the whole text.
  [[nodiscard]] std::vector<Hit> find_by(std::size_t rule) const;

  [[nodiscard]] std::string_view text() const { return text_; }
  // Names of rules that hit a limit so far.
  [[nodiscard]] const std::vector<std::string>& limited() const { return limited_; }

 private:
  void place(const std::vector<std::pair<std::uint32_t, std::size_t>>& found);
  void find_rule(std::size_t rule, Span range, std::vector<Hit>& hits) const;

  const Rules::Data& rules_;
  std::string_view text_;
  std::vector<std::size_t> places_;         // of all rules, ascending for each
  std::vector<std::uint32_t> first_place_;  // by rule: begin in `places_`
  mutable std::vector<std::string> limited_;
};

// A rule file or watch list that is compiled in.
struct BuiltInFile {
  std::string_view name;
  std::string_view text;
};
[[nodiscard]] const std::vector<BuiltInFile>& built_in_files();

// Whether a rule's examples are tried when it is added. Those of the built-in rules are a test: at
// every start they would take as long as reading a page.
enum class Examples { tried, known };

// Adds rules, or replaces those of the same name. Fails with "FILE:LINE: reason".
[[nodiscard]] Result<void> add_rules(Rules::Data& data, std::string_view text,
                                     const std::string& file, Examples examples = Examples::tried);

}  // namespace tachado::fields
