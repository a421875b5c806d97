// Hands documents, and the pages of long ones, to worker processes, watches over them, and starts
// others where one died.
#pragma once

#include <functional>
#include <string>

#include "pipeline/delivery.h"
#include "pipeline/engines.h"
#include "pipeline/event_log.h"
#include "pipeline/progress.h"
#include "pipeline/worker.h"

namespace tachado::pipeline {

struct BatchSettings {
  int jobs = 1;
  WorkerSettings worker;
  std::string crash_log;  // a file that keeps what dying workers said; empty: it is dropped
};

enum class BatchEnd { complete, interrupted, cannot_write };

struct BatchResult {
  BatchEnd end = BatchEnd::complete;
  Problem problem;  // cannot_write
};

// Every task ends with exactly one document in `delivery`, whatever the workers do; its row goes to
// `finished`. Ends early on SIGINT and SIGTERM, and when results cannot be written; what was
// finished by then is whole. Forks: call it before any thread is started.
[[nodiscard]] BatchResult run_batch(const std::vector<Task>& tasks, Engines& engines,
                                    const BatchSettings& settings, Delivery& delivery,
                                    Progress& progress, EventLog& log,
                                    const std::function<void(const DocumentRow&)>& finished);

}  // namespace tachado::pipeline
