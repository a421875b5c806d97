#include "pipeline/worklist.h"

#include <sys/stat.h>

#include <memory>
#include <utility>

#include "pipeline/delivery.h"

namespace tachado::pipeline {
namespace {

// Whether a limit kept something of it from being read. A path that holds these words only costs
// another reading.
bool hit_a_limit(const DocumentRow& row) {
  const std::string& rows = row.failures_csv;
  return row.status != Status::ok &&
         (rows.find(",timeout,") != std::string::npos ||
          rows.find(",memory,") != std::string::npos || rows.find(",limit,") != std::string::npos);
}

}  // namespace

Worklist::Worklist(const WorklistOptions& options, const Manifest& manifest, OutputFolder* folder,
                   std::function<void(const DocumentRow&)> unchanged)
    : options_(options),
      manifest_(manifest),
      folder_(folder),
      may_be_known_(folder != nullptr && folder->state().size() > 0),
      unchanged_(std::move(unchanged)) {}

// The names of earlier runs are read when the first new one is wanted: most reruns want none.
std::string Worklist::new_name(const std::string& path) {
  if (!std::exchange(names_known_, true)) {
    folder_->state().each([&](const std::string&, const StateEntry& entry) {
      if (!entry.name.empty()) names_.take(entry.name);
    });
  }
  return names_.name_for(path);
}

Worklist::Facts Worklist::facts_of(const std::string& path) {
  struct stat status {};
  const LastFolder::Place place = folder_of_inputs_.of(path);
  if (::fstatat(place.folder, place.name, &status, 0) != 0) return {};
  return {status.st_size,
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

// Whether an earlier run's answer still holds.
bool Worklist::stands(const StateEntry& entry, const Source& source) const {
  if (options_.verify && !entry.row.container && !entry.row.sha256.empty()) return false;
  if (entry.setup != options_.setup || entry.size != source.facts.size ||
      entry.modified_ns != source.facts.modified_ns ||
      entry.manifest != manifest_digest(source.manifest)) {
    return false;
  }
  if (!entry.row.container && !folder_->holds(entry.name)) return false;
  if (entry.row.status == Status::ok) return true;
  const bool may_open_now = entry.row.problem == "encrypted" && options_.passwords;
  if (options_.limits_changed && hit_a_limit(entry.row)) return false;
  // A file that could not be read may have become readable without being touched.
  return !options_.retry_failed && !may_open_now && entry.row.problem != "io";
}

void Worklist::consider(Location location, const std::optional<Problem>& problem,
                        const Source& source, const std::function<void(Task)>& put) {
  const auto entry = may_be_known_ ? folder_->state().find_facts(location.path) : std::nullopt;
  if (entry && stands(*entry, source)) {
    if (!entry->row.container) unchanged_(entry->row);
    for (const std::string& member : entry->row.members) {
      consider(location.member(member), std::nullopt, source, put);
    }
    return;
  }
  Task task;
  if (problem) task.refused = std::make_shared<const Problem>(*problem);
  task.manifest = source.manifest;
  task.size = source.facts.size;
  task.modified_ns = source.facts.modified_ns;
  if (folder_ != nullptr) {
    task.named = entry && !entry->name.empty();
    task.name = task.named ? entry->name : new_name(location.path);
  }
  task.location = std::move(location);
  put(std::move(task));
}

// Files are counted by their size first: only where two have the same can their contents be.
void Worklist::add(const Input& input) {
  const Source source{facts_of(input.path), manifest_.values(input.path)};
  consider({input.path, {}}, input.problem, source, [&](Task task) {
    if (task.location.containers.empty()) ++sizes_[task.size];
    tasks_.add(std::move(task));
  });
}

void Worklist::finish() {
  if (folder_ == nullptr || tasks_.size() == 0) return;
  for (const std::int64_t size : folder_->state().sizes()) ++sizes_[size];
  for (std::size_t place = 0; place < tasks_.size(); ++place) {
    Task& task = tasks_.at(place);
    const bool member = !task.location.containers.empty();
    task.maybe_known = !task.refused && (member || options_.verify || sizes_[task.size] > 1);
  }
  sizes_ = {};
}

std::vector<std::size_t> Worklist::open(std::size_t place,
                                        const std::vector<std::string>& members) {
  std::vector<std::size_t> places;
  if (members.empty()) return places;
  const Task container = tasks_[place];
  const Source source{{container.size, container.modified_ns}, container.manifest};
  std::size_t last = place;
  for (const std::string& member : members) {
    consider(container.location.member(member), std::nullopt, source, [&](Task task) {
      task.maybe_known = folder_ != nullptr;
      last = tasks_.insert(last, std::move(task));
      places.push_back(last);
    });
  }
  return places;
}

}  // namespace tachado::pipeline
