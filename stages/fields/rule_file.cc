#include "stages/fields/rule_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace tachado::fields {
namespace {

constexpr std::array<std::pair<std::string_view, RuleKind>, 13> kKinds{{
    {"number", RuleKind::number},
    {"amount", RuleKind::amount},
    {"clause", RuleKind::clause},
    {"tax", RuleKind::tax},
    {"party", RuleKind::party},
    {"alias", RuleKind::alias},
    {"date", RuleKind::date},
    {"document", RuleKind::document},
    {"subject", RuleKind::subject},
    {"entity", RuleKind::entity},
    {"form", RuleKind::form},
    {"person", RuleKind::person},
    {"stop", RuleKind::stop},
}};

// A piece of pattern may use earlier pieces; this bounds what a rule can grow to.
constexpr std::size_t kMaxPatternBytes = 16 * 1024;

std::string quoted(std::string_view text) {
  std::string result(1, '`');
  result += text;
  result += '`';
  return result;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// "\\n" in an example stands for a line's end.
std::string line_feeds(std::string_view text) {
  std::string result(text);
  for (std::size_t at = 0; (at = result.find("\\n", at)) != std::string::npos;)
    result.replace(at, 2, 1, '\n');
  return result;
}

// Blanks outside of character classes stand for any run of blanks and line feeds.
std::string blanks_as_space(std::string_view pattern) {
  std::string result;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      result += c;
      result += pattern[++i];
    } else if (c == ' ' && !in_class) {
      // Nothing that follows can begin with a blank, so that giving some back helps no match; a
      // page of blanks behind a word cost as many steps, and the rule its limit.
      const bool quantified =
          i + 1 < pattern.size() &&
          std::string_view("?*+{").find(pattern[i + 1]) != std::string_view::npos;
      result += quantified ? "\\s+" : "\\s++";
    } else {
      if (c == '[') in_class = true;
      if (c == ']') in_class = false;
      result += c;
    }
  }
  return result;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<std::vector<RuleSource>> parse() {
    while (!text_.empty() && !problem_) read_line();
    finish_rule();
    if (problem_) return fail(*problem_);
    return std::move(rules_);
  }

 private:
  void complain(const std::string& reason, int line) {
    if (problem_) return;
    problem_ = Problem{"fields", std::nullopt, ProblemKind::unsupported,
                       file_ + ":" + std::to_string(line) + ": " + reason};
  }

  void read_line() {
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    const std::string_view raw = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    ++line_;
    const std::string_view content = trim(raw);
    if (content.empty() || content.front() == '#') return;
    const std::size_t indent = raw.find_first_not_of(" \t");
    const std::size_t blank = std::min(content.find_first_of(" \t"), content.size());
    const std::string_view key = content.substr(0, blank);
    const std::string_view value = trim(content.substr(blank));
    if (indent == 0) {
      top_level(key, value);
    } else if (indent > kContinuation && !last_key_.empty()) {
      continue_value(content);
    } else {
      attribute(key, value);
    }
  }

  void top_level(std::string_view key, std::string_view value) {
    finish_rule();
    last_key_.clear();
    if (key == "let") {
      const std::size_t equals = value.find('=');
      if (equals == std::string_view::npos) return complain("let needs NAME = PATTERN", line_);
      last_let_ = std::string(trim(value.substr(0, equals)));
      lets_[last_let_] = std::string(trim(value.substr(equals + 1)));
      last_key_ = "let";
    } else if (key == "rule") {
      if (value.empty()) return complain("rule needs a name", line_);
      rule_.emplace();
      rule_->name = std::string(value);
      rule_->file = file_;
      rule_->line = line_;
      pattern_.clear();
    } else {
      complain("expected `let` or `rule`, found " + quoted(key), line_);
    }
  }

  void continue_value(std::string_view content) {
    if (last_key_ == "let") {
      lets_[last_let_] += std::string(content);
    } else if (last_key_ == "pattern") {
      pattern_ += std::string(content);
    } else if (last_key_ == "anchor") {
      add_anchors(content);
    } else if (last_key_ != "comment") {
      complain(quoted(last_key_) + " takes one line", line_);
    }
  }

  void attribute(std::string_view key, std::string_view value) {
    if (!rule_) return complain(quoted(key) + " stands outside of a rule", line_);
    last_key_ = std::string(key);
    if (value.empty()) return complain(quoted(last_key_) + " has no value", line_);
    if (key == "kind") {
      set_kind(value);
    } else if (key == "role") {
      rule_->role = std::string(value);
    } else if (key == "anchor") {
      add_anchors(value);
    } else if (key == "pattern") {
      pattern_ = std::string(value);
      pattern_line_ = line_;
    } else if (key == "weight") {
      set_weight(value);
    } else if (key == "where") {
      set_place(value);
    } else if (key == "example") {
      const std::size_t arrow = value.rfind("=>");
      const bool has_value = arrow != std::string_view::npos;
      rule_->examples.push_back({line_feeds(trim(value.substr(0, arrow))),
                                 std::string(has_value ? trim(value.substr(arrow + 2)) : ""),
                                 line_});
    } else if (key != "comment") {
      complain("unknown key " + quoted(last_key_) +
                   "; known are kind, role, anchor, pattern, weight, where, example, comment",
               line_);
    }
  }

  void set_kind(std::string_view value) {
    for (const auto& [name, kind] : kKinds) {
      if (name != value) continue;
      rule_->kind = kind;
      kind_known_ = true;
      return;
    }
    std::string known;
    for (const auto& [name, kind] : kKinds) {
      if (!known.empty()) known += ", ";
      known += name;
    }
    complain("unknown kind `" + std::string(value) + "`; known are " + known, line_);
  }

  void set_weight(std::string_view value) {
    double weight = -1;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), weight);
    if (error != std::errc() || end != value.data() + value.size() || weight < 0 || weight > 1)
      return complain("weight is `" + std::string(value) + "`, must be a number from 0 to 1",
                      line_);
    rule_->weight = weight;
  }

  void set_place(std::string_view value) {
    if (value == "start") {
      rule_->place = RulePlace::start;
    } else if (value == "row") {
      rule_->place = RulePlace::row;
    } else if (value == "title") {
      rule_->place = RulePlace::title;
    } else {
      complain("where is " + quoted(value) + ", must be start, row or title", line_);
    }
  }

  void add_anchors(std::string_view value) {
    while (!value.empty()) {
      const std::size_t bar = std::min(value.find('|'), value.size());
      const std::string_view anchor = trim(value.substr(0, bar));
      if (!anchor.empty()) rule_->anchors.emplace_back(anchor);
      value.remove_prefix(std::min(bar + 1, value.size()));
    }
  }

  std::string put_in_pieces(std::string pattern) {
    std::size_t at = 0;
    while ((at = pattern.find("{{", at)) != std::string::npos) {
      const std::size_t end = pattern.find("}}", at);
      if (end == std::string::npos) break;
      const std::string name = pattern.substr(at + 2, end - at - 2);
      const auto piece = lets_.find(name);
      if (piece == lets_.end()) {
        complain("no piece is called {{" + name + "}}", pattern_line_);
        return {};
      }
      pattern.replace(at, end + 2 - at, std::string("(?:").append(piece->second).append(")"));
      if (pattern.size() > kMaxPatternBytes) {
        complain("pattern grows beyond " + std::to_string(kMaxPatternBytes) + " characters",
                 pattern_line_);
        return {};
      }
    }
    return pattern;
  }

  void finish_rule() {
    if (!rule_ || problem_) return;
    check_role();
    if (!kind_known_) complain("rule `" + rule_->name + "` has no kind", rule_->line);
    if (rule_->anchors.empty()) complain("rule `" + rule_->name + "` has no anchor", rule_->line);
    if (pattern_.empty()) complain("rule `" + rule_->name + "` has no pattern", rule_->line);
    if (rule_->examples.empty()) complain("rule `" + rule_->name + "` has no example", rule_->line);
    rule_->pattern = blanks_as_space(put_in_pieces(pattern_));
    if (!problem_) rules_.push_back(std::move(*rule_));
    rule_.reset();
    kind_known_ = false;
  }

  // What a role may say, where the list is closed.
  void check_role() {
    static const std::map<RuleKind, std::vector<std::string_view>> kRoles{
        {RuleKind::number, {"contract", "amendment", "tender", "letter", "agreement", "file"}},
        {RuleKind::amount,
         {"total", "subtotal", "tax", "minimum", "maximum", "unit", "guarantee", "advance",
          "penalty", "capital", "other"}},
        {RuleKind::clause, {"total", "guarantee", "penalty", "advance", "none"}},
        {RuleKind::tax, {"included", "excluded"}},
        {RuleKind::party, {"supplier", "buyer", "representative", "member"}},
        {RuleKind::alias, {"supplier", "buyer"}},
        {RuleKind::date, {"signed", "start", "end", "other"}},
        {RuleKind::document,
         {"contract", "amendment", "order", "tender", "letter", "refusal", "reservation_agreement",
          "annex", "other"}}};
    const auto roles = kRoles.find(rule_->kind);
    if (!kind_known_ || roles == kRoles.end()) return;
    const auto& known = roles->second;
    if (std::find(known.begin(), known.end(), rule_->role) != known.end()) return;
    std::string list;
    for (const std::string_view role : known) {
      if (!list.empty()) list += ", ";
      list += role;
    }
    complain(
        "rule `" + rule_->name + "` has the role `" + rule_->role + "`, must be one of " + list,
        rule_->line);
  }

  // Attributes stand two columns in; what stands deeper than this goes on with the value before.
  static constexpr std::size_t kContinuation = 5;

  std::string_view text_;
  const std::string& file_;
  int line_ = 0;
  std::optional<Problem> problem_;
  std::optional<RuleSource> rule_;
  bool kind_known_ = false;
  std::string pattern_;
  int pattern_line_ = 0;
  std::string last_key_;
  std::string last_let_;
  std::map<std::string, std::string> lets_;
  std::vector<RuleSource> rules_;
};

}  // namespace

Result<std::vector<RuleSource>> parse_rules(std::string_view text, const std::string& file) {
  return Parser(text, file).parse();
}

}  // namespace tachado::fields
