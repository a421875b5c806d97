// What happens in a batch, as lines of JSON for programs and for those who look into a failure
// later: each has `time` (UTC), `event` and what belongs to it.
#pragma once

#include <cstddef>
#include <string>

#include "pipeline/document_row.h"
#include "pipeline/files.h"

namespace tachado::pipeline {

class EventLog {
 public:
  EventLog() = default;  // drops everything
  // Appends to the file at `path`; fails with io.
  [[nodiscard]] static Result<EventLog> open(const std::string& path);

  // Their members beside time and event:
  void begin(std::size_t inputs, int jobs) const;                        // inputs, jobs
  void document(const std::string& path, const DocumentRow& row) const;  // path, status, problem,
                                                                         // pages, pages_examined
  void worker_died(const std::string& path, int page, const std::string& reason) const;  // so named
  void end(std::size_t documents, std::size_t failed, double seconds, int exit_code) const;

 private:
  Fd file_;
};

}  // namespace tachado::pipeline
