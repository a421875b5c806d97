// What becomes of a document whose worker died: what the next worker is told to leave alone.
#pragma once

#include <utility>

#include "pipeline/settings.h"
#include "pipeline/worker_messages.h"

namespace tachado::pipeline {

struct Death {
  enum class Cause {
    page_time,      // killed by the supervisor: the page took too long
    document_time,  // the document did
    memory,         // it grew too large, or could not have more
    crash,          // died of a signal of its own making
    killed,         // SIGKILL that the supervisor did not send: the system, most likely for memory
    exception,      // an error of ours that nothing caught
  };
  Cause cause = Cause::crash;
  int page = 0;    // that it held; 0: it was opening; kFinishing: all pages were read
  int signal = 0;  // crash
};

// What is said of it in the document.
[[nodiscard]] Problem describe(const Death& death, const Limits& limits);

// One per document. Every death leads to another attempt, with less to do: the page is left out
// (after one retry where it was a crash), then the rest of the document, then all of it.
class Recovery {
 public:
  explicit Recovery(Job job) : job_(std::move(job)) {}

  [[nodiscard]] const Job& job() const { return job_; }
  // True: another attempt is to be made with job(). False: not even reporting it went well.
  [[nodiscard]] bool after(const Death& death, const Limits& limits);

 private:
  void leave_out(const Death& death, Problem problem);

  Job job_;
  int retried_page_ = -2;  // the page of the last crash; -2: none yet
  int kills_ = 0;
};

}  // namespace tachado::pipeline
