#include "pipeline/run_file.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "pipeline/build_id.h"
#include "pipeline/utf8.h"
#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

using Json = nlohmann::ordered_json;

std::string iso_time(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

Json counts_json(const BatchCounts& counts) {
  return {{"documents", counts.documents},
          {"unchanged", counts.unchanged},
          {"ok", counts.ok},
          {"partial", counts.partial},
          {"failed", counts.failed},
          {"failed_by_kind", counts.failed_by_kind},
          {"pages_examined", counts.pages},
          {"redaction_levels", counts.levels},
          {"with_failed_redactions", counts.with_failed_redactions},
          {"with_leaks", counts.with_leaks}};
}

std::string word_in(const Json& run, const char* name) {
  const Json value = run.value(name, Json());
  return value.is_string() ? value.get<std::string>() : "";
}

std::string text_of(const Json& run) {
  return run.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

RunFile::RunFile(std::vector<std::string> command, OptionValues options, std::string options_hash,
                 std::string engines)
    : command_(std::move(command)),
      options_(std::move(options)),
      options_hash_(std::move(options_hash)),
      engines_(std::move(engines)) {
  for (std::string& word : command_) word = replace_invalid_utf8(word);
}

std::string RunFile::json(const BatchCounts& counts, bool complete) const {
  Json run;
  run["schema"] = "tachado/run/1";
  run["tool"] = {{"name", "tachado"}, {"version", exporting::kVersion}, {"build", build_id()}};
  run["engines"] = engines_;
  run["command"] = command_;
  run["options"] = options_;
  run["options_hash"] = options_hash_;
  run["begin"] = iso_time(begun_);
  run["end"] = iso_time(std::chrono::system_clock::now());
  run["complete"] = complete;
  run["shard"] = nullptr;
  if (shard_.of > 1 || !plan_.empty()) {
    run["shard"] = {{"number", shard_.number}, {"of", shard_.of}, {"plan", nullptr}};
    if (!plan_.empty()) run["shard"]["plan"] = plan_;
  }
  run["counts"] = counts_json(counts);
  return text_of(run);
}

std::string merged_run_file(const std::vector<std::string>& sources,
                            const std::vector<std::string>& command, const BatchCounts& counts,
                            bool complete) {
  Json run;
  for (const std::string& source : sources) {
    const Json one = Json::parse(source, nullptr, false);
    if (!one.is_object()) continue;
    if (run.is_null()) {
      run = one;
      continue;
    }
    // ISO times in one zone: the text's order is theirs.
    run["begin"] = std::min(word_in(run, "begin"), word_in(one, "begin"));
    run["end"] = std::max(word_in(run, "end"), word_in(one, "end"));
  }
  run["command"] = Json::array();
  for (const std::string& word : command) run["command"].push_back(replace_invalid_utf8(word));
  run["complete"] = complete;
  run["shard"] = nullptr;
  run["counts"] = counts_json(counts);
  return text_of(run);
}

}  // namespace tachado::pipeline
