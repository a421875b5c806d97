// What an output folder remembers of its documents, in OUT/.tachado/state.sqlite: so that a rerun
// does only what is missing or has changed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "pipeline/document_row.h"

namespace tachado::pipeline {

struct StateEntry {
  std::string name;  // of its JSON, relative to OUT/documents
  // The file when it was read, and the set-up (options, version, engines) that read it.
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
  std::string setup;
  std::string manifest;  // digest of what the manifest says of it; empty: nothing
  DocumentRow row;
};

// Entries become durable with commit(), all of those since the last one or none. Not thread-safe;
// one process at a time (see OutputFolder's lock).
class State {
 public:
  // Fails with io, with damaged where the file is no state of ours, or with unsupported where
  // another version wrote it.
  // Another process may be writing to it; one that nothing was committed to is empty, and stays so.
  [[nodiscard]] static Result<State> open(const std::string& path);
  // Made where it is not there.
  [[nodiscard]] static Result<State> open_to_write(const std::string& path);
  State(State&&) noexcept;
  State& operator=(State&&) noexcept;
  ~State();

  // For the one that writes: from now on all that is asked and put is one transaction until the
  // next commit(). Each question alone takes and gives back a lock, which costs more than its
  // answer; held, it keeps nobody from reading, but for the moment of a commit().
  [[nodiscard]] Result<void> hold();
  // Cost: asked in the order of the paths' bytes, with no put() between, a step to the next entry;
  // else a search.
  [[nodiscard]] std::optional<StateEntry> find(const std::string& path) const;
  // With the rows of the tables only where something is missing.
  [[nodiscard]] std::optional<StateEntry> find_facts(const std::string& path) const;
  [[nodiscard]] Result<void> put(const std::string& path, const StateEntry& entry) {
    return put(path, entry, entry.row);
  }
  // `facts` without its row.
  [[nodiscard]] Result<void> put(const std::string& path, const StateEntry& facts,
                                 const DocumentRow& row);
  [[nodiscard]] Result<void> commit();
  // A document of this content, read by this set-up, that can serve for another path: one that is a
  // document and holds no others. `only_ok`: and of which nothing is missing. Cost: the first
  // question of all makes an index.
  struct Found {
    std::string path;
    StateEntry entry;
  };
  [[nodiscard]] std::optional<Found> find_content(const std::string& sha256,
                                                  const std::string& setup, bool only_ok) const;
  // Of entries.
  [[nodiscard]] std::size_t size() const;
  // What its documents were read by, each once, sorted.
  [[nodiscard]] std::vector<std::string> setups() const;
  // The sizes of all files, each once.
  [[nodiscard]] std::unordered_set<std::int64_t> sizes() const;
  // The digests of all contents, some perhaps more than once.
  void each_digest(const std::function<void(const std::string& sha256)>& visit) const;
  // Every entry, in the order of the paths' bytes.
  void each(
      const std::function<void(const std::string& path, const StateEntry& entry)>& visit) const;

 private:
  struct Data;
  [[nodiscard]] static Result<State> open(const std::string& path, bool to_write);
  explicit State(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

}  // namespace tachado::pipeline
