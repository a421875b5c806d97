// Takes out of a read document what its reader is not to see. Included by .cc files only
// (third-party types).
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "stages/export/privacy.h"
#include "stages/model/geometry.h"

namespace tachado::exporting {

// `text` with a dot (U+2022) for every letter and digit of what looks like a CURP, a CLABE, a C.C.
// or an account number: as many code points as before, so that offsets stay right. Rather a number
// too many than one too few, but never an amount with a currency sign.
[[nodiscard]] std::string mask_personal(const std::string& text);

// For one document after the other: head() first, then each of its pages.
class PrivacyFilter {
 public:
  explicit PrivacyFilter(Privacy privacy) : privacy_(privacy) {}

  // Without `reveal`: texts of findings and leaks are null, and so are the metadata that a leak is
  // about. With `mask_personal`: every text goes through mask_personal, and identifiers of people
  // are masked wherever they were found.
  void head(nlohmann::json& head);
  void page(nlohmann::json& page);

  // Where what was masked stands on the page that was filtered last; needs its words.
  [[nodiscard]] const std::vector<Rect>& personal_boxes() const { return boxes_; }

 private:
  struct Place {
    int page = 1;
    std::size_t begin = 0;  // in code points of the page's text
    std::size_t end = 0;
    Rect box;
  };
  void mask_identifier(nlohmann::json& found, nlohmann::json& identifier);
  void mask_page(nlohmann::json& page);

  Privacy privacy_;
  std::vector<Place> places_;
  std::vector<Rect> boxes_;
};

}  // namespace tachado::exporting
