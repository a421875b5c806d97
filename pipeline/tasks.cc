#include "pipeline/tasks.h"

#include <utility>

#include "pipeline/archive.h"

namespace tachado::pipeline {

std::vector<std::string> Location::members() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < containers.size(); ++i) {
    const std::size_t begin = containers[i] + kMemberMark.size();
    const std::size_t end = i + 1 < containers.size() ? containers[i + 1] : path.size();
    names.push_back(path.substr(begin, end - begin));
  }
  return names;
}

Location Location::member(const std::string& name) const {
  Location inner{path, containers};
  inner.containers.push_back(static_cast<std::uint32_t>(path.size()));
  inner.path += kMemberMark;
  inner.path += name;
  return inner;
}

namespace {

std::size_t manifest_bytes(const Task& task) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : task.manifest) bytes += name.size() + value.size() + 2;
  return bytes;
}

}  // namespace

std::size_t message_bytes(const Task& task) {
  constexpr std::size_t kRest = 64;
  return kRest + task.location.path.size() + manifest_bytes(task);
}

bool is_surely_small(const Task& task) {
  constexpr std::int64_t kFileBytes = 65536;
  constexpr std::size_t kManifestBytes = 1024;
  return task.size >= 0 && task.size <= kFileBytes && manifest_bytes(task) <= kManifestBytes &&
         task.refused == nullptr && task.location.containers.empty() &&
         !is_archive_name(task.location.path);
}

std::size_t Tasks::add(Task task) {
  tasks_.push_back({std::move(task), kNone});
  const std::size_t place = tasks_.size() - 1;
  (last_ == kNone ? first_ : tasks_[last_].next) = place;
  return last_ = place;
}

std::size_t Tasks::insert(std::size_t place, Task task) {
  if (place == last_) return add(std::move(task));
  tasks_.push_back({std::move(task), tasks_[place].next});
  return tasks_[place].next = tasks_.size() - 1;
}

}  // namespace tachado::pipeline
