// Hands documents, and the pages of long ones, to worker processes, watches over them, and starts
// others where one died.
#pragma once

#include <functional>
#include <string>
#include <vector>

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

enum class BatchEnd { complete, interrupted, cannot_go_on };

struct BatchResult {
  BatchEnd end = BatchEnd::complete;
  Problem problem;  // cannot_go_on
};

// What becomes of it.
struct BatchEvents {
  // A document has its answer. `unchanged`: the one that it had already.
  std::function<void(const DocumentRow& row, bool unchanged)> finished;
  // A container was opened: its members that are to be done join the tasks after it. Gives their
  // places.
  std::function<std::vector<std::size_t>(std::size_t place,
                                         const std::vector<std::string>& members)>
      opened;
};

// Every task ends with exactly one document in `delivery`, whatever the workers do, but for those
// that are mere containers. Ends early on SIGINT and SIGTERM, when results cannot be written,
// and when no worker can be had; what was finished by then is whole. Forks: call it before any
// thread is started.
[[nodiscard]] BatchResult run_batch(const Tasks& tasks, Engines& engines,
                                    const BatchSettings& settings, Delivery& delivery,
                                    Progress& progress, EventLog& log, const BatchEvents& events);

}  // namespace tachado::pipeline
