// Names and tax identifiers of watch lists, looked up by the words of a text.
//
// Built once per process, immutable, thread-safe. Cost: a look-up a word of text, whatever the
// length of the lists; memory: about 200 bytes a name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stages/fields/pattern.h"
#include "stages/fields/watch_file.h"

namespace tachado::fields {

// A word of a text, folded.
struct WatchWord {
  std::string_view text;
  Span span;
  bool capital = false;     // printed with a capital first: names are
  bool recognised = false;  // by OCR: a letter may be wrong
};

struct WatchHit {
  std::size_t entry = 0;  // index in WatchIndex::entries
  Span span;
  double score = 0;  // 1: the same letters; less by the share of letters that differ
};

class WatchIndex {
 public:
  void add(std::vector<WatchEntry> entries);
  [[nodiscard]] const std::vector<WatchEntry>& entries() const { return entries_; }

  // Entries with this identifier: letters and digits; a NIT with or without its check digit.
  [[nodiscard]] std::vector<std::size_t> by_tax_id(std::string_view value) const;

  // Whole words only. `form_behind` says whether a legal form begins at a place: a name that is one
  // word without its form counts only with one, or where it is an alias.
  template <typename FormBehind>
  [[nodiscard]] std::vector<WatchHit> find(const std::vector<WatchWord>& words,
                                           FormBehind form_behind) const {
    std::vector<WatchHit> hits;
    for (std::size_t at = 0; at < words.size(); ++at) {
      for (const Candidate& candidate : candidates(words, at)) {
        if (candidate.needs_form && !form_behind(candidate.hit.span.end)) continue;
        hits.push_back(candidate.hit);
      }
    }
    return hits;
  }

 private:
  struct Name {
    std::vector<std::string> words;
    std::string letters;  // all words without blanks
    std::size_t entry = 0;
    bool needs_form = false;
  };
  struct Candidate {
    WatchHit hit;
    bool needs_form = false;
  };
  void add_name(std::string_view printed, std::size_t entry, bool alias);
  // Names that begin at the word.
  [[nodiscard]] std::vector<Candidate> candidates(const std::vector<WatchWord>& words,
                                                  std::size_t at) const;
  void offer(const Name& name, const std::vector<WatchWord>& words, std::size_t at,
             std::vector<Candidate>& out) const;

  std::vector<WatchEntry> entries_;
  std::vector<Name> names_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_first_word_;
  // By the first and by the last letters of the first word, for recognised text.
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_piece_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_tax_id_;
};

}  // namespace tachado::fields
