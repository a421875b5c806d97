#include "pipeline/content.h"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

namespace tachado::pipeline {

// Where they cannot be made, opening a member says so.
void ContentFiles::prepare() {
  for (Level& level : levels_) {
    if (auto file = make_unnamed_file()) level.file = std::move(*file);
  }
}

std::vector<int> ContentFiles::descriptors() const {
  std::vector<int> descriptors;
  for (const Level& level : levels_) descriptors.push_back(level.file.value());
  return descriptors;
}

Result<std::string> ContentFiles::open(const Location& location) {
  std::string path = location.file();
  std::string name = path;
  const std::vector<std::string> members = location.members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    Level& level = levels_.at(i);
    const std::string inner = name + std::string(kMemberMark) + members[i];
    if (level.content != inner) {
      level.content.clear();
      if (!level.archive || level.container != name) {
        auto archive = Archive::open(path, passwords_, limits_);
        if (!archive) return fail(std::move(archive).error());
        level.archive = std::move(*archive);
        level.container = name;
      }
      if (!level.file || ::ftruncate(level.file.value(), 0) != 0 ||
          ::lseek(level.file.value(), 0, SEEK_SET) != 0) {
        return fail(io_problem("no temporary file for the member of an archive"));
      }
      auto extracted = level.archive->extract(members[i], level.file.value());
      if (!extracted) {
        level.archive.reset();
        return fail(std::move(extracted).error());
      }
      level.content = inner;
    }
    name = inner;
    path = fmt::format("/proc/self/fd/{}", level.file.value());
  }
  return path;
}

Result<ArchiveList> ContentFiles::list(const Location& location) {
  if (location.containers.size() >= kMostContainers) {
    return fail({"pipeline", std::nullopt, ProblemKind::limit,
                 fmt::format("the archive lies in {} others; unpack the outer ones first",
                             location.containers.size())});
  }
  auto path = open(location);
  if (!path) return fail(std::move(path).error());
  auto archive = Archive::open(*path, passwords_, limits_);
  if (!archive) return fail(std::move(archive).error());
  return archive->list();
}

OpenedFile open_document(const Location& location, const Settings& settings,
                         ContentFiles& contents) {
  const auto content = contents.open(location);
  if (content) return open_file(location.path, settings, *content);
  OpenedFile file;
  file.problem = content.error();
  return file;
}

}  // namespace tachado::pipeline
