// A worker process: takes documents, and ranges of pages of long ones, from the supervisor, one at
// a time. It may crash, hang or eat memory: the supervisor deals with that.
//
// What is said, each a message (channel.h):
//   to the worker:    a document or a range of one; before either, a file with kept pages where
//                     there is one; answers to what it asks. Further documents may come while it
//                     is at one: they lie ready until then, and may be taken back
//   from the worker:  what became of the document, with its JSON if that is short, or of the range;
//                     questions: a file to write the document to or to keep pages in, whose turn a
//                     range is, whether a content is known
// Which page it is at, and of which document, stands on its board (page_board.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/channel.h"
#include "pipeline/document_row.h"
#include "pipeline/engines.h"
#include "pipeline/page_board.h"
#include "pipeline/page_supply.h"
#include "pipeline/seen_digests.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

// What the supervisor asks for.
struct Job {
  std::uint32_t number = 0;  // of a document; see JobOffers
  Location location;
  std::map<std::string, std::string> manifest;
  std::optional<Problem> refused;  // nothing of it is to be opened: only reported
  Skipped skipped;
  bool may_share = false;    // there are others who could help
  bool maybe_known = false;  // it is asked whether there is a document of this content
  std::optional<int> range;  // only this range is to be read and kept: for another worker
};

// What a worker says.
struct Answer {
  enum class Kind {
    wants_file,    // to keep pages in
    wants_output,  // a file to write the document to
    opened,        // to helpers: `ranges`, `kept` ones; `range` is the next
    asks_turn,     // `range`
    asks_known,    // `sha256`; the answer is a turn: kept, or read
    range_done,    // `range`
    done,          // `row`
    cannot_write,  // `message`
  };
  Kind kind = Kind::done;
  int range = 0;
  int ranges = 0;
  std::vector<int> kept;
  std::string sha256;
  DocumentRow row;
  std::string content;  // done: the document, where it was not written to a file
  std::string message;
};

// `kept`: see SupplyOrder; -1: none. None may be given to one that is at a document.
bool send_job(Channel& channel, const Job& job, int kept);
// Goes with the next flush().
void put_job(Channel& channel, const Job& job);
bool send_file(Channel& channel, int file);
bool send_turn(Channel& channel, const Turn& turn);
// None for what is no answer.
[[nodiscard]] std::optional<Answer> read_answer(Message message);

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

// The worker's life, until the channel closes. Never returns.
[[noreturn]] void work(Channel channel, PageBoard& board, SeenDigests& seen, Engines& engines,
                       const WorkerSettings& settings);

}  // namespace tachado::pipeline
