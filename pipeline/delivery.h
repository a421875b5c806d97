// Where finished documents go: an output folder, or standard output.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch_tables.h"
#include "pipeline/files.h"
#include "pipeline/inputs.h"
#include "pipeline/new_file.h"
#include "pipeline/output_folder.h"
#include "pipeline/output_names.h"
#include "pipeline/tasks.h"

namespace tachado::pipeline {

// Documents are told by their place among the tasks. Each is written to a file of new_file(), which
// goes to finish() once it is whole. Several at a time, in any order.
class Delivery {
 public:
  virtual ~Delivery() = default;
  Delivery() = default;
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  // Whether the document may be begun now: a bound on what waits for its turn.
  [[nodiscard]] virtual bool may_begin(std::size_t place) const = 0;
  [[nodiscard]] virtual Result<NewFile> new_file() = 0;
  // `file`: the document; nothing for a mere container. `json`: the same, or its line of
  // documents.jsonl; empty where it is not at hand.
  [[nodiscard]] virtual Result<void> finish(std::size_t place, const DocumentRow& row, NewFile file,
                                            std::string_view json) = 0;
  // After finish(), once the members of a container are among the tasks.
  [[nodiscard]] virtual Result<void> settle() { return {}; }
  // Called several times a second.
  [[nodiscard]] virtual Result<void> tick() { return {}; }
  // The file for the document's finished pages (kept_pages.h) until it is finished. `make`: where
  // there is none yet; else none.
  [[nodiscard]] virtual Result<Fd> kept_pages(std::size_t place, bool make) = 0;

  // Whether there is a finished document of this content that can be had again under another path.
  [[nodiscard]] virtual bool knows(const std::string& /*sha256*/) const { return false; }
  // The digests of all that it may know.
  virtual void each_known(const std::function<void(const std::string& sha256)>& /*visit*/) const {}
  struct Copied {
    DocumentRow row;
    bool unchanged = false;  // it was the path's own, from an earlier run
  };
  // finish() with a copy of it.
  [[nodiscard]] virtual Result<Copied> finish_by_copy(std::size_t place, const std::string& sha256);
};

// What tells one manifest row from another; empty for none.
[[nodiscard]] std::string manifest_digest(const std::map<std::string, std::string>& values);

// To OUT/documents and the state.
class FolderDelivery : public Delivery {
 public:
  // `only_ok`: documents of which something is missing are not had again. `tables`: are told of
  // each document; may be null.
  FolderDelivery(OutputFolder& folder, const Tasks& tasks, std::string setup, bool only_ok,
                 GrowingTables* tables)
      : folder_(folder), tasks_(tasks), only_ok_(only_ok), tables_(tables) {
    facts_.setup = std::move(setup);
  }
  [[nodiscard]] bool may_begin(std::size_t) const override { return true; }
  [[nodiscard]] Result<NewFile> new_file() override { return folder_.new_file(); }
  [[nodiscard]] Result<void> finish(std::size_t place, const DocumentRow& row, NewFile file,
                                    std::string_view json) override;
  [[nodiscard]] Result<void> tick() override;
  [[nodiscard]] Result<Fd> kept_pages(std::size_t place, bool make) override {
    return folder_.kept_pages(tasks_[place].location.path, make);
  }
  [[nodiscard]] bool knows(const std::string& sha256) const override;
  void each_known(const std::function<void(const std::string& sha256)>& visit) const override {
    folder_.state().each_digest(visit);
  }
  [[nodiscard]] Result<Copied> finish_by_copy(std::size_t place,
                                              const std::string& sha256) override;

 private:
  [[nodiscard]] Result<void> remember(const Task& task, const DocumentRow& row);
  [[nodiscard]] Result<void> commit();

  OutputFolder& folder_;
  const Tasks& tasks_;
  StateEntry facts_;  // of the last document; the set-up is that of all
  bool only_ok_;
  GrowingTables* tables_;
  int uncommitted_ = 0;
  std::chrono::steady_clock::time_point committed_ = std::chrono::steady_clock::now();
};

// To a descriptor as JSON lines, in the order of the places. Documents that wait for an earlier one
// lie in files without names.
class StreamDelivery : public Delivery {
 public:
  StreamDelivery(int out, const Tasks& tasks) : out_(out), tasks_(tasks), next_(tasks.first()) {}
  [[nodiscard]] bool may_begin(std::size_t place) const override;
  [[nodiscard]] Result<NewFile> new_file() override;
  [[nodiscard]] Result<void> finish(std::size_t place, const DocumentRow& row, NewFile file,
                                    std::string_view json) override;
  [[nodiscard]] Result<Fd> kept_pages(std::size_t place, bool make) override;
  [[nodiscard]] Result<void> settle() override;

 private:
  [[nodiscard]] Result<void> write_line(int file) const;

  int out_;
  const Tasks& tasks_;
  std::size_t next_;                        // whose line comes next
  std::map<std::size_t, NewFile> waiting_;  // containers, which have no line, without a file
  std::map<std::size_t, Fd> kept_;
};

}  // namespace tachado::pipeline
