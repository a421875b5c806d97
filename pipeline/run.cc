#include "pipeline/run.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <unordered_set>
#include <utility>

#include "pipeline/database.h"
#include "pipeline/delivery.h"
#include "pipeline/engines_version.h"
#include "pipeline/event_log.h"
#include "pipeline/inputs.h"
#include "pipeline/messages.h"
#include "pipeline/output_folder.h"
#include "pipeline/progress.h"
#include "pipeline/run_file.h"
#include "pipeline/sandbox.h"
#include "pipeline/signals.h"
#include "pipeline/supervisor.h"
#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

// Files that hold revealed text are for their owner alone.
constexpr unsigned kOpenMode = 0644;
constexpr unsigned kPrivateMode = 0600;

int cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

// What the next run compares: another set-up reads a file anew.
std::string setup_of(const std::string& options_hash, const std::string& engines) {
  return fmt::format("{}, {}, {}", exporting::kVersion, options_hash, engines);
}

// What finished pages depend on beside the document: pages that were left out for a limit are not
// kept for a run with another.
std::string kept_key(const std::string& setup, const Limits& limits) {
  return fmt::format("{}, {} {} {}", setup, limits.page_seconds, limits.document_seconds,
                     limits.memory_mb);
}

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

struct FileFacts {
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
};

FileFacts facts_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {-1, 0};
  return {status.st_size,
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

// Whether an earlier run's answer still stands.
bool stands(const StateEntry& entry, const FileFacts& facts, const std::string& setup,
            const RunOptions& options) {
  if (entry.setup != setup || entry.size != facts.size || entry.modified_ns != facts.modified_ns) {
    return false;
  }
  if (entry.row.status == Status::ok) return true;
  const bool may_open_now = entry.row.problem == "encrypted" && !options.settings.passwords.empty();
  // A file that could not be read may have become readable without being touched.
  return !options.retry_failed && !may_open_now && entry.row.problem != "io";
}

// The documents that are to be done; the others' rows go to the tally.
std::vector<Task> missing_tasks(const std::vector<Input>& inputs, OutputFolder& folder,
                                const std::string& setup, Tally& tally) {
  OutputNames names;
  folder.state().each([&](const std::string&, const StateEntry& entry) { names.take(entry.name); });
  std::vector<Task> tasks;
  for (const Input& input : inputs) {
    const FileFacts facts = facts_of(input.path);
    const auto entry = folder.state().find(input.path);
    if (entry && stands(*entry, facts, setup, tally.options) && folder.holds(entry->name)) {
      tally.add(entry->row);
      ++tally.counts.unchanged;
      continue;
    }
    tasks.push_back({input.path, input.problem, entry ? entry->name : names.name_for(input.path),
                     facts.size, facts.modified_ns});
  }
  return tasks;
}

std::vector<Task> all_tasks(const std::vector<Input>& inputs) {
  std::vector<Task> tasks;
  for (const Input& input : inputs) tasks.push_back({input.path, input.problem, "", 0, 0});
  return tasks;
}

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
    case BatchEnd::cannot_write:
      say_error(where, result.problem.message +
                           "; what was finished is kept, the same command does the rest");
      return ExitCode::could_not_run;
  }
  return code;
}

ExitCode run_to_stream(const std::vector<Input>& inputs, Engines& engines,
                       const BatchSettings& batch, Tally& tally, EventLog& log) {
  const std::vector<Task> tasks = all_tasks(inputs);
  StreamDelivery delivery(STDOUT_FILENO);
  Progress progress(tasks.size(), tally.options.quiet);
  const BatchResult result = run_batch(tasks, engines, batch, delivery, progress, log,
                                       [&](const DocumentRow& row) { tally.add(row); });
  progress.finish();
  return after_batch(result, tally.code, "standard output");
}

Result<void> write_database(const std::string& folder, const RunOptions& options) {
  const auto batch = BatchReader::open(folder);
  if (!batch) return fail(batch.error());
  return update_database(*batch, options.database, {.reveal = options.settings.redactions.reveal});
}

ExitCode run_to_folder(const std::vector<Input>& inputs, OutputFolder& folder, Engines& engines,
                       BatchSettings batch, Tally& tally, RunFile& run_file, EventLog& log) {
  const std::string setup = setup_of(batch.worker.options_hash, run_file.engines());
  const std::vector<Task> tasks = missing_tasks(inputs, folder, setup, tally);
  if (!tasks.empty()) folder.begin_changes();
  batch.crash_log = folder.path() + "/.tachado/crashes.log";
  FolderDelivery delivery(folder, tasks, setup);
  Progress progress(tasks.size(), tally.options.quiet);
  BatchResult result = run_batch(tasks, engines, batch, delivery, progress, log,
                                 [&](const DocumentRow& row) { tally.add(row); });
  progress.finish();

  if (result.end == BatchEnd::complete) folder.drop_all_kept_pages();

  // Every document that was begun is either whole and in the state, or gone. The tables show them.
  auto written = folder.make_durable();
  const bool stale = !tasks.empty() || !folder.tables_stand(inputs);
  if (written && stale && result.end != BatchEnd::cannot_write) {
    written = folder.write_tables(inputs);
  }
  if (written && result.end != BatchEnd::cannot_write) {
    written = folder.write_run_file(run_file.json(tally.counts, result.end == BatchEnd::complete));
  }
  if (written && result.end != BatchEnd::cannot_write && !tally.options.database.empty()) {
    written = write_database(folder.path(), tally.options);
  }
  if (!written && result.end != BatchEnd::cannot_write) {
    result = {BatchEnd::cannot_write, std::move(written).error()};
  }
  return after_batch(result, tally.code, folder.path());
}

}  // namespace

ExitCode run(const RunOptions& options) {
  const auto begun = Clock::now();
  catch_interrupts();

  // What can be refused is refused before the first document.
  const bool to_stream = options.output == "-";
  auto values = all_values(options.settings);
  if (!values) return could_not_run("--rules", values.error().message);
  auto rules = fields::Rules::load(options.settings.rule_files, options.settings.watch_lists);
  if (!rules) return could_not_run("--rules", rules.error().message);

  auto inputs = collect_inputs(options.inputs, to_stream ? "" : options.output);
  if (!inputs) return could_not_run("", inputs.error().message);
  if (inputs->empty()) return could_not_run("", "the lists name no file; nothing to do");
  keep_shard(*inputs, options.shard);

  Engines engines(options.settings, std::move(*rules));
  BatchSettings batch;
  batch.jobs = options.jobs > 0 ? options.jobs : cores();
  batch.worker.options_hash = options_hash(*values);
  const std::string versions = engines_version(options.settings.ocr.mode != ocr::Mode::never);
  batch.worker.kept_key =
      kept_key(setup_of(batch.worker.options_hash, versions), options.settings.limits);
  batch.worker.sealed = options.sandbox && can_seal();
  if (options.sandbox && !batch.worker.sealed) {
    say_warning("",
                "this system cannot keep workers from the network and from writing; they run "
                "without that, as with --no-sandbox");
  }
  Tally tally{options, {}, ExitCode::ok};
  auto log = options.log.empty() ? Result<EventLog>() : EventLog::open(options.log);
  if (!log) return could_not_run(options.log, log.error().message);
  log->begin(inputs->size(), batch.jobs);

  // From here on nothing about the set-up changes; each document gets exactly one answer.
  ExitCode code = ExitCode::ok;
  if (to_stream) {
    code = run_to_stream(*inputs, engines, batch, tally, *log);
  } else {
    auto folder = OutputFolder::open(options.output,
                                     options.settings.redactions.reveal ? kPrivateMode : kOpenMode);
    if (!folder) {
      return could_not_run(options.output,
                           folder.error().message + "; choose another folder with -o");
    }
    if (options.settings.redactions.reveal) {
      say_warning(options.output, "holds revealed text; its files are readable by you alone");
    }
    RunFile run_file(options.command, *values, batch.worker.options_hash, versions);
    code = run_to_folder(*inputs, *folder, engines, batch, tally, run_file, *log);
  }

  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  log->end(tally.counts.documents, tally.counts.failed, seconds, static_cast<int>(code));
  if (!options.quiet) {
    std::fputs(summary_table(tally.counts, seconds, to_stream ? "" : options.output).c_str(),
               stderr);
  }
  return code;
}

}  // namespace tachado::pipeline
