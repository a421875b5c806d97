#include "pipeline/merge.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <set>
#include <utility>

#include "pipeline/messages.h"
#include "pipeline/output_folder.h"
#include "pipeline/output_names.h"

namespace tachado::pipeline {
namespace {

// Documents may hold revealed text: for the owner, as the strictest of their sources.
constexpr unsigned kFileMode = 0600;
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;

Result<void> copy_file(const std::string& from, int to) {
  auto source = open_regular(from);
  if (!source) return fail(std::move(source).error());
  std::string piece;
  for (;;) {
    piece.resize(kPieceBytes);
    const ssize_t got = ::read(source->value(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(io_problem(from + " cannot be read"));
    if (got == 0) return {};
    if (auto written =
            write_all(to, std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
        !written) {
      return written;
    }
  }
}

bool same_answer(const StateEntry& a, const StateEntry& b) {
  return a.setup == b.setup && a.row.sha256 == b.row.sha256 &&
         a.row.summary_csv == b.row.summary_csv && a.row.failures_csv == b.row.failures_csv;
}

class Merge {
 public:
  explicit Merge(OutputFolder& output) : output_(output) {
    output_.state().each([&](const std::string&, const StateEntry& entry) {
      if (!entry.name.empty()) names_.take(entry.name);
    });
  }

  Result<void> add(const std::string& folder) {
    const std::string path = folder + "/.tachado/state.sqlite";
    if (::access(path.c_str(), R_OK) != 0) return fail(io_problem("holds no results"));
    const auto state = State::open(path);
    if (!state) return fail(state.error());
    Result<void> result;
    state->each([&](const std::string& document, const StateEntry& entry) {
      if (result) result = add(folder, document, entry);
    });
    return result;
  }

  [[nodiscard]] bool conflicts() const { return conflicts_; }

 private:
  Result<void> add(const std::string& folder, const std::string& document, StateEntry entry) {
    if (const auto known = output_.state().find(document)) {
      if (!same_answer(*known, entry)) {
        conflicts_ = true;
        say_warning(folder, document + ": another folder answers differently; its answer is kept");
      }
      return {};
    }
    if (entry.row.container) return output_.state().put(document, entry);
    auto file = output_.begin_document(0);
    if (!file) return fail(std::move(file).error());
    const std::string from = folder + "/documents/" + entry.name;
    if (auto copied = copy_file(from, file->value()); !copied) return copied;
    entry.name = names_.name_for(document);
    if (auto published = output_.publish(0, entry.name); !published) return published;
    return output_.state().put(document, entry);
  }

  OutputFolder& output_;
  OutputNames names_;
  bool conflicts_ = false;
};

// What a folder's run.json says of the run.
struct RunFacts {
  bool complete = false;
  int number = 1;
  int of = 1;
};

RunFacts facts_of(const std::string& folder) {
  RunFacts facts;
  const auto text = read_small_file(folder + "/run.json");
  const auto run = nlohmann::json::parse(text ? *text : "", nullptr, false);
  if (!run.is_object()) return facts;
  facts.complete = run.value("complete", nlohmann::json()) == true;
  const auto shard = run.value("shard", nlohmann::json());
  if (!shard.is_object()) return facts;
  facts.number = shard.value("number", 1);
  facts.of = shard.value("of", 1);
  return facts;
}

Problem refusal(std::string message) {
  return {"pipeline", std::nullopt, ProblemKind::unsupported, std::move(message)};
}

// Whether the folders can be joined at all. Gives whether something is missing.
Result<bool> check_folders(const std::vector<std::string>& folders, std::string& subject) {
  std::vector<std::string> setups;
  std::map<int, std::set<int>> parts;  // of each division, the shards that are there
  bool missing = false;
  for (const std::string& folder : folders) {
    subject = folder;
    const std::string path = folder + "/.tachado/state.sqlite";
    if (::access(path.c_str(), R_OK) != 0) return fail(refusal("holds no results"));
    const auto state = State::open(path);
    if (!state) return fail(state.error());
    const std::vector<std::string> own = state->setups();
    if (setups.empty()) setups = own;
    if (own.size() > 1 || (!own.empty() && own != setups)) {
      return fail(refusal("was read by another version, build or other options than " +
                          folders.front() + "; read all shards alike"));
    }
    const RunFacts facts = facts_of(folder);
    if (facts.of > 1) parts[facts.of].insert(facts.number);
    if (!facts.complete && facts.of > 1) {
      say_warning(folder, "was not read to its end; run its command again");
      missing = true;
    }
  }
  if (parts.size() > 1) {
    return fail(
        refusal(fmt::format("belongs to {} shards, others to {}; join shards of one division",
                            parts.begin()->first, parts.rbegin()->first)));
  }
  for (const auto& [of, numbers] : parts) {
    for (int number = 1; number <= of; ++number) {
      if (numbers.contains(number)) continue;
      say_warning("", fmt::format("shard {}/{} is missing", number, of));
      missing = true;
    }
  }
  return missing;
}

}  // namespace

ExitCode merge(const MergeOptions& options) {
  std::string subject;
  const auto missing = check_folders(options.folders, subject);
  if (!missing) {
    say_error(subject, missing.error().message);
    return ExitCode::could_not_run;
  }
  auto output = OutputFolder::open(options.output, kFileMode);
  if (!output) {
    say_error(options.output, output.error().message + "; choose another folder with -o");
    return ExitCode::could_not_run;
  }
  output->begin_changes();
  Merge merged(*output);
  for (const std::string& folder : options.folders) {
    if (auto added = merged.add(folder); !added) {
      say_error(folder, added.error().message);
      return ExitCode::could_not_run;
    }
  }
  auto written = output->make_durable();
  if (written) written = output->write_tables({});
  if (!written) {
    say_error(options.output, written.error().message);
    return ExitCode::could_not_run;
  }
  return merged.conflicts() || *missing ? ExitCode::some_failed : ExitCode::ok;
}

}  // namespace tachado::pipeline
