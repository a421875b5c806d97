#include "pipeline/merge.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "pipeline/batch_tables.h"
#include "pipeline/messages.h"
#include "pipeline/output_folder.h"
#include "pipeline/output_names.h"
#include "pipeline/plan.h"
#include "pipeline/run_file.h"

namespace tachado::pipeline {
namespace {

// Documents may hold revealed text: then for the owner, as the strictest of their sources.
constexpr unsigned kOpenMode = 0644;
constexpr unsigned kPrivateMode = 0600;
// Of an output that is merged into: what a kill costs.
constexpr int kDocumentsPerCommit = 1024;

Problem refusal(std::string message) {
  return {"pipeline", std::nullopt, ProblemKind::unsupported, std::move(message)};
}

Result<State> state_of(const std::string& folder) {
  const std::string path = folder + "/.tachado/state.sqlite";
  if (::access(path.c_str(), R_OK) != 0) {
    return fail(refusal("holds no results; name folders that were given to run with -o"));
  }
  return State::open(path);
}

// What a folder's run.json says of the run.
struct RunFacts {
  std::string text;
  int number = 0;  // of the shard; 0: it is none, or not known
  int of = 0;
  std::string plan;  // its id; empty: divided by hashes
};

RunFacts facts_of(const std::string& folder) {
  RunFacts facts;
  const auto text = read_small_file(folder + "/run.json");
  if (!text) return facts;
  facts.text = *text;
  const auto run = nlohmann::json::parse(*text, nullptr, false);
  const auto shard = run.is_object() ? run.value("shard", nlohmann::json()) : nlohmann::json();
  if (!shard.is_object()) return facts;
  const auto number = shard.value("number", nlohmann::json());
  const auto of = shard.value("of", nlohmann::json());
  if (!number.is_number_integer() || !of.is_number_integer()) return facts;
  if (of < 1 || of > kMostShards || number < 1 || number > of) return facts;
  facts.number = number.get<int>();
  facts.of = of.get<int>();
  const auto plan = shard.value("plan", nlohmann::json());
  if (plan.is_string()) facts.plan = plan.get<std::string>();
  return facts;
}

bool is_private(const std::string& folder) {
  struct stat status {};
  return ::stat((folder + "/documents.jsonl").c_str(), &status) != 0 ||
         (status.st_mode & (S_IRGRP | S_IROTH)) == 0;
}

// The folders, looked at before anything is written.
struct Sources {
  std::vector<std::string> folders;
  std::string setup;
  std::vector<std::string> run_files;
  std::unordered_set<std::string> paths;  // that they answer for
  bool missing = false;                   // something that should be there; it was said
};

// Looks at the folders one by one; what cannot be joined is a Problem.
class Check {
 public:
  explicit Check(const Plan* plan) : plan_(plan) {
    if (plan == nullptr || plan->shards == 0) return;
    of_ = plan->shards;
    id_ = plan->id;
    divided_ = "the plan";
  }

  Result<void> add(const std::string& folder) {
    const auto state = state_of(folder);
    if (!state) return fail(state.error());
    if (auto read_alike = add_setups(folder, state->setups()); !read_alike) return read_alike;
    RunFacts facts = facts_of(folder);
    if (auto fits = add_shard(folder, facts); !fits) return fits;
    if (!OutputFolder::was_completed(folder, nullptr)) {
      say_warning(folder, "was not read to its end; run its command again");
      sources_.missing = true;
    }
    if (!facts.text.empty()) sources_.run_files.push_back(std::move(facts.text));
    state->each([&](const std::string& path, const StateEntry&) { sources_.paths.insert(path); });
    sources_.folders.push_back(folder);
    return {};
  }

  // After the last one: names the shards that are not there.
  Sources finish() {
    for (int number = 1; number <= of_; ++number) {
      if (numbers_.contains(number)) continue;
      say_warning("", fmt::format("shard {}/{} is missing", number, of_));
      sources_.missing = true;
    }
    if (plan_ != nullptr) name_unanswered();
    return std::move(sources_);
  }

 private:
  Result<void> add_setups(const std::string& folder, const std::vector<std::string>& setups) {
    if (setups.empty()) return {};
    if (setups.size() > 1) {
      return fail(
          refusal("holds answers of more than one version, build or options; read all "
                  "of it anew"));
    }
    if (sources_.setup.empty()) {
      sources_.setup = setups.front();
      first_ = folder;
    }
    if (setups.front() == sources_.setup) return {};
    return fail(refusal("was read by another version, build or other options than " + first_ +
                        "; read all shards alike"));
  }

  // The number of a shard that was killed early is not known.
  Result<void> add_shard(const std::string& folder, const RunFacts& facts) {
    if (facts.number == 0) return {};
    if (of_ == 0) {
      of_ = facts.of;
      id_ = facts.plan;
      divided_ = folder;
    }
    numbers_.insert(facts.number);
    if (facts.of != of_) {
      return fail(refusal(fmt::format("is a shard of {}, {} says {}; join shards of one division",
                                      facts.of, divided_, of_)));
    }
    if (facts.plan == id_) return {};
    return fail(
        refusal("was divided by another plan than " + divided_ + "; join shards of one plan"));
  }

  void name_unanswered() {
    std::size_t count = 0;
    const std::string* first = nullptr;
    for (const PlanEntry& entry : plan_->documents) {
      if (sources_.paths.contains(entry.input.path)) continue;
      if (count++ == 0) first = &entry.input.path;
    }
    if (count == 0) return;
    say_warning(*first, count == 1 ? "has no answer"
                                   : fmt::format("has no answer, nor have {} other documents of "
                                                 "the plan",
                                                 count - 1));
    sources_.missing = true;
  }

  const Plan* plan_;
  Sources sources_;
  std::string first_;      // that has answers
  std::string divided_;    // what said first how: the plan or a folder
  int of_ = 0;             // shards; 0: not known yet
  std::string id_;         // of the plan that they were divided by
  std::set<int> numbers_;  // of those that are there
};

bool same_answer(const StateEntry& a, const StateEntry& b) {
  return a.setup == b.setup && a.manifest == b.manifest && a.row.sha256 == b.row.sha256 &&
         a.row.summary_csv == b.row.summary_csv && a.row.failures_csv == b.row.failures_csv;
}

bool same_entry(const StateEntry& a, const StateEntry& b) {
  return same_answer(a, b) && a.size == b.size && a.modified_ns == b.modified_ns;
}

class Merge {
 public:
  explicit Merge(OutputFolder& output) : output_(output) {
    output_.state().each([&](const std::string&, const StateEntry& entry) {
      if (!entry.name.empty()) names_.take(entry.name);
    });
  }

  Result<void> add(const std::string& folder) {
    const auto state = state_of(folder);
    if (!state) return fail(state.error());
    Result<void> result;
    state->each([&](const std::string& document, const StateEntry& entry) {
      if (result) result = add(folder, document, entry);
    });
    return result;
  }

  [[nodiscard]] bool conflicts() const { return conflicts_; }
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  Result<void> add(const std::string& folder, const std::string& document, StateEntry entry) {
    const auto known = output_.state().find(document);
    if (!taken_.insert(document).second) {
      if (known && !same_answer(*known, entry)) {
        conflicts_ = true;
        say_warning(folder, document + ": another folder answers differently; its answer is kept");
      }
      return {};
    }
    const bool stands =
        known && same_entry(*known, entry) && (entry.row.container || output_.holds(known->name));
    if (stands) return {};
    if (!std::exchange(changed_, true)) output_.begin_changes();
    if (!entry.row.container) {
      const std::string from = folder + "/documents/" + entry.name;
      entry.name = known && !known->name.empty() ? known->name : names_.name_for(document);
      auto adopted = output_.adopt_document(from);
      if (!adopted) return fail(std::move(adopted).error());
      auto published = output_.publish(std::move(*adopted), entry.name, false);
      if (!published) return published;
    }
    if (auto put = output_.state().put(document, entry); !put) return put;
    if (++uncommitted_ < kDocumentsPerCommit) return {};
    uncommitted_ = 0;
    return output_.make_durable();
  }

  OutputFolder& output_;
  OutputNames names_;
  std::unordered_set<std::string> taken_;  // answered by a folder before
  int uncommitted_ = 0;
  bool changed_ = false;
  bool conflicts_ = false;
};

// Answers that are there already may be of another set-up only where they are replaced.
Result<void> check_output(OutputFolder& output, const Sources& sources) {
  bool foreign = false;
  const State& state = output.state();
  const std::vector<std::string> setups = state.setups();
  if (sources.setup.empty() || setups.empty() || setups == std::vector{sources.setup}) return {};
  state.each([&](const std::string& path, const StateEntry& entry) {
    foreign |= entry.setup != sources.setup && !sources.paths.contains(path);
  });
  if (!foreign) return {};
  return fail(
      refusal("holds answers of another version, build or other options; choose another "
              "folder with -o"));
}

Result<void> write_results(OutputFolder& output, const std::vector<Input>& order, bool changed,
                           const Sources& sources, const std::vector<std::string>& command) {
  auto written = output.make_durable();
  if (written && (changed || !output.tables_stand(order))) written = write_tables(output, order);
  if (!written) return written;
  BatchCounts counts;
  output.state().each([&](const std::string&, const StateEntry& entry) {
    if (!entry.row.container) counts.add(entry.row);
  });
  return output.write_run_file(
      merged_run_file(sources.run_files, command, counts, !sources.missing));
}

std::optional<Sources> check_folders(const MergeOptions& options, const Plan* plan) {
  Check check(plan);
  for (const std::string& folder : options.folders) {
    if (auto added = check.add(folder); !added) {
      say_error(folder, added.error().message);
      return std::nullopt;
    }
  }
  return check.finish();
}

}  // namespace

ExitCode merge(const MergeOptions& options) {
  const auto could_not_run = [](std::string_view subject, const std::string& what) {
    say_error(subject, what);
    return ExitCode::could_not_run;
  };
  const auto plan = options.plan.empty() ? Result<Plan>() : load_plan(options.plan);
  if (!plan) return could_not_run(options.plan, plan.error().message);
  const auto sources = check_folders(options, options.plan.empty() ? nullptr : &*plan);
  if (!sources) return ExitCode::could_not_run;
  std::vector<Input> order;
  for (const PlanEntry& entry : plan->documents) order.push_back(entry.input);

  const bool closed = std::any_of(sources->folders.begin(), sources->folders.end(), is_private);
  auto output = OutputFolder::open(options.output, closed ? kPrivateMode : kOpenMode);
  if (!output) return could_not_run(options.output, output.error().message);
  if (auto fits = check_output(*output, *sources); !fits) {
    return could_not_run(options.output, fits.error().message);
  }
  Merge merged(*output);
  for (const std::string& folder : sources->folders) {
    if (auto added = merged.add(folder); !added) {
      return could_not_run(folder, added.error().message);
    }
  }
  const auto written = write_results(*output, order, merged.changed(), *sources, options.command);
  if (!written) return could_not_run(options.output, written.error().message);
  return merged.conflicts() || sources->missing ? ExitCode::some_failed : ExitCode::ok;
}

}  // namespace tachado::pipeline
