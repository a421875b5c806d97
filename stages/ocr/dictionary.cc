#include "stages/ocr/dictionary.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <memory>
#include <mutex>

#include "stages/model/utf8.h"
#include "stages/ocr/language_data.h"
#include "stages/ocr/letters.h"

namespace tachado::ocr {
namespace {

constexpr std::int16_t kMagic = 42;
// Head: magic, how many letters there are, how many edges.
constexpr std::size_t kHeadBytes = 10;
// Marks of an edge, above its letter.
constexpr std::uint64_t kLastOfNode = 1;
constexpr std::uint64_t kBackwards = 2;
constexpr std::uint64_t kEndsWord = 4;
constexpr unsigned kMarks = 3;
constexpr std::int32_t kMaxLetters = 1 << 16;
// Spanish has 235,000, English 462,000.
constexpr std::int32_t kMaxEdges = 20'000'000;

// Of a word that says something: nearly all strings of two letters are words of a kind.
constexpr std::size_t kMinLetters = 3;
// Longer than any word of Spanish or English.
constexpr std::size_t kMaxLettersOfWord = 40;
// Words of a page that say something together: a few names would decide among fewer.
constexpr int kMinWords = 20;

}  // namespace

std::optional<Dictionary> Dictionary::read(std::string_view file) {
  const std::string_view words = part_of(file, DataPart::words);
  if (words.size() < kHeadBytes) return std::nullopt;
  std::int16_t magic = 0;
  std::int32_t letters = 0;
  std::int32_t edges = 0;
  std::memcpy(&magic, words.data(), sizeof magic);
  std::memcpy(&letters, words.data() + 2, sizeof letters);
  std::memcpy(&edges, words.data() + 6, sizeof edges);
  if (magic != kMagic || letters <= 0 || letters > kMaxLetters || edges <= 0 || edges > kMaxEdges)
    return std::nullopt;
  const std::size_t bytes = sizeof(std::uint64_t) * static_cast<std::size_t>(edges);
  if (words.size() - kHeadBytes < bytes) return std::nullopt;
  Dictionary dictionary;
  dictionary.edges_.resize(static_cast<std::size_t>(edges));
  std::memcpy(dictionary.edges_.data(), words.data() + kHeadBytes, bytes);
  // As many bits as the number of letters needs.
  dictionary.letter_bits_ =
      static_cast<unsigned>(std::bit_width(static_cast<std::uint32_t>(letters)));
  dictionary.letters_ = letters_of_language(part_of(file, DataPart::letters));
  return dictionary;
}

std::optional<std::uint64_t> Dictionary::edge(std::size_t first, std::uint64_t letter) const {
  const std::uint64_t mask = (std::uint64_t{1} << letter_bits_) - 1;
  for (std::size_t at = first; at < edges_.size(); ++at) {
    const std::uint64_t marks = edges_[at] >> letter_bits_;
    if ((edges_[at] & mask) == letter && (marks & kBackwards) == 0) return edges_[at];
    if ((marks & kLastOfNode) != 0) break;
  }
  return std::nullopt;
}

bool Dictionary::spells(std::u32string_view word) const {
  std::size_t node = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto letter = letters_.find(word[i]);
    if (letter == letters_.end()) return false;
    const auto found = edge(node, letter->second);
    if (!found) return false;
    if (i + 1 == word.size()) return ((*found >> letter_bits_) & kEndsWord) != 0;
    node = static_cast<std::size_t>(*found >> (letter_bits_ + kMarks));
    // Nothing follows; the first node is nobody's next.
    if (node == 0) return false;
  }
  return false;
}

bool Dictionary::has(std::u32string_view word) const {
  if (word.empty() || word.size() > kMaxLettersOfWord) return false;
  if (spells(word)) return true;
  std::u32string other;
  for (const char32_t c : word) other += lower(c);
  if (other != word && spells(other)) return true;
  if (!is_upper(word.front())) return false;
  other.front() = word.front();
  return other != word && spells(other);
}

std::vector<const Dictionary*> dictionaries_of(const std::vector<std::string>& languages) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Dictionary>> known;
  const std::lock_guard lock(mutex);
  std::vector<const Dictionary*> found;
  for (const std::string& language : languages) {
    auto at = known.find(language);
    if (at == known.end()) {
      auto read = Dictionary::read(read_language_data(language_data_file(language)));
      at = known
               .emplace(language,
                        read ? std::make_unique<const Dictionary>(std::move(*read)) : nullptr)
               .first;
    }
    if (at->second) found.push_back(at->second.get());
  }
  return found;
}

std::optional<double> known_share(std::string_view utf8,
                                  const std::vector<const Dictionary*>& dictionaries) {
  if (dictionaries.empty()) return std::nullopt;
  const std::u32string text = to_utf32(utf8);
  std::size_t all = 0;
  std::size_t known = 0;
  int words = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::u32string_view word = std::u32string_view(text).substr(begin, end - begin);
    if (word.size() >= kMinLetters) {
      ++words;
      all += word.size();
      const bool has =
          std::any_of(dictionaries.begin(), dictionaries.end(),
                      [&](const Dictionary* dictionary) { return dictionary->has(word); });
      if (has) known += word.size();
    }
    begin = std::max(end, begin + 1);
  }
  if (words < kMinWords) return std::nullopt;
  return static_cast<double>(known) / static_cast<double>(all);
}

}  // namespace tachado::ocr
