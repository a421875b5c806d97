// From candidates to redactions, with the words around them: accept or reject, label, replaced
// text, soundness, what is hidden, on what ground, and the measures of page and document.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/document.h"
#include "stages/model/page_source.h"
#include "stages/model/recognizer.h"

namespace tachado::redactions {

// Thresholds of redaction_level. Source: the published rule in the field (heavy: more than 10
// regions or more than 5 % of the content area; light: at most 2 regions and under 1 %), kept after
// a look at it on 84 labelled pages of released documents and on the samples. Of the pages it makes
// 14 light (a name or two), 37 moderate and 33 heavy: 10 by both ways, 14 by their area alone
// (whole paragraphs), 9 by their number alone (somebody went through them name by name). Without
// either way to be heavy those would count like a letter with three struck names. Of the samples,
// four pages with twelve labelled boxes on 0.7 % of the content are heavy, three pages with seven
// bars moderate, one bar light.
struct LevelThresholds {
  int heavy_count = 10;
  double heavy_share = 0.05;
  int light_count = 2;
  double light_share = 0.01;
};

struct Options {
  double min_confidence = 0.5;  // regions below are not written
  LevelThresholds level;
  bool reveal = false;
  std::optional<std::string> digest_key;  // HMAC-SHA-256 key for digests of findings
};

struct Context {
  PageSource* source = nullptr;
  std::function<Recognizer*()> recognizer;  // null where OCR is off or not to be had
};

// Reads a document's pages in order. Pages come back, judged, in the same order but later: at most
// kWindow are held, so that what repeats on every page (letterhead) can be told from a redaction.
// Memory: kWindow pages. Not thread-safe.
class Judge {
 public:
  static constexpr int kWindow = 24;

  Judge(const Options& options, const Context& context);
  ~Judge();

  void add(Page page);
  // The next judged page, if one is ready; after close() all of them are.
  [[nodiscard]] std::optional<Page> next();
  void close();

  // After the last page was taken. `pages_in_document` and the pages examined decide whether
  // measures can be given.
  [[nodiscard]] DocumentRedactions finish(int pages_in_document);

  // After finish(): empties the values that tell what a redaction hides, unless all is revealed.
  void withhold(Metadata& metadata) const;

  // Grounds of each redaction, tied after the whole document was read: by id "p3-r2". Written into
  // the page when it is exported.
  [[nodiscard]] const std::vector<int>& grounds_of(const std::string& redaction_id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Adds to a region's checks those made on the whole document that speak for every region.
void add_document_checks(Redaction& redaction, const DocumentRedactions& document);

}  // namespace tachado::redactions
