// What supervisor and worker say to each other, each a message:
//   to the worker, over a channel: files without a name, for documents that are not short, in the
//       order in which they are filled; a document or a range of one; before either, a file with
//       kept pages where there is one; answers to what it asks. Further documents may come while it
//       is at one: they lie ready until then, and may be taken back
//   from the worker, through its ring (answer_ring.h): what became of the document, whose JSON is
//       there if it is short, else in the file, or of the range; that it leaves the document, whose
//       content may be known; questions: a file for a document or to keep pages in, whose turn a
//       range is
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/channel.h"
#include "pipeline/document_row.h"
#include "pipeline/page_supply.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

// Kinds of messages to the worker, and from it.
inline constexpr char kJob = 'j';
inline constexpr char kFile = 'f';
inline constexpr char kKept = 'h';
inline constexpr char kTurn = 't';
inline constexpr char kWantsFile = 'k';
inline constexpr char kWantsOutput = 'p';
inline constexpr char kOpened = 'o';
inline constexpr char kAsksTurn = 'a';
inline constexpr char kRangeDone = 'r';
inline constexpr char kLeaves = 'l';
inline constexpr char kDone = 'd';
inline constexpr char kCannotWrite = 'w';

// What the supervisor asks for.
struct Job {
  std::uint32_t number = 0;  // of a document; see JobOffers
  Location location;
  std::map<std::string, std::string> manifest;
  std::optional<Problem> refused;  // nothing of it is to be opened: only reported
  Skipped skipped;
  bool may_share = false;    // there are others who could help
  bool maybe_known = false;  // it is left where the content was seen before
  std::optional<int> range;  // only this range is to be read and kept: for another worker
};

// What a worker says.
struct Answer {
  enum class Kind {
    wants_file,    // to keep pages in
    wants_output,  // a file for a document, since it has none left
    opened,        // to helpers: `ranges`, `kept` ones; `range` is the next
    asks_turn,     // `range`
    leaves,        // the document, since its content, `sha256`, may be known
    range_done,    // `range`
    done,          // `row`; `document`, or `bytes` and `line`
    cannot_write,  // `message`
  };
  Kind kind = Kind::done;
  int range = 0;
  int ranges = 0;
  std::vector<int> kept;
  std::string sha256;
  DocumentRow row;
  // Of a document: its JSON, if it is short; else how many bytes its file has and, if it is not
  // large, its line of documents.jsonl. They lie in what was read. A mere container has none.
  std::string_view document;
  std::int64_t bytes = 0;
  std::string_view line;
  std::string message;
};

// Those that are put go with the next flush().
void put_job(Channel& channel, const Job& job);
// For a document.
void put_file(Channel& channel, int file);
// See SupplyOrder; goes before its job, which may not be given to one that is at another, or
// answers a question.
void put_kept(Channel& channel, int file);
bool send_turn(Channel& channel, const Turn& turn);
// None for what is no answer.
[[nodiscard]] std::optional<Answer> read_answer(const MessageView& message);

// See Answer.
[[nodiscard]] std::vector<std::string> done_fields(const DocumentRow& row, std::int64_t bytes,
                                                   std::string line, std::string document);

// By the worker: none for what is no document or range, `gone` for what is no turn.
[[nodiscard]] std::optional<Job> read_job(const Message& message);
[[nodiscard]] Turn read_turn(const std::optional<Message>& message);

}  // namespace tachado::pipeline
