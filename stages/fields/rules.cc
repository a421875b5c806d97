#include "stages/fields/rules.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// After so many attempts of one rule that hit a limit the text is hostile, not long: the rule
// rests.
constexpr int kMaxLimitHits = 8;

// A rule's anchors are words of a contract: "CONTRATO" stands once in 150 characters of real ones.
// A text with more of them than this is none, and the rule rests.
constexpr std::size_t kMinAttempts = 3'000;
constexpr std::size_t kCharactersAnAttempt = 250;

// The title and the table below it, in characters: no page's text has fewer before its sentences.
constexpr std::size_t kTitle = 1'500;

bool place_fits(RulePlace place, std::string_view text, std::size_t at) {
  if (place == RulePlace::anywhere) return at == 0 || !is_word(text[at - 1]);
  if (place == RulePlace::title) return at < kTitle;
  std::size_t i = at;
  // A row may be numbered ("7. CONTRATISTA") or begin with a mark.
  while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '.' || text[i - 1] == '-' ||
                   text[i - 1] == '*' || text[i - 1] == '(' || is_digit(text[i - 1]))) {
    --i;
  }
  if (i == 0 || text[i - 1] == '\n') return true;
  return place == RulePlace::row && text[i - 1] == '\t';
}

// Whether the anchor stands there; a blank in it stands for any blanks, also a line's end.
bool stands_at(std::string_view anchor, std::string_view text, std::size_t at) {
  for (const char c : anchor) {
    if (at >= text.size()) return false;
    if (c == ' ') {
      if (!is_blank(text[at])) return false;
      while (at < text.size() && is_blank(text[at])) ++at;
    } else if (text[at++] != c) {
      return false;
    }
  }
  return true;
}

// By the first two characters, of which seven bits each tell enough: folded text is mostly ASCII.
constexpr std::size_t kBucketSide = 128;

std::size_t bucket(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]) % kBucketSide;
  const auto second =
      static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : ' ') % kBucketSide;
  return first * kBucketSide + second;
}

Result<std::string> read_file(const std::string& path, const char* what) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) {
    return fail({"fields", std::nullopt, ProblemKind::io,
                 path + ": cannot be read; give " + what + " that exists"});
  }
  return text.str();
}

Result<void> add_watch_list(Rules::Data& data, std::string_view text, const std::string& file) {
  auto entries = read_watch_list(text, file);
  if (!entries) return fail(entries.error());
  data.watched.add(std::move(*entries));
  return {};
}

}  // namespace

void Rules::Data::index_anchors() {
  anchors.clear();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const std::string& anchor : rules[i].source.anchors) anchors.push_back({anchor, i});
  }
  std::stable_sort(anchors.begin(), anchors.end(), [](const AnchorEntry& a, const AnchorEntry& b) {
    return bucket(a.text, 0) < bucket(b.text, 0);
  });
  first_anchor.assign(kBucketSide * kBucketSide + 1, 0);
  for (const AnchorEntry& anchor : anchors) ++first_anchor[bucket(anchor.text, 0) + 1];
  for (std::size_t i = 1; i < first_anchor.size(); ++i) first_anchor[i] += first_anchor[i - 1];
}

Marks::Marks(const Rules::Data& rules, std::string_view text)
    : rules_(rules), text_(text), places_(rules.rules.size()) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_word(text[at]) || (at > 0 && is_word(text[at - 1]))) continue;
    const std::size_t key = bucket(text, at);
    for (std::size_t i = rules.first_anchor[key]; i < rules.first_anchor[key + 1]; ++i) {
      const AnchorEntry& anchor = rules.anchors[i];
      // Most anchors of two equal characters differ in the third.
      if (anchor.text.size() > 2 && anchor.text[2] != ' ' &&
          (at + 2 >= text.size() || anchor.text[2] != text[at + 2]))
        continue;
      if (!stands_at(anchor.text, text, at)) continue;
      std::vector<std::size_t>& places = places_[anchor.rule];
      if (!places.empty() && places.back() == at) continue;
      if (place_fits(rules.rules[anchor.rule].source.place, text, at)) places.push_back(at);
    }
  }
}

void Marks::find_rule(std::size_t rule_index, Span range, std::vector<Hit>& hits) const {
  const Rule& rule = rules_.rules[rule_index];
  const std::vector<std::size_t>& places = places_[rule_index];
  const std::size_t most = kMinAttempts + range.length() / kCharactersAnAttempt;
  std::size_t attempts = 0;
  int limits = 0;
  std::size_t free_from = range.begin;
  for (auto at = std::lower_bound(places.begin(), places.end(), range.begin);
       at != places.end() && *at < range.end; ++at) {
    if (*at < free_from) continue;
    if (limits >= kMaxLimitHits || ++attempts > most) break;
    Match match;
    const MatchStatus status = rule.pattern.match_at(text_, *at, match);
    if (status == MatchStatus::limit) ++limits;
    if (status != MatchStatus::matched) continue;
    hits.push_back(
        {&rule, match.whole, match.value.value_or(Span{match.whole.end, match.whole.end})});
    free_from = std::max(match.whole.end, *at + 1);
  }
  const bool known =
      std::find(limited_.begin(), limited_.end(), rule.source.name) != limited_.end();
  if ((limits > 0 || attempts > most) && !known) limited_.push_back(rule.source.name);
}

std::vector<Hit> Marks::find_by(std::size_t rule) const {
  std::vector<Hit> hits;
  find_rule(rule, {0, text_.size()}, hits);
  return hits;
}

std::vector<Hit> Marks::find(RuleKind kind, Span range) const {
  std::vector<Hit> hits;
  range.end = std::min(range.end, text_.size());
  for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
    if (rules_.rules[i].source.kind == kind) find_rule(i, range, hits);
  }
  std::stable_sort(hits.begin(), hits.end(),
                   [](const Hit& a, const Hit& b) { return a.whole.begin < b.whole.begin; });
  return hits;
}

namespace {

// An example must match from one of its rule's anchors on, and give the value behind `=>`.
Result<void> check_examples(const Rule& rule) {
  const auto wrong = [&](const RuleExample& example, const std::string& reason) {
    return fail({"fields", std::nullopt, ProblemKind::unsupported,
                 rule.source.file + ":" + std::to_string(example.line) + ": rule `" +
                     rule.source.name + "`: " + reason});
  };
  for (const RuleExample& example : rule.source.examples) {
    const std::string text = fold(example.text);
    Match match;
    bool matched = false;
    for (std::size_t at = 0; at < text.size() && !matched; ++at) {
      matched = std::any_of(rule.source.anchors.begin(), rule.source.anchors.end(),
                            [&](const std::string& anchor) {
                              return stands_at(anchor, text, at) &&
                                     rule.pattern.match_at(text, at, match) == MatchStatus::matched;
                            });
    }
    if (!matched) return wrong(example, "its example does not match from any of its anchors on");
    if (example.value.empty()) continue;
    const std::string value =
        match.value ? text.substr(match.value->begin, match.value->length()) : std::string();
    if (value != example.value)
      return wrong(example, "its example gives `" + value + "`, not `" + example.value + "`");
  }
  return {};
}

}  // namespace

Result<void> add_rules(Rules::Data& data, std::string_view text, const std::string& file,
                       Examples examples) {
  auto sources = parse_rules(text, file);
  if (!sources) return fail(sources.error());
  for (RuleSource& source : *sources) {
    auto pattern = Pattern::compile(source.pattern);
    if (!pattern) {
      Problem problem = pattern.error();
      problem.message = file + ":" + std::to_string(source.line) + ": rule `" + source.name +
                        "`: " + problem.message;
      return fail(std::move(problem));
    }
    Rule rule{std::move(source), std::move(*pattern)};
    if (examples == Examples::tried) {
      if (auto right = check_examples(rule); !right) return right;
    }
    const auto same = std::find_if(data.rules.begin(), data.rules.end(), [&](const Rule& other) {
      return other.source.name == rule.source.name;
    });
    if (same != data.rules.end()) {
      *same = std::move(rule);
    } else {
      data.rules.push_back(std::move(rule));
    }
  }
  return {};
}

Rules::Rules(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Rules::~Rules() = default;

Result<std::shared_ptr<const Rules>> Rules::load(const std::vector<std::string>& files,
                                                 const std::vector<std::string>& watch_lists) {
  auto data = std::make_unique<Data>();
  for (const BuiltInFile& file : built_in_files()) {
    const std::string name(file.name);
    auto added = name.ends_with(".rules") ? add_rules(*data, file.text, name, Examples::known)
                                          : add_watch_list(*data, file.text, name);
    if (!added) return fail(added.error());
  }
  for (const std::string& path : files) {
    const auto text = read_file(path, "a rule file");
    if (!text) return fail(text.error());
    if (auto added = add_rules(*data, *text, path); !added) return fail(added.error());
  }
  for (const std::string& path : watch_lists) {
    const auto text = read_file(path, "a watch list");
    if (!text) return fail(text.error());
    if (auto added = add_watch_list(*data, *text, path); !added) return fail(added.error());
  }
  data->index_anchors();
  return std::shared_ptr<const Rules>(new Rules(std::move(data)));
}

}  // namespace tachado::fields
