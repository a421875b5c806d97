// Rule files: what labels, numbers, roles and kinds of document look like, in text that people can
// read and extend.
//
//   # a comment
//   let NO = N(?:UMERO|UM|RO|O|o)?[.:o]*       a name for a piece of pattern, used as {{NO}}
//
//   rule contract.heading
//     kind    number                            what reads it (see RuleKind)
//     role    contract                          what it says
//     anchor  CONTRATO | CTTO                   the match begins at one of these words
//     pattern CONTRATO {{NO}} (?<value>…)       PCRE2 on folded text; blanks in it stand for \s+;
//                                               deeper lines go on without a blank
//     weight  0.9                               confidence of what it finds, 0 to 1
//     where   row                               start: at the start of a line; row: of a table's
//                                               row; title: in the first lines
//     example CONTRATO No. 7 => 7               must match (checked at start), `=>` its value
//     comment why
//
// Folded text (fold.h): upper case without accents, one character a code point.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::fields {

enum class RuleKind {
  number,    // role: contract, amendment, tender, letter, agreement, file
  amount,    // words before an amount; role as in AmountField
  clause,    // heading of a clause; role: value, guarantee, penalty, object, term, …
  tax,       // words after an amount; role: included, excluded
  party,     // label before a name; role: supplier, buyer, representative, member
  alias,     // what a party is called; role: supplier, buyer
  date,      // words before a date; role: signed, start, end
  document,  // title; role: document kind
  subject,   // label before the object of the contract
  entity,    // first words of a public body's name
  form,      // legal form of a company; role: how it is written usually
  person,    // what stands before a person or company in a sentence ("el señor")
  stop,      // words that end a name
};
inline constexpr std::size_t kRuleKinds = static_cast<std::size_t>(RuleKind::stop) + 1;

enum class RulePlace { anywhere, start, row, title };

struct RuleExample {
  std::string text;
  std::string value;  // what the rule must give; empty: it only has to match
  int line = 0;
};

struct RuleSource {
  std::string name;
  RuleKind kind = RuleKind::number;
  std::string role;
  std::vector<std::string> anchors;
  std::string pattern;  // pieces put in, blanks replaced: ready to compile
  double weight = 0.5;
  RulePlace place = RulePlace::anywhere;
  std::vector<RuleExample> examples;
  std::string file;
  int line = 0;  // of its `rule` line
};

// Fails with "FILE:LINE: reason".
[[nodiscard]] Result<std::vector<RuleSource>> parse_rules(std::string_view text,
                                                          const std::string& file);

}  // namespace tachado::fields
