// What a run was told: the options of every stage, and the limits. Plain values, made by the
// command line.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/archive.h"
#include "stages/model/problem.h"
#include "stages/ocr/ocr.h"
#include "stages/redactions/redactions.h"

namespace tachado::pipeline {

struct Limits {
  int pages = 5000;  // of a document; the rest is not examined
  // Of processor time. Ten times what a dense A4 scan at 300 dpi takes here to be recognised.
  double page_seconds = 60;
  double document_seconds = 3600;
  // Resident, of one worker: an A4 scan at 600 dpi takes about 600.
  int memory_mb = 2000;
  int object_depth = 32;  // see pdf::Limits
  int megapixels = 120;   // of a rendering or a picture; see there
  int content_mb = 512;   // of a page, decompressed; see there
  // Of one document's JSON; the pages after it are not examined. Two thousand pages full of text
  // have a quarter of it.
  int output_mb = 1024;
  ArchiveLimits archives;
};

// When sharing the pages of a document pays, in seconds of processor time. They change the cost of
// a run, never its results.
struct Effort {
  // A range that took less is sooner read again than kept: keeping and taking it back takes some 40
  // ms for eight pages full of text.
  double worth_keeping = 0.25;
  // With less left to do nobody is asked to help: helpers open the file too, and each of their
  // ranges goes through the work format.
  double worth_help = 2;
};

struct Settings {
  ocr::Options ocr;
  redactions::Options redactions;
  std::vector<std::string> rule_files;
  std::vector<std::string> watch_lists;
  std::vector<std::string> passwords;
  Limits limits;
  Effort effort;
};

// The options that change results, by name, in one canonical wording; what `options_hash` is made
// of. Passwords are not among them: they decide whether a file opens, not what it says.
using OptionValues = std::map<std::string, std::string>;
[[nodiscard]] OptionValues extract_values(const Settings& settings);
[[nodiscard]] OptionValues ocr_values(const Settings& settings);
[[nodiscard]] OptionValues redactions_values(const Settings& settings);
// Rule files and watch lists count by their content; fails with io where one cannot be read.
[[nodiscard]] Result<OptionValues> fields_values(const Settings& settings);
[[nodiscard]] Result<OptionValues> all_values(const Settings& settings);

// "spa,eng" as it is typed and as it stands in the values.
[[nodiscard]] std::vector<std::string> split_languages(std::string_view text);

[[nodiscard]] std::string options_hash(const OptionValues& values);

}  // namespace tachado::pipeline
