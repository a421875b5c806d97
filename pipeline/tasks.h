// The documents of a batch, in the order of their results. Members of archives and of portfolios
// join when their container was opened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// Where a document lies: in a file, or in a container in that file, and so on.
struct Location {
  std::string path;  // bytes; `file!/member!/member`
  // Of each container, the outermost first, where its name ends in `path`: a name may hold `!/`.
  std::vector<std::uint32_t> containers;

  [[nodiscard]] std::string file() const {
    return containers.empty() ? path : path.substr(0, containers.front());
  }
  // Within the file: the members' names, the outermost first.
  [[nodiscard]] std::vector<std::string> members() const;
  [[nodiscard]] Location member(const std::string& name) const;
  bool operator==(const Location&) const = default;
};

inline constexpr std::string_view kMemberMark = "!/";

// A document that is to be done.
struct Task {
  Location location;
  std::shared_ptr<const Problem> refused;       // null: none, as for nearly all
  std::map<std::string, std::string> manifest;  // see SourceInfo
  std::string name;                             // in OUT/documents; empty: not known yet
  std::int64_t size = 0;                        // of the file
  std::int64_t modified_ns = 0;
  bool named = false;        // the name is that of its answer in an earlier run
  bool maybe_known = false;  // another file, or this one in an earlier run, has the same size
};

// A file of little content whose message is short too, so that many of them fit into a channel:
// else supervisor and worker could wait for each other.
[[nodiscard]] bool is_surely_small(const Task& task);
// Of the message that hands it to a worker, about.
[[nodiscard]] std::size_t message_bytes(const Task& task);

// Told by their place, which they keep; their order is another thing.
class Tasks {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  [[nodiscard]] const Task& operator[](std::size_t place) const { return tasks_[place].task; }
  [[nodiscard]] Task& at(std::size_t place) { return tasks_[place].task; }
  [[nodiscard]] std::size_t size() const { return tasks_.size(); }
  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t after(std::size_t place) const { return tasks_[place].next; }

  // At the end. Gives its place.
  std::size_t add(Task task);
  // Right after `place`.
  std::size_t insert(std::size_t place, Task task);

 private:
  struct Entry {
    Task task;
    std::size_t next = kNone;
  };
  std::deque<Entry> tasks_;
  std::size_t first_ = kNone;
  std::size_t last_ = kNone;
};

}  // namespace tachado::pipeline
