// The documents of an output folder, as a run left them, for what reads them afterwards.
#pragma once

#include <functional>
#include <istream>
#include <string>

#include "pipeline/files.h"
#include "pipeline/state.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

struct StoredDocument {
  Location location;  // of the source
  std::string name;   // of the JSON, relative to OUT/documents
  std::string file;   // the JSON
  // Changes when the document's JSON does, whatever the order in which files were done.
  std::string stamp;
};

class BatchReader {
 public:
  // Fails with empty where `folder` holds no results, else as State::open does.
  [[nodiscard]] static Result<BatchReader> open(const std::string& folder);

  // Every document in the order of the paths' bytes, until one fails: also while a run is writing
  // there, since each is whole under its name.
  using Visit = std::function<Result<void>(const StoredDocument& document)>;
  [[nodiscard]] Result<void> each(const Visit& visit) const;

 private:
  [[nodiscard]] Location location_of(const std::string& path) const;
  BatchReader(std::string folder, State state)
      : folder_(std::move(folder)), state_(std::move(state)) {}

  std::string folder_;
  State state_;
};

// The problem with the document's name before its message.
[[nodiscard]] Problem named(const StoredDocument& document, Problem problem);

}  // namespace tachado::pipeline
