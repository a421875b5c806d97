// Where finished documents go: an output folder, or standard output.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "pipeline/files.h"
#include "pipeline/inputs.h"
#include "pipeline/output_folder.h"
#include "pipeline/output_names.h"

namespace tachado::pipeline {

// Documents are told by their place among those to be done. begin() and then, once the document is
// whole, finish(); several at a time, in any order.
class Delivery {
 public:
  virtual ~Delivery() = default;
  Delivery() = default;
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  // Whether the document may be begun now: a bound on what waits for its turn.
  [[nodiscard]] virtual bool may_begin(std::size_t place) const = 0;
  [[nodiscard]] virtual Result<Fd> begin(std::size_t place) = 0;
  [[nodiscard]] virtual Result<void> finish(std::size_t place, const DocumentRow& row) = 0;
  // The file for the document's finished pages (kept_pages.h) until it is finished. `make`: where
  // there is none yet; else none.
  [[nodiscard]] virtual Result<Fd> kept_pages(std::size_t place, bool make) = 0;
};

// A document that is to be done.
struct Task {
  std::string path;
  std::optional<Problem> refused;
  std::string name;  // in OUT/documents; empty: not known yet
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
};

// To OUT/documents and the state.
class FolderDelivery : public Delivery {
 public:
  FolderDelivery(OutputFolder& folder, const std::vector<Task>& tasks, std::string setup)
      : folder_(folder), tasks_(tasks), setup_(std::move(setup)) {}
  [[nodiscard]] bool may_begin(std::size_t) const override { return true; }
  [[nodiscard]] Result<Fd> begin(std::size_t place) override {
    return folder_.begin_document(place);
  }
  [[nodiscard]] Result<void> finish(std::size_t place, const DocumentRow& row) override;
  [[nodiscard]] Result<Fd> kept_pages(std::size_t place, bool make) override {
    return folder_.kept_pages(tasks_[place].path, make);
  }

 private:
  OutputFolder& folder_;
  const std::vector<Task>& tasks_;
  std::string setup_;
  int uncommitted_ = 0;
};

// To a descriptor as JSON lines, in the order of the places. Documents that wait for an earlier one
// lie in files without names.
class StreamDelivery : public Delivery {
 public:
  explicit StreamDelivery(int out) : out_(out) {}
  [[nodiscard]] bool may_begin(std::size_t place) const override;
  [[nodiscard]] Result<Fd> begin(std::size_t place) override;
  [[nodiscard]] Result<void> finish(std::size_t place, const DocumentRow& row) override;
  [[nodiscard]] Result<Fd> kept_pages(std::size_t place, bool make) override;

 private:
  struct Waiting {
    Fd file;
    bool whole = false;
  };
  [[nodiscard]] Result<void> write_line(int file) const;

  int out_;
  std::size_t next_ = 0;
  std::map<std::size_t, Waiting> waiting_;
  std::map<std::size_t, Fd> kept_;
};

}  // namespace tachado::pipeline
