#include "pipeline/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pipeline/digest.h"
#include "pipeline/files.h"

namespace tachado::pipeline {
namespace {

// Enough that two sets of options never share it by chance, short enough to be read.
constexpr std::size_t kHashDigits = 16;

// The consolidated screening list has some 30 MB.
constexpr std::size_t kListBytes = std::size_t{256} << 20U;

std::string_view name_of(ocr::Mode mode) {
  switch (mode) {
    case ocr::Mode::automatic:
      return "auto";
    case ocr::Mode::never:
      return "never";
    case ocr::Mode::always:
      return "always";
    case ocr::Mode::redo:
      return "redo";
  }
  return "auto";
}

}  // namespace

OptionValues extract_values(const Settings& settings) {
  return {{"extract.pages", fmt::to_string(settings.limits.pages)},
          {"extract.object_depth", fmt::to_string(settings.limits.object_depth)},
          {"extract.megapixels", fmt::to_string(settings.limits.megapixels)},
          {"extract.content_mb", fmt::to_string(settings.limits.content_mb)}};
}

OptionValues ocr_values(const Settings& settings) {
  return {{"ocr.mode", std::string(name_of(settings.ocr.mode))},
          {"ocr.languages", fmt::format("{}", fmt::join(settings.ocr.languages, ","))}};
}

OptionValues redactions_values(const Settings& settings) {
  const redactions::Options& options = settings.redactions;
  return {
      {"redactions.min_confidence", fmt::to_string(options.min_confidence)},
      {"redactions.heavy_count", fmt::to_string(options.level.heavy_count)},
      {"redactions.heavy_share", fmt::to_string(options.level.heavy_share)},
      {"redactions.light_count", fmt::to_string(options.level.light_count)},
      {"redactions.light_share", fmt::to_string(options.level.light_share)},
      {"redactions.reveal", options.reveal ? "yes" : "no"},
      // A key changes every digest. Its own bytes would be guessable from a bare hash, so only
      // a few bits of one stand here.
      {"redactions.digest_key",
       options.digest_key ? sha256_hex("tachado digest key\n" + *options.digest_key).substr(0, 4)
                          : "none"}};
}

Result<OptionValues> fields_values(const Settings& settings) {
  OptionValues values;
  const auto note = [&](const char* name, const std::vector<std::string>& files) -> Result<void> {
    std::string& digests = values[name];
    for (const std::string& file : files) {
      auto content = read_small_file(file, kListBytes);
      if (!content) {
        Problem problem = std::move(content).error();
        problem.message = fmt::format("{} {}", file, problem.message);
        return fail(std::move(problem));
      }
      digests += sha256_hex(*content);
      digests += ' ';
    }
    return {};
  };
  if (auto noted = note("fields.rules", settings.rule_files); !noted)
    return fail(std::move(noted).error());
  if (settings.watch_lists.empty()) return values;
  if (auto noted = note("fields.watch_lists", settings.watch_lists); !noted)
    return fail(std::move(noted).error());
  return values;
}

Result<OptionValues> all_values(const Settings& settings) {
  auto values = fields_values(settings);
  if (!values) return values;
  values->merge(extract_values(settings));
  values->merge(ocr_values(settings));
  values->merge(redactions_values(settings));
  return values;
}

std::vector<std::string> split_languages(std::string_view text) {
  std::vector<std::string> languages;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",+"), text.size());
    if (end > 0) languages.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return languages;
}

std::string options_hash(const OptionValues& values) {
  std::string text;
  for (const auto& [name, value] : values) text += name + "=" + value + "\n";
  return sha256_hex(text).substr(0, kHashDigits);
}

}  // namespace tachado::pipeline
