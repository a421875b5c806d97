#include "pipeline/status.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <unordered_map>

#include "pipeline/messages.h"
#include "pipeline/output_folder.h"
#include "pipeline/plan.h"
#include "pipeline/progress.h"
#include "pipeline/state.h"
#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

std::string state_in(const std::string& folder) { return folder + "/.tachado/state.sqlite"; }

bool is_there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

Result<void> count(const std::string& folder, BatchCounts& counts,
                   const std::function<void(const std::string&)>& visit) {
  const auto state = State::open(state_in(folder));
  if (!state) return fail(state.error());
  state->each([&](const std::string& path, const StateEntry& entry) {
    if (!entry.row.container) counts.add(entry.row);
    visit(path);
  });
  return {};
}

ExitCode could_not_run(const std::string& folder, const std::string& what) {
  say_error(folder, what);
  return ExitCode::could_not_run;
}

// A shard as its plan and its folder say it.
struct ShardProgress {
  int number = 0;
  std::vector<Input> inputs;
  std::unordered_map<std::string_view, double> estimates;  // seconds; the plan's paths
  double seconds = 0;                                      // of all of them
  std::size_t answered = 0;
  double answered_seconds = 0;
  bool begun = false;
  bool done = false;
};

std::vector<ShardProgress> shards_of(const Plan& plan) {
  std::vector<ShardProgress> shards(static_cast<std::size_t>(plan.shards));
  for (int number = 1; number <= plan.shards; ++number) {
    shards[static_cast<std::size_t>(number) - 1].number = number;
  }
  for (const PlanEntry& entry : plan.documents) {
    ShardProgress& shard = shards[static_cast<std::size_t>(entry.shard) - 1];
    shard.inputs.push_back(entry.input);
    shard.estimates.emplace(entry.input.path, entry.seconds);
    shard.seconds += entry.seconds;
  }
  return shards;
}

std::string line_of(const ShardProgress& shard, int of) {
  const std::size_t documents = shard.inputs.size();
  std::string text = "not begun";
  if (shard.done) {
    text = fmt::format("{} documents, done", documents);
  } else if (shard.begun) {
    text = fmt::format("{} of {} documents, {:.0f} % of the work", shard.answered, documents,
                       shard.seconds > 0 ? 100 * shard.answered_seconds / shard.seconds : 0);
  }
  return fmt::format("  {:<28}{}\n", fmt::format("shard {}/{}", shard.number, of), text);
}

Result<void> look_into(ShardProgress& shard, const std::string& folder, BatchCounts& counts) {
  shard.begun = is_there(state_in(folder));
  shard.done = OutputFolder::was_completed(folder, &shard.inputs);
  if (!shard.begun) return {};
  return count(folder, counts, [&](const std::string& path) {
    const auto found = shard.estimates.find(path);
    if (found == shard.estimates.end()) return;
    ++shard.answered;
    shard.answered_seconds += found->second;
  });
}

ExitCode show_shards(const std::string& folder, const Plan& plan, bool only_missing) {
  BatchCounts counts;
  std::vector<int> missing;
  std::string lines;
  for (ShardProgress& shard : shards_of(plan)) {
    const std::string own = shard_in(folder, shard.number);
    if (auto looked = look_into(shard, own, counts); !looked) {
      return could_not_run(own, looked.error().message);
    }
    if (!shard.done) missing.push_back(shard.number);
    lines += line_of(shard, plan.shards);
  }
  if (only_missing) {
    if (!missing.empty()) std::puts(fmt::format("{}", fmt::join(missing, ",")).c_str());
    return ExitCode::ok;
  }
  std::vector<Input> order;
  for (const PlanEntry& entry : plan.documents) order.push_back(entry.input);
  const bool merged = OutputFolder::was_completed(folder, &order);
  lines += fmt::format("  {:<28}{}\n", "merged", merged ? "yes" : "no");
  std::fputs((lines + counts_table(counts)).c_str(), stdout);
  return missing.empty() && counts.ok == counts.documents ? ExitCode::ok : ExitCode::some_failed;
}

}  // namespace

std::string plan_in(const std::string& folder) { return folder + "/plan.json"; }

std::string shard_in(const std::string& folder, int number) {
  return fmt::format("{}/shards/{}", folder, number);
}

ExitCode show_status(const StatusOptions& options) {
  if (options.folders.size() == 1 && is_there(plan_in(options.folders.front()))) {
    const std::string& folder = options.folders.front();
    const auto plan = load_plan(plan_in(folder));
    if (!plan) return could_not_run(plan_in(folder), plan.error().message);
    if (plan->shards > 0) return show_shards(folder, *plan, options.missing);
  }
  if (options.missing) {
    return could_not_run(options.folders.front(),
                         "holds no shards of a plan; see cluster/submit-slurm");
  }
  BatchCounts counts;
  std::string not_finished;
  for (const std::string& folder : options.folders) {
    if (::access(state_in(folder).c_str(), R_OK) != 0) {
      return could_not_run(folder,
                           "holds no results; name the folder that was given to run with -o");
    }
    if (auto counted = count(folder, counts, [](const std::string&) {}); !counted) {
      return could_not_run(folder, counted.error().message);
    }
    if (!OutputFolder::was_completed(folder, nullptr)) {
      not_finished += fmt::format("  {:<28}{}: unless a run is at it, the same command goes on\n",
                                  "not finished", printable(folder));
    }
  }
  std::fputs((counts_table(counts) + not_finished).c_str(), stdout);
  const bool well = not_finished.empty() && counts.ok == counts.documents;
  return well ? ExitCode::ok : ExitCode::some_failed;
}

}  // namespace tachado::pipeline
