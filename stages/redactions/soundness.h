// Does each redaction hold? Looks at what lies under it among the drawing instructions and pixels.
#pragma once

#include <string>
#include <vector>

#include "stages/model/document.h"
#include "stages/redactions/disclosure.h"
#include "stages/redactions/redactions.h"

namespace tachado::redactions {

class SoundnessChecker {
 public:
  SoundnessChecker(const Options& options, const Context& context)
      : disclosure_{options.reveal, options.digest_key}, context_(context) {}

  // Writes verdict, checks and findings of the page's redactions, and gathers what leaks on the
  // page without belonging to one. `shining[i]` is the text that can still be read through
  // redaction i. Interprets the page again where it has something to check; a page that has not
  // pays nothing.
  void check(Page& page, const std::vector<std::string>& shining);

  [[nodiscard]] const std::vector<Finding>& leaks() const { return leaks_; }

 private:
  void check_annotations(Page& page, const class Under& under);

  Disclosure disclosure_;
  const Context& context_;
  std::vector<Finding> leaks_;
};

}  // namespace tachado::redactions
