#include "stages/fields/watch_index.h"

#include <algorithm>

#include "stages/fields/fold.h"
#include "stages/fields/names.h"

namespace tachado::fields {
namespace {

// Recognition errs in single letters: of a name so many letters a wrong one is allowed. Shorter
// names are compared exactly: ZTE would be found everywhere.
constexpr std::size_t kLettersAnEdit = 4;
constexpr std::size_t kShortName = 4;
// Letters of the first word by which a name is looked up in recognised text: its first or its last
// ones are right.
constexpr std::size_t kPiece = 3;
// A name of one such word is too common to say anything (measured on the words of the corpus).
constexpr std::size_t kLeastLetters = 3;
constexpr std::size_t kMostWords = 20;

std::vector<std::string> words_of(const std::string& key) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < key.size();) {
    const std::size_t end = std::min(key.find(' ', begin), key.size());
    if (end > begin) words.push_back(key.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string id_key(std::string_view value) {
  std::string key;
  for (const char c : fold(value)) {
    if (is_word(c) || c == '&') key += c;
  }
  return key;
}

// Edits from a to b, or `most` + 1 where there are more.
std::size_t edits(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
  }
  return row[b.size()];
}

// Words that name_key and party_key leave out of names are passed over in texts too.
bool passed_over(std::string_view word) {
  return word == "DE" || word == "DEL" || word == "LA" || word == "EL" || word == "LOS" ||
         word == "LAS";
}

}  // namespace

void WatchIndex::add(std::vector<WatchEntry> entries) {
  for (WatchEntry& entry : entries) {
    const std::size_t index = entries_.size();
    add_name(entry.name, index, false);
    for (const std::string& alias : entry.aliases) add_name(alias, index, true);
    const std::string id = id_key(entry.tax_id);
    if (!id.empty()) by_tax_id_[id].push_back(index);
    entries_.push_back(std::move(entry));
  }
}

void WatchIndex::add_name(std::string_view printed, std::size_t entry, bool alias) {
  const std::string folded = fold(printed);
  const std::string key = party_key(folded);
  Name name;
  name.words = words_of(key);
  name.entry = entry;
  for (const std::string& word : name.words) name.letters += word;
  if (name.letters.size() < kLeastLetters || name.words.size() > kMostWords) return;
  const bool had_form = key.size() < name_key(folded).size();
  name.needs_form = name.words.size() == 1 && had_form && !alias;
  const auto index = static_cast<std::uint32_t>(names_.size());
  const std::string& first = name.words.front();
  by_first_word_[first].push_back(index);
  if (first.size() > kShortName) {
    by_piece_["<" + first.substr(0, kPiece)].push_back(index);
    by_piece_[">" + first.substr(first.size() - kPiece)].push_back(index);
  }
  names_.push_back(std::move(name));
}

std::vector<std::size_t> WatchIndex::by_tax_id(std::string_view value) const {
  const std::string key = id_key(value);
  if (key.empty()) return {};
  if (const auto found = by_tax_id_.find(key); found != by_tax_id_.end()) return found->second;
  // A NIT's check digit stands behind a hyphen; lists leave it out as often as not.
  const std::size_t hyphen = value.rfind('-');
  if (hyphen == std::string_view::npos || hyphen + 2 != value.size()) return {};
  const auto found = by_tax_id_.find(id_key(value.substr(0, hyphen)));
  return found != by_tax_id_.end() ? found->second : std::vector<std::size_t>();
}

std::vector<WatchIndex::Candidate> WatchIndex::candidates(const std::vector<WatchWord>& words,
                                                          std::size_t at) const {
  std::vector<Candidate> found;
  const WatchWord& word = words[at];
  if (!word.capital) return found;
  const std::string first(word.text);
  if (const auto names = by_first_word_.find(first); names != by_first_word_.end()) {
    for (const std::uint32_t name : names->second) offer(names_[name], words, at, found);
  }
  if (!word.recognised || first.size() <= kShortName) return found;
  for (const std::string& piece :
       {"<" + first.substr(0, kPiece), ">" + first.substr(first.size() - kPiece)}) {
    const auto names = by_piece_.find(piece);
    if (names == by_piece_.end()) continue;
    for (const std::uint32_t name : names->second) {
      if (names_[name].words.front() != first) offer(names_[name], words, at, found);
    }
  }
  return found;
}

void WatchIndex::offer(const Name& name, const std::vector<WatchWord>& words, std::size_t at,
                       std::vector<Candidate>& out) const {
  std::string letters;
  bool recognised = false;
  std::size_t taken = 0;
  std::size_t next = at;
  for (; next < words.size() && taken < name.words.size(); ++next) {
    const WatchWord& word = words[next];
    if (taken > 0 && passed_over(word.text)) continue;
    recognised = recognised || word.recognised;
    // In a text layer every word must be the same: no need to look further.
    if (!word.recognised && word.text != name.words[taken]) return;
    letters += word.text;
    ++taken;
  }
  if (taken < name.words.size()) return;
  const bool inexact = recognised && name.letters.size() > kShortName;
  const std::size_t allowed = inexact ? name.letters.size() / kLettersAnEdit : 0;
  const std::size_t distance = edits(name.letters, letters, allowed);
  if (distance > allowed) return;
  const double share = static_cast<double>(distance) / static_cast<double>(name.letters.size());
  const WatchHit hit{name.entry, {words[at].span.begin, words[next - 1].span.end}, 1 - share};
  const auto same = std::find_if(out.begin(), out.end(), [&](const Candidate& candidate) {
    return candidate.hit.entry == hit.entry;
  });
  if (same == out.end()) {
    out.push_back({hit, name.needs_form});
  } else if (hit.score > same->hit.score) {
    *same = {hit, name.needs_form};
  }
}

}  // namespace tachado::fields
