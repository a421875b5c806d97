// Does each redaction hold? Looks at what lies under it among the drawing instructions and pixels.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "stages/model/document.h"
#include "stages/model/page_source.h"
#include "stages/redactions/disclosure.h"
#include "stages/redactions/redactions.h"

namespace tachado::redactions {

class SoundnessChecker {
 public:
  SoundnessChecker(const Options& options, const Context& context)
      : disclosure_{options.reveal, options.digest_key}, context_(context) {}

  // Writes verdict, checks and findings of the page's redactions, and gathers what may leak on the
  // page without belonging to one: see leaks(), contents(). `shining[i]` is the text that can still
  // be read through redaction i. Interprets the page again where it has something to check; a page
  // that has not pays nothing.
  void check(Page& page, const std::vector<std::string>& shining);

  [[nodiscard]] const std::vector<Finding>& leaks() const { return leaks_; }
  // What no page shows, to be judged when all pages are known.
  [[nodiscard]] const std::vector<HiddenContent>& contents() const { return contents_; }
  // Words of what was found under regions, folded: no value that is written may hold one that no
  // page shows.
  [[nodiscard]] const std::set<std::string>& secrets() const { return secrets_; }

 private:
  void check_regions(Page& page, const std::vector<std::string>& shining, const class Under& under);
  void check_annotations(Page& page, const Under& under);
  void check_thumbnail(Page& page, class Pictures& pictures);
  void gather_contents(const Page& page, const Under& under);
  void add(Redaction& redaction, const std::string& kind, const std::string& text);

  Disclosure disclosure_;
  const Context& context_;
  std::vector<Finding> leaks_;
  std::vector<HiddenContent> contents_;
  std::set<std::string> secrets_;
};

}  // namespace tachado::redactions
