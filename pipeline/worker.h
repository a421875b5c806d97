// A worker process: takes documents, and ranges of pages of long ones, from the supervisor, one at
// a time. It may crash, hang or eat memory: the supervisor deals with that. What the two say to
// each other: worker_messages.h. Which page it is at, and of which document, stands on its board
// (page_board.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pipeline/answer_ring.h"
#include "pipeline/channel.h"
#include "pipeline/engines.h"
#include "pipeline/page_board.h"
#include "pipeline/seen_digests.h"

namespace tachado::pipeline {

// Exit statuses by which a worker says why it gave up; above those of shells and sysexits.
inline constexpr int kExitOutOfMemory = 81;
inline constexpr int kExitException = 82;
inline constexpr int kExitUnsealed = 83;

// For tests of faults: called in the worker when it begins a page (0: opens the document). May be
// none.
using PageHook = std::function<void(const std::string& path, int page)>;

struct WorkerSettings {
  std::string options_hash;
  std::string kept_key;               // see SupplyOrder
  bool sealed = true;                 // see sandbox.h; a worker that cannot be sealed gives up
  std::vector<std::string> readable;  // where inputs lie; see sandbox.h
  PageHook before_page;
};

// Memory that it shares with the supervisor.
struct SharedWithWorker {
  PageBoard& board;
  AnswerRing& answers;
  SeenDigests& seen;
};

// The worker's life, until the channel closes. Never returns.
[[noreturn]] void work(Channel channel, const SharedWithWorker& shared, Engines& engines,
                       const WorkerSettings& settings);

}  // namespace tachado::pipeline
