// How much of a document is redacted.
#pragma once

#include <vector>

#include "stages/model/document.h"
#include "stages/redactions/redactions.h"

namespace tachado::redactions {

// Area that the boxes cover together, clipped to `within`; square points.
double covered_area(std::vector<Rect> boxes, const Rect& within);

// Sums up page by page. Counts, shares and level are given only when every page of the document was
// examined: not examined is not none. The kinds, the pages and what was found to fail stay: they
// are true of what was seen.
class Measures {
 public:
  explicit Measures(const LevelThresholds& thresholds) : thresholds_(thresholds) {}

  void add(const Page& page);
  void write(DocumentRedactions& to, int pages_in_document) const;

 private:
  LevelThresholds thresholds_;
  int examined_ = 0;
  bool impaired_ = false;  // damage or a limit took part of an examined page: no level then
  int count_ = 0;
  int failed_ = 0;
  int unverified_ = 0;
  std::int64_t characters_ = 0;
  double redacted_area_ = 0;
  double page_area_ = 0;
  double content_area_ = 0;
  std::vector<int> pages_;
  std::map<std::string, int> kinds_;
  std::map<std::string, int> hidden_;
};

}  // namespace tachado::redactions
