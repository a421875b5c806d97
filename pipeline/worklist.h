// Which documents of a batch are to be done, given what earlier runs into the same folder did.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pipeline/inputs.h"
#include "pipeline/last_folder.h"
#include "pipeline/manifest.h"
#include "pipeline/output_folder.h"
#include "pipeline/output_names.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

struct WorklistOptions {
  std::string setup;            // see StateEntry
  bool retry_failed = false;    // what failed or is partial is done again
  bool passwords = false;       // what was encrypted may open now
  bool verify = false;          // files are told by their content, whatever their time
  bool limits_changed = false;  // what a limit of time, memory or size cut short is done again
};

// Not thread-safe.
class Worklist {
 public:
  // `folder`: null where results go to a stream; then everything is to be done. `unchanged` is
  // given the row of each document whose answer stands.
  Worklist(const WorklistOptions& options, const Manifest& manifest, OutputFolder* folder,
           std::function<void(const DocumentRow&)> unchanged);

  // An input, and the members of a container whose list stands.
  void add(const Input& input);
  // After the last add().
  void finish();
  // The members of the container at `place`: those that are to be done join after it. Gives their
  // places.
  std::vector<std::size_t> open(std::size_t place, const std::vector<std::string>& members);

  [[nodiscard]] const Tasks& tasks() const { return tasks_; }

 private:
  struct Facts {
    std::int64_t size = -1;
    std::int64_t modified_ns = 0;
  };
  // What was asked for and is needed at all levels below an input.
  struct Source {
    Facts facts;
    Manifest::Values manifest;
  };
  Facts facts_of(const std::string& path);
  [[nodiscard]] std::string new_name(const std::string& path);
  [[nodiscard]] bool stands(const StateEntry& entry, const Source& source) const;
  // Gives the task where it is to be done; else its members are looked at, by `put`.
  void consider(Location location, const std::optional<Problem>& problem, const Source& source,
                const std::function<void(Task)>& put);

  WorklistOptions options_;
  const Manifest& manifest_;
  OutputFolder* folder_;
  bool may_be_known_;  // the state has entries
  std::function<void(const DocumentRow&)> unchanged_;
  Tasks tasks_;
  OutputNames names_;
  bool names_known_ = false;
  std::unordered_map<std::int64_t, int> sizes_;
  LastFolder folder_of_inputs_;
};

}  // namespace tachado::pipeline
