// What became of a document: its status and problems, gathered page by page.
#pragma once

#include <vector>

#include "stages/model/document.h"

namespace tachado::pipeline {

class Outcome {
 public:
  void add(const Page& page);

  // Sets status, problems and pages_examined of `info`. failed: not one page was examined; partial:
  // something was left out, by a page or by a problem; else ok. Takes in the problems that `info`
  // holds already (of the document as a whole) and those of its fields; the one that decided comes
  // first, the others in the order of the document.
  void settle(DocumentInfo& info) const;

 private:
  int examined_ = 0;
  std::vector<Problem> problems_;        // of pages
  std::optional<std::size_t> decisive_;  // of problems_: the first of a page that was not examined
};

}  // namespace tachado::pipeline
