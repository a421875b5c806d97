// One sample: its bytes and what a reader should get out of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "samples/generate/text_flow.h"

namespace tachado::samples {

// What `tachado run` should say. None: the document does not print it.
struct Expected {
  std::string status = "ok";
  std::optional<std::string> problem;  // kind of the problem that decides the status
  std::optional<std::string> document_kind;
  std::optional<std::string> contract_number;
  std::optional<std::string> tender_number;
  std::optional<std::string> amount;  // as a decimal number
  std::optional<std::string> currency;
  std::optional<std::string> supplier_name;
  std::optional<std::string> supplier_tax_id;
  std::optional<std::string> buyer_name;
  std::optional<std::string> date_signed;
  std::optional<std::string> redaction_level;
  std::optional<int> pages;  // none: cannot be told
  std::vector<DrawnRedaction> redactions;
  bool from_pixels = false;  // redactions are to be seen in the pixels only
};

struct Sample {
  std::string file;
  std::string about;
  std::optional<std::string> password;
  std::string bytes;
  Expected expected;
};

// The text of NAME.expected.json.
std::string expected_json(const Sample& sample);

// All samples, in the order of their names. Throws std::exception when one cannot be made.
// `scratch` is a folder for what libraries can write to files only.
std::vector<Sample> make_samples(const std::string& scratch);

}  // namespace tachado::samples
