#include "stages/fields/rules.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <span>
#include <sstream>
#include <tuple>

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
  // A row may be numbered ("7. CONTRATISTA") or begin with a mark, such as a frame's line.
  while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '.' || text[i - 1] == '-' ||
                   text[i - 1] == '*' || text[i - 1] == '(' || text[i - 1] == '"' ||
                   text[i - 1] == '\'' || text[i - 1] == '|' || is_digit(text[i - 1]))) {
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

// The first characters of a text from a place on, as one number.
constexpr std::size_t kHead = sizeof(std::uint64_t);

std::uint64_t head_of(std::string_view text, std::size_t at) {
  std::uint64_t head = 0;
  std::memcpy(&head, text.data() + at, std::min(kHead, text.size() - at));
  return head;
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

void Rules::Data::index() {
  struct Entry {
    std::size_t bucket;
    AnchorHead head;
    AnchorEntry anchor;
  };
  std::vector<Entry> entries;
  by_kind.assign(kRuleKinds, {});
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const RuleSource& source = rules[i].source;
    by_kind[static_cast<std::size_t>(source.kind)].push_back(i);
    for (const std::string& anchor : source.anchors) {
      const std::size_t length = std::min({anchor.find(' '), anchor.size(), kHead});
      AnchorHead head;
      head.characters = head_of(std::string_view(anchor).substr(0, length), 0);
      head.mask = head_of(std::string(length, '\xFF'), 0);
      head.length = static_cast<std::uint32_t>(length);
      entries.push_back({bucket(anchor, 0),
                         head,
                         {anchor.substr(length), static_cast<std::uint32_t>(i), source.place}});
    }
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.bucket, a.head.characters) < std::tie(b.bucket, b.head.characters);
  });
  anchors.clear();
  heads.clear();
  first_head.assign(kBucketSide * kBucketSide + 1, 0);
  const Entry* previous = nullptr;
  for (Entry& entry : entries) {
    const bool same = previous != nullptr && previous->bucket == entry.bucket &&
                      previous->head.characters == entry.head.characters;
    if (!same) {
      entry.head.first = static_cast<std::uint32_t>(anchors.size());
      heads.push_back(entry.head);
      ++first_head[entry.bucket + 1];
    }
    anchors.push_back(std::move(entry.anchor));
    heads.back().last = static_cast<std::uint32_t>(anchors.size());
    previous = &entry;
  }
  for (std::size_t i = 1; i < first_head.size(); ++i) first_head[i] += first_head[i - 1];
}

Marks::Marks(const Rules::Data& rules, std::string_view text) : rules_(rules), text_(text) {
  std::vector<std::pair<std::uint32_t, std::size_t>> found;  // rule and place, by place
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_word(text[at]) || (at > 0 && is_word(text[at - 1]))) continue;
    const std::size_t key = bucket(text, at);
    const std::size_t last = rules.first_head[key + 1];
    std::size_t i = rules.first_head[key];
    if (i == last) continue;
    const std::uint64_t characters = head_of(text, at);
    for (; i < last; ++i) {
      const AnchorHead& head = rules.heads[i];
      if ((characters & head.mask) != head.characters) continue;
      for (std::uint32_t n = head.first; n < head.last; ++n) {
        const AnchorEntry& anchor = rules.anchors[n];
        if (!anchor.rest.empty() && !stands_at(anchor.rest, text, at + head.length)) continue;
        if (place_fits(anchor.place, text, at)) found.emplace_back(anchor.rule, at);
      }
    }
  }
  place(found);
}

// Puts the places of each rule together. Two anchors of a rule may stand at one place.
void Marks::place(const std::vector<std::pair<std::uint32_t, std::size_t>>& found) {
  first_place_.assign(rules_.rules.size() + 1, 0);
  for (const auto& [rule, at] : found) ++first_place_[rule + 1];
  for (std::size_t i = 1; i < first_place_.size(); ++i) first_place_[i] += first_place_[i - 1];
  places_.resize(found.size());
  std::vector<std::uint32_t> next(first_place_.begin(), first_place_.end() - 1);
  for (const auto& [rule, at] : found) places_[next[rule]++] = at;
}

void Marks::find_rule(std::size_t rule_index, Span range, std::vector<Hit>& hits) const {
  const std::span places(places_.data() + first_place_[rule_index],
                         first_place_[rule_index + 1] - first_place_[rule_index]);
  if (places.empty()) return;
  const Rule& rule = rules_.rules[rule_index];
  const std::size_t most = kMinAttempts + range.length() / kCharactersAnAttempt;
  std::size_t attempts = 0;
  int limits = 0;
  std::size_t free_from = range.begin;
  for (auto at = std::lower_bound(places.begin(), places.end(), range.begin);
       at != places.end() && *at < range.end; ++at) {
    if (*at < free_from || (at != places.begin() && *std::prev(at) == *at)) continue;
    if (limits >= kMaxLimitHits || ++attempts > most) break;
    Match match;
    const MatchStatus status = rule.pattern.match_at(text_, *at, match);
    if (status == MatchStatus::limit) ++limits;
    if (status != MatchStatus::matched) continue;
    hits.push_back(
        {&rule, match.whole, match.value.value_or(Span{match.whole.end, match.whole.end})});
    free_from = std::max(match.whole.end, *at + 1);
  }
  if (limits == 0 && attempts <= most) return;
  if (std::find(limited_.begin(), limited_.end(), rule.source.name) == limited_.end())
    limited_.push_back(rule.source.name);
}

std::vector<Hit> Marks::find_by(std::size_t rule) const {
  std::vector<Hit> hits;
  find_rule(rule, {0, text_.size()}, hits);
  return hits;
}

std::vector<Hit> Marks::find(RuleKind kind, Span range) const {
  std::vector<Hit> hits;
  range.end = std::min(range.end, text_.size());
  for (const std::size_t rule : rules_.by_kind[static_cast<std::size_t>(kind)])
    find_rule(rule, range, hits);
  if (hits.size() < 2) return hits;
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
  data->index();
  return std::shared_ptr<const Rules>(new Rules(std::move(data)));
}

}  // namespace tachado::fields
