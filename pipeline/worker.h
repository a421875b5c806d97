// A worker process: takes documents from the supervisor, one at a time, and writes each to the
// descriptor that came with it. It may crash, hang or eat memory: the supervisor deals with that.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "pipeline/channel.h"
#include "pipeline/document_row.h"
#include "pipeline/engines.h"

namespace tachado::pipeline {

// What the supervisor asks for.
struct Job {
  std::string path;
  std::optional<Problem> refused;  // nothing of it is to be opened: only reported
  std::map<int, Problem> skipped;  // pages not to be touched
  std::optional<std::pair<int, Problem>> skipped_from;  // nor any page from this one on
};

// What a worker answers.
struct Answer {
  enum class Kind { page_begun, done, cannot_write };
  Kind kind = Kind::done;
  int page = 0;         // page_begun: 0 while opening, kFinishing after the last
  DocumentRow row;      // done
  std::string message;  // cannot_write
};

bool send_job(Channel& channel, const Job& job, int output);
// None for what is no answer.
[[nodiscard]] std::optional<Answer> read_answer(const Message& message);

// Exit statuses by which a worker says why it gave up; above those of shells and sysexits.
inline constexpr int kExitOutOfMemory = 81;
inline constexpr int kExitException = 82;
inline constexpr int kExitUnsealed = 83;

// The worker's life, until the channel closes. Never returns.
// `sealed`: see sandbox.h; a worker that cannot be sealed gives up.
[[noreturn]] void work(Channel channel, Engines& engines, const std::string& options_hash,
                       bool sealed);

}  // namespace tachado::pipeline
