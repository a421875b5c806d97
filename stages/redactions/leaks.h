// What of a file's hidden content is a leak: content that repeats or continues what a redaction
// hides, or that an edit removed. Furniture, ordinary outlines and metadata, comments and noise are
// none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "stages/model/document.h"
#include "stages/model/page_source.h"
#include "stages/redactions/disclosure.h"

namespace tachado::redactions {

class Leaks {
 public:
  // Words kept in order, for the comparison with titles; their set is kept for all pages.
  static constexpr std::size_t kMaxSequence = 20000;
  static constexpr std::size_t kMaxLeaks = 500;

  // A judged page: its words are what can be seen.
  void add(const Page& page);

  // Pages with regions, for the source to look at more closely.
  [[nodiscard]] std::vector<int> pages_with_regions() const;

  [[nodiscard]] std::vector<Finding> judge(const std::vector<HiddenContent>& contents,
                                           const Disclosure& disclosure);

  // Words of a recovered text: a value that holds one which no page shows is not written.
  void keep_secret(const std::string& text);
  // Empties the values that hold words of what leaks.
  void withhold(Metadata& metadata) const;

 private:
  struct PlacedRegion {
    int page = 1;
    Rect box;
  };

  // The part of it that leaks; empty where nothing does.
  [[nodiscard]] std::string leaking(const HiddenContent& content) const;
  [[nodiscard]] bool seen(const std::string& token) const;
  [[nodiscard]] bool over_region(const HiddenContent& content) const;
  [[nodiscard]] std::string unseen(const std::string& text, std::size_t least_tokens,
                                   int least_characters) const;
  [[nodiscard]] std::string unseen_name(const std::string& text, bool names_too) const;
  [[nodiscard]] bool tells_secret(const std::string& value) const;
  [[nodiscard]] std::string fills_gap(const std::string& text) const;

  std::unordered_set<std::uint64_t> words_;  // digests of all words that can be seen
  std::vector<std::string> sequence_;
  std::vector<PlacedRegion> regions_;
  bool hides_names_ = false;
  bool hides_numbers_ = false;
  std::unordered_set<std::uint64_t> secrets_;  // digests of words
};

}  // namespace tachado::redactions
