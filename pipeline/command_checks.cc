#include "pipeline/command_checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "pipeline/export_formats.h"
#include "pipeline/files.h"

namespace tachado::pipeline {
namespace {

// A key shorter than this can be guessed together with what it is to protect.
constexpr std::size_t kLeastKeyBytes = 16;

// Of the time for a page, what its recognition may take: the rest is for drawing and judging it.
constexpr double kOcrTimeShare = 0.75;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

std::optional<Refusal> read_password_files(Typed& typed) {
  for (const std::string& path : typed.password_files) {
    auto content = read_small_file(path);
    if (!content) return Refusal{"--password-file", path + " " + content.error().message};
    for (std::string& line : lines_of(*content)) {
      typed.settings.passwords.push_back(std::move(line));
    }
  }
  return std::nullopt;
}

std::optional<Refusal> read_digest_key(Typed& typed) {
  if (typed.digest_key_file.empty()) return std::nullopt;
  auto key = read_small_file(typed.digest_key_file);
  if (!key) return Refusal{"--digest-key", typed.digest_key_file + " " + key.error().message};
  if (key->size() < kLeastKeyBytes) {
    return Refusal{
        "--digest-key",
        fmt::format("{} has {} bytes, at least {} are needed; make one with `head -c 32 "
                    "/dev/urandom > {}`",
                    typed.digest_key_file, key->size(), kLeastKeyBytes, typed.digest_key_file)};
  }
  typed.settings.redactions.digest_key = std::move(*key);
  return std::nullopt;
}

std::optional<Refusal> check_languages(const Typed& typed) {
  const std::vector<std::string>& wanted = typed.settings.ocr.languages;
  if (wanted.empty()) return Refusal{"--languages", "names no language; give some, as in spa,eng"};
  const std::vector<std::string> installed = ocr::installed_languages();
  for (const std::string& language : wanted) {
    if (std::find(installed.begin(), installed.end(), language) != installed.end()) continue;
    return Refusal{"--languages",
                   fmt::format("{} is not installed; installed are {} (more: apt-get install "
                               "tesseract-ocr-{})",
                               language, fmt::join(installed, ", "), language)};
  }
  return std::nullopt;
}

std::optional<Refusal> check_levels(const Typed& typed) {
  const redactions::LevelThresholds& level = typed.settings.redactions.level;
  if (level.light_count > level.heavy_count || level.light_share > level.heavy_share) {
    return Refusal{"--light-count",
                   "what is light must not be above what is heavy; lower --light-count or "
                   "--light-share, or raise --heavy-count or --heavy-share"};
  }
  return std::nullopt;
}

std::optional<Refusal> read_shard(Typed& typed) {
  if (typed.shard.empty()) return std::nullopt;
  Shard& shard = typed.run.shard;
  char after = 0;
  const int read = std::sscanf(typed.shard.c_str(), "%d/%d%c", &shard.number, &shard.of, &after);
  if (read == 2 && shard.number >= 1 && shard.number <= shard.of && shard.of <= kMostShards) {
    return std::nullopt;
  }
  return Refusal{"--shard", fmt::format("{} is no part; give one as in 1/8", typed.shard)};
}

std::optional<Refusal> check_export(const ExportOptions& options) {
  if (options.format == "ocds") {
    if (options.publication.ocid_prefix.empty()) {
      return Refusal{"--ocid-prefix",
                     "is needed for ocds; a publisher registers one with the Open Contracting "
                     "Partnership, as ocds-213czf"};
    }
    if (options.publication.publisher.empty()) {
      return Refusal{"--publisher", "is needed for ocds; give the publisher's name"};
    }
  }
  if (options.privacy.mask_personal && shows_originals(options.format)) {
    return Refusal{"--mask-personal",
                   options.format +
                       " shows the pages of the originals, as they are; make a report "
                       "with it instead"};
  }
  if (options.output != "-") return std::nullopt;
  if (options.privacy.reveal) {
    return Refusal{"--reveal", "is not done on standard output; give a file with -o"};
  }
  if (!is_stream(options.format)) {
    return Refusal{"--output", options.format + " does not go to standard output; name a file"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> complete(Typed& typed, const std::string& command) {
  typed.settings.ocr.mode = ocr::mode_from(typed.ocr).value_or(ocr::Mode::automatic);
  typed.settings.ocr.languages = split_languages(typed.languages);
  typed.settings.ocr.page_seconds = typed.settings.limits.page_seconds * kOcrTimeShare;
  if (auto refusal = read_password_files(typed)) return refusal;
  if (auto refusal = read_digest_key(typed)) return refusal;
  if (auto refusal = check_levels(typed)) return refusal;
  if (auto refusal = read_shard(typed)) return refusal;
  typed.settings.limits.archives.bytes = typed.archive_mb << 20U;
  typed.run.progress = typed.quiet || typed.progress == "none" ? ProgressMode::quiet
                       : typed.progress == "json"              ? ProgressMode::json
                                                               : ProgressMode::human;
  if (command == "run" && typed.run.inputs.empty() && typed.run.manifest.empty() &&
      typed.run.plan.empty()) {
    return Refusal{"INPUT",
                   "is required; name files, folders or lists, or give a --manifest or a --plan"};
  }
  if (command == "plan" && typed.plan.inputs.empty() && typed.plan.manifest.empty()) {
    return Refusal{"INPUT", "is required; name files, folders or lists, or give a --manifest"};
  }
  if (typed.settings.redactions.reveal && typed.run.output == "-") {
    return Refusal{"--reveal", "is not done on standard output; give a folder with -o"};
  }
  if (!typed.run.database.empty() && typed.run.output == "-") {
    return Refusal{"--db", "needs the documents in a folder; give one with -o"};
  }
  if (auto refusal = check_export(typed.exported)) return refusal;
  const bool recognises = command == "run" || command == "ocr" || command == "compare";
  if (recognises && typed.settings.ocr.mode != ocr::Mode::never) {
    if (auto refusal = check_languages(typed)) return refusal;
  }
  for (const std::string& condition : typed.fail_on) {
    typed.run.fail_on.push_back(condition == "heavy"    ? FailOn::heavy
                                : condition == "failed" ? FailOn::failed
                                                        : FailOn::leaks);
  }
  return std::nullopt;
}

}  // namespace tachado::pipeline
