// Public versions of one document beside each other: which pages and lines belong together, and
// what one of them shows where the other hides something. Only text that can be seen is known here;
// what was found beneath a redaction never is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stages/model/fields.h"
#include "stages/model/geometry.h"

namespace tachado::pipeline {

struct VersionWord {
  std::string text;
  Rect box;
  int line = 0;
  std::int64_t offset = 0;            // in the page's text
  std::optional<double> confidence;   // of the recogniser
  std::optional<std::size_t> region;  // in VersionPage::regions: it stands for that redaction
};

struct VersionRegion {
  std::string id;     // "p1-r2"
  std::string hides;  // what kind of thing, as the document says
  Rect box;
};

struct VersionPage {
  int number = 1;
  std::vector<VersionWord> words;  // in reading order
  std::vector<VersionRegion> regions;
};

struct Version {
  std::vector<VersionPage> pages;
  std::optional<std::string> contract_number;
};

struct LinePair {
  int first = 0;
  int second = 0;
};

struct PagePair {
  int first = 0;  // page numbers; 0: the other has a page that this one lacks
  int second = 0;
  double similarity = 0;  // share of the words that stand in both, 0 to 1
  std::vector<LinePair> lines;
};

// What `hidden_in` (0 or 1) hides and the other shows.
struct Difference {
  enum class How { redacted, absent };
  std::size_t hidden_in = 0;
  How how = How::redacted;
  std::vector<std::string> redactions;  // ids; none where the words are merely not there
  std::string hides;
  Evidence hidden;      // the words around the place, █ for what is gone
  Evidence shown;       // what the other shows there
  std::string context;  // that, with the words around it
  double confidence = 0;
};

struct TextComparison {
  // Why the two are no versions of one text; none where they are.
  std::optional<std::string> refusal;
  double similarity = 0;  // of the shorter one's visible words, those that the other has too
  std::vector<PagePair> pages;
  std::vector<Difference> differences;  // in the order of the first one's pages
};

// Recognition errors are allowed for: words that differ in a quarter of their letters, or in
// letters that recognisers confuse, are the same. Words beyond kMaxPageWords of a page are left
// out. Cost: the product of the words of two pages that belong together. Pure.
constexpr std::size_t kMaxPageWords = 4000;
[[nodiscard]] TextComparison compare_text(const Version& first, const Version& second);

}  // namespace tachado::pipeline
