// documents.jsonl, summary.csv and failures.csv of an output folder.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/atomic_file.h"
#include "pipeline/document_row.h"
#include "pipeline/inputs.h"
#include "pipeline/last_folder.h"
#include "pipeline/output_folder.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

// Writes them beside what stands there, document by document, until finish(). A failure is kept for
// that.
class TableWriter {
 public:
  explicit TableWriter(const OutputFolder& folder);

  // Its JSON, or its line of documents.jsonl without the line feed; and its rows.
  void add(std::string_view json, std::string_view summary, std::string_view failures);
  // One that is read again, from its file. Memory: a piece of it.
  void add(const StateEntry& entry);
  // They appear as those of `inputs`.
  [[nodiscard]] Result<void> finish(const std::vector<Input>& inputs);

 private:
  void add_lines(std::string_view lines);
  void add_file(const std::string& path);

  std::string documents_folder_;
  AtomicFile documents_;
  AtomicFile summary_;
  AtomicFile failures_;
  AtomicFile mark_;
  LastFolder read_from_;
  std::string piece_;
  std::string line_;
  std::optional<Problem> unread_;  // the first document that could not be read
};

// The tables as a whole: the documents of `inputs` in their order, then those of earlier runs by
// the bytes of their paths.
[[nodiscard]] Result<void> write_tables(OutputFolder& folder, const std::vector<Input>& inputs);

// The tables of a run that begins with an empty state: they grow with it, so that no small document
// is read again for them and little is left to do at its end.
class GrowingTables {
 public:
  GrowingTables(OutputFolder& folder, const Tasks& tasks)
      : state_(folder.state()), tasks_(tasks), writer_(folder) {}

  // A document has its answer and is in the state; the members of a container join the tasks before
  // the next call. `json`: the document, or its line of documents.jsonl without the line feed;
  // empty where it is not at hand.
  void finished(std::size_t place, const DocumentRow& row, std::string_view json);
  // The run is over. False where these would not be what write_tables writes: then they are not
  // written.
  [[nodiscard]] Result<bool> finish(const std::vector<Input>& inputs);

 private:
  // One that waits for an earlier one.
  struct Waiting {
    std::string json;
    std::string summary;
    std::string failures;
    [[nodiscard]] std::size_t bytes() const;
  };
  [[nodiscard]] bool has_answer(std::size_t place) const {
    return place < answered_.size() && answered_[place];
  }
  [[nodiscard]] std::size_t next() const;
  void add_answered();
  void add_waiting(std::size_t place);
  void added(std::size_t place);

  const State& state_;
  const Tasks& tasks_;
  TableWriter writer_;
  std::size_t last_ = Tasks::kNone;  // added
  std::size_t count_ = 0;            // added
  std::vector<bool> answered_;       // by place
  std::map<std::size_t, Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace tachado::pipeline
