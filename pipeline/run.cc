#include "pipeline/run.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "pipeline/batch_tables.h"
#include "pipeline/build_id.h"
#include "pipeline/cores.h"
#include "pipeline/database.h"
#include "pipeline/delivery.h"
#include "pipeline/engines_version.h"
#include "pipeline/event_log.h"
#include "pipeline/files.h"
#include "pipeline/inputs.h"
#include "pipeline/manifest.h"
#include "pipeline/messages.h"
#include "pipeline/output_folder.h"
#include "pipeline/plan.h"
#include "pipeline/progress.h"
#include "pipeline/run_file.h"
#include "pipeline/sandbox.h"
#include "pipeline/signals.h"
#include "pipeline/supervisor.h"
#include "pipeline/worklist.h"
#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

// Files that hold revealed text are for their owner alone.
constexpr unsigned kOpenMode = 0644;
constexpr unsigned kPrivateMode = 0600;

// What the next run compares: another set-up reads a file anew.
std::string setup_of(const std::string& options_hash, const std::string& engines) {
  return fmt::format("{} {}, {}, {}", exporting::kVersion, build_id(), options_hash, engines);
}

// What finished pages depend on beside the document: pages that were left out for a limit are not
// kept for a run with another.
std::string kept_key(const std::string& setup, const Limits& limits) {
  return fmt::format("{}, {} {} {}", setup, limits.page_seconds, limits.document_seconds,
                     limits.memory_mb);
}

// The limits that say how much of a document is read, not what is found in it.
std::string limits_text(const Limits& limits) {
  return fmt::format("{} s, {} s, {} MB, {} MB, archives {} members, {} MB, {} times, {} deep\n",
                     limits.page_seconds, limits.document_seconds, limits.memory_mb,
                     limits.output_mb, limits.archives.members, limits.archives.bytes >> 20U,
                     limits.archives.ratio, limits.archives.depth);
}

// What the first run into a folder was given, or the last complete one with others: what a change
// leads to is done even if it is interrupted.
class LimitsOfFolder {
 public:
  LimitsOfFolder(const std::string& folder, std::string now)
      : path_(folder + "/.tachado/limits"), now_(std::move(now)) {
    const auto before = read_small_file(path_);
    known_ = before.has_value();
    changed_ = before && *before != now_;
  }
  [[nodiscard]] bool changed() const { return changed_; }
  [[nodiscard]] Result<void> begin() const { return known_ ? Result<void>() : write(); }
  [[nodiscard]] Result<void> complete() const { return changed_ ? write() : Result<void>(); }

 private:
  [[nodiscard]] Result<void> write() const { return write_file_atomically(path_, now_); }

  std::string path_;
  std::string now_;
  bool known_ = false;
  bool changed_ = false;
};

ExitCode code_for(const DocumentRow& row, const std::vector<FailOn>& fail_on) {
  ExitCode code = row.status == Status::ok ? ExitCode::ok : ExitCode::some_failed;
  for (const FailOn condition : fail_on) {
    const bool met = condition == FailOn::heavy    ? row.level == "heavy"
                     : condition == FailOn::failed ? row.failed_redactions > 0
                                                   : row.leaks > 0;
    if (met) code = worse(code, ExitCode::condition_met);
  }
  return code;
}

// Of the rows of all documents, earlier ones included.
struct Tally {
  const RunOptions& options;
  BatchCounts counts;
  ExitCode code = ExitCode::ok;

  void add(const DocumentRow& row) {
    counts.add(row);
    code = worse(code, code_for(row, options.fail_on));
  }
};

ExitCode could_not_run(std::string_view subject, const std::string& what) {
  say_error(subject, what);
  return ExitCode::could_not_run;
}

ExitCode after_batch(const BatchResult& result, ExitCode code, const std::string& where) {
  switch (result.end) {
    case BatchEnd::complete:
      return code;
    case BatchEnd::interrupted:
      say_error("", "interrupted; what was finished is kept, the same command does the rest");
      return ExitCode::interrupted;
    case BatchEnd::cannot_go_on:
      say_error(where, result.problem.message +
                           "; what was finished is kept, the same command does the rest");
      return ExitCode::could_not_run;
  }
  return code;
}

// All that a batch needs and that does not change while it runs.
struct Prepared {
  const RunOptions& options;
  const std::vector<Input>& inputs;
  const Manifest& manifest;
  std::string setup;
  BatchSettings batch;
};

BatchResult run_tasks(Worklist& worklist, const Prepared& prepared, Engines& engines,
                      Delivery& delivery, Tally& tally, EventLog& log) {
  // Before workers are forked, so that all have them; a run that finds nothing to do needs none.
  if (worklist.tasks().size() > 0) {
    if (auto loaded = engines.load_rules(); !loaded) {
      return {BatchEnd::cannot_go_on, std::move(loaded).error()};
    }
  }
  Progress progress(worklist.tasks().size(), prepared.options.progress,
                    prepared.options.progress_clock);
  BatchEvents events;
  events.finished = [&](const DocumentRow& row, bool unchanged) {
    if (!row.container) tally.add(row);
    if (unchanged) ++tally.counts.unchanged;
  };
  events.opened = [&](std::size_t place, const std::vector<std::string>& members) {
    return worklist.open(place, members);
  };
  BatchResult result =
      run_batch(worklist.tasks(), engines, prepared.batch, delivery, progress, log, events);
  progress.finish();
  return result;
}

ExitCode run_to_stream(const Prepared& prepared, Engines& engines, Tally& tally, EventLog& log) {
  Worklist worklist({}, prepared.manifest, nullptr, [](const DocumentRow&) {});
  for (const Input& input : prepared.inputs) worklist.add(input);
  worklist.finish();
  StreamDelivery delivery(STDOUT_FILENO, worklist.tasks());
  const BatchResult result = run_tasks(worklist, prepared, engines, delivery, tally, log);
  return after_batch(result, tally.code, "standard output");
}

Result<void> finish_tables(OutputFolder& folder, std::optional<GrowingTables>& growing,
                           const std::vector<Input>& inputs) {
  if (growing) {
    const auto finished = growing->finish(inputs);
    growing.reset();
    if (!finished) return fail(finished.error());
    if (*finished) return {};
  }
  return write_tables(folder, inputs);
}

Result<void> write_database(const std::string& folder, const RunOptions& options) {
  const auto batch = BatchReader::open(folder);
  if (!batch) return fail(batch.error());
  return update_database(*batch, options.database, {.reveal = options.settings.redactions.reveal});
}

ExitCode run_to_folder(Prepared prepared, OutputFolder& folder, Engines& engines, Tally& tally,
                       RunFile& run_file, EventLog& log) {
  const RunOptions& options = prepared.options;
  const LimitsOfFolder limits(folder.path(), limits_text(options.settings.limits));
  WorklistOptions which{prepared.setup, options.retry_failed, !options.settings.passwords.empty(),
                        options.verify, limits.changed()};
  Worklist worklist(which, prepared.manifest, &folder, [&](const DocumentRow& row) {
    tally.add(row);
    ++tally.counts.unchanged;
  });
  for (const Input& input : prepared.inputs) worklist.add(input);
  worklist.finish();
  const bool nothing_to_do = worklist.tasks().size() == 0;
  if (!nothing_to_do) folder.begin_changes();
  if (auto noted = limits.begin(); !noted) {
    return could_not_run(folder.path(), noted.error().message);
  }
  prepared.batch.crash_log = folder.path() + "/.tachado/crashes.log";
  std::optional<GrowingTables> growing;
  if (folder.state().size() == 0) growing.emplace(folder, worklist.tasks());
  FolderDelivery delivery(folder, worklist.tasks(), prepared.setup,
                          options.retry_failed || limits.changed(), growing ? &*growing : nullptr);
  BatchResult result = run_tasks(worklist, prepared, engines, delivery, tally, log);
  if (result.end == BatchEnd::complete) folder.drop_all_kept_pages();
  // On a full disk they make room for the state.
  if (result.end == BatchEnd::cannot_go_on) growing.reset();

  // Every document that was begun is either whole and in the state, or gone. The tables show them.
  auto written = folder.make_durable();
  const bool stale = !nothing_to_do || !folder.tables_stand(prepared.inputs);
  if (written && stale && result.end != BatchEnd::cannot_go_on) {
    written = finish_tables(folder, growing, prepared.inputs);
  }
  if (written && result.end != BatchEnd::cannot_go_on) {
    written = folder.write_run_file(run_file.json(tally.counts, result.end == BatchEnd::complete));
  }
  if (written && result.end == BatchEnd::complete) written = limits.complete();
  if (written && result.end != BatchEnd::cannot_go_on && !tally.options.database.empty()) {
    written = write_database(folder.path(), tally.options);
  }
  if (!written && result.end != BatchEnd::cannot_go_on) {
    result = {BatchEnd::cannot_go_on, std::move(written).error()};
  }
  return after_batch(result, tally.code, folder.path());
}

struct Chosen {
  std::vector<Input> inputs;
  std::vector<std::string> roots;  // see collect_inputs
  std::string plan;                // the id of the one that divides them; empty: none does
};

// What is to be read. Where a plan says it all, no folder is walked: many shards begin at once, and
// listing a large folder on a shared disk takes long. None where it cannot be told, which was said.
std::optional<Chosen> choose_inputs(const RunOptions& options, const Manifest& manifest) {
  const auto refused = [](std::string_view subject, const std::string& what) {
    say_error(subject, what);
    return std::nullopt;
  };
  auto plan = options.plan.empty() ? Result<Plan>() : load_plan(options.plan);
  if (!plan) return refused(options.plan, plan.error().message);
  if (!options.plan.empty() && plan->shards == 0) plan->divide(options.shard.of);
  Chosen chosen;
  chosen.plan = plan->id;
  if (!options.plan.empty() && options.inputs.empty()) {
    chosen.roots = std::move(plan->roots);
    auto part = planned_shard(std::move(*plan), options.shard);
    if (!part) return refused(options.plan, part.error().message);
    chosen.inputs = std::move(*part);
    return chosen;
  }
  const bool to_stream = options.output == "-";
  auto inputs = collect_inputs(options.inputs, manifest.paths(), to_stream ? "" : options.output,
                               &chosen.roots);
  if (!inputs) return refused("", inputs.error().message);
  if (inputs->empty()) return refused("", "the lists name no file; nothing to do");
  chosen.inputs = std::move(*inputs);
  if (options.plan.empty()) {
    keep_shard(chosen.inputs, options.shard);
  } else if (auto kept = keep_planned_shard(chosen.inputs, options.shard, std::move(*plan));
             !kept) {
    return refused(options.plan, kept.error().message);
  }
  return chosen;
}

// What this system lacks of what workers are sealed with.
void warn_of_missing_protection() {
  if (!can_seal()) {
    say_warning("",
                "this system cannot keep workers from the network and from writing; they run "
                "without that, as with --no-sandbox");
  } else if (!can_limit_reading()) {
    say_warning("",
                "this system has no Landlock: workers cannot write or reach the network, but they "
                "can read every file that you can");
  }
}

// Which option named the file that the problem begins with.
std::string_view option_of(const Settings& settings, const Problem& problem) {
  const bool listed =
      std::any_of(settings.watch_lists.begin(), settings.watch_lists.end(),
                  [&](const std::string& path) { return problem.message.starts_with(path); });
  return listed ? "--watchlist" : "--rules";
}

}  // namespace

ExitCode run(const RunOptions& options) {
  const auto begun = Clock::now();
  catch_interrupts();
  // With revealed text the state, the tables and the temporary files too are for their owner alone.
  if (options.settings.redactions.reveal) ::umask(S_IRWXG | S_IRWXO);

  // What can be refused is refused before the first document.
  const bool to_stream = options.output == "-";
  auto values = all_values(options.settings);
  if (!values)
    return could_not_run(option_of(options.settings, values.error()), values.error().message);
  const bool own_rules =
      !options.settings.rule_files.empty() || !options.settings.watch_lists.empty();
  auto rules = own_rules
                   ? fields::Rules::load(options.settings.rule_files, options.settings.watch_lists)
                   : Result<std::shared_ptr<const fields::Rules>>();
  if (!rules)
    return could_not_run(option_of(options.settings, rules.error()), rules.error().message);

  auto manifest = options.manifest.empty() ? Result<Manifest>() : Manifest::load(options.manifest);
  if (!manifest) {
    (void)could_not_run(options.manifest, manifest.error().message);
    return interrupted() ? ExitCode::interrupted : ExitCode::could_not_run;
  }
  auto chosen = choose_inputs(options, *manifest);
  if (!chosen) return interrupted() ? ExitCode::interrupted : ExitCode::could_not_run;
  std::vector<Input>& inputs = chosen->inputs;

  Engines engines(options.settings, std::move(*rules));
  Prepared prepared{options, inputs, *manifest, "", {}};
  BatchSettings& batch = prepared.batch;
  batch.jobs = options.jobs > 0 ? options.jobs : cores();
  batch.worker.options_hash = options_hash(*values);
  const std::string versions = engines_version(options.settings.ocr.mode != ocr::Mode::never);
  prepared.setup = setup_of(batch.worker.options_hash, versions);
  batch.worker.kept_key = kept_key(prepared.setup, options.settings.limits);
  batch.worker.readable = std::move(chosen->roots);
  batch.worker.before_page = options.before_page;
  batch.worker.sealed = options.sandbox && can_seal();
  if (options.sandbox) warn_of_missing_protection();
  Tally tally{options, {}, ExitCode::ok};
  auto log = options.log.empty() ? Result<EventLog>() : EventLog::open(options.log);
  if (!log) return could_not_run(options.log, log.error().message);
  log->begin(inputs.size(), batch.jobs);

  // From here on nothing about the set-up changes; each document gets exactly one answer.
  ExitCode code = ExitCode::ok;
  if (to_stream) {
    code = run_to_stream(prepared, engines, tally, *log);
  } else {
    auto folder = OutputFolder::open(options.output,
                                     options.settings.redactions.reveal ? kPrivateMode : kOpenMode);
    if (!folder) return could_not_run(options.output, folder.error().message);
    if (options.settings.redactions.reveal) {
      say_warning(options.output, "holds revealed text; its files are readable by you alone");
    }
    RunFile run_file(options.command, *values, batch.worker.options_hash, versions);
    run_file.set_shard(options.shard, chosen->plan);
    code = run_to_folder(prepared, *folder, engines, tally, run_file, *log);
  }

  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  log->end(tally.counts.documents, tally.counts.failed, seconds, static_cast<int>(code));
  if (options.progress == ProgressMode::human) {
    std::fputs(summary_table(tally.counts, seconds, to_stream ? "" : options.output).c_str(),
               stderr);
  } else if (options.progress == ProgressMode::json) {
    std::fputs(summary_json(tally.counts, seconds).c_str(), stderr);
  }
  return code;
}

}  // namespace tachado::pipeline
