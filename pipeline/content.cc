#include "pipeline/content.h"

#include <fmt/format.h>
#include <unistd.h>

#include <utility>

namespace tachado::pipeline {
namespace {

Problem too_deep(std::size_t levels) {
  return {
      "pipeline", std::nullopt, ProblemKind::limit,
      fmt::format("lies in {} containers, one in the other; raise --archive-depth to allow more",
                  levels)};
}

Problem too_large(const ArchiveLimits& limits) {
  return {"pipeline", std::nullopt, ProblemKind::limit,
          fmt::format("comes to more than {} MB; raise --archive-mb to allow more",
                      limits.bytes >> 20U)};
}

}  // namespace

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

void ContentFiles::Level::forget() {
  content.clear();
  container.clear();
  archive.reset();
  portfolio.reset();
}

Result<void> ContentFiles::open_container(Level& level, const std::string& path,
                                          const std::string& name) const {
  level.forget();
  if (is_archive_name(name)) {
    auto archive = Archive::open(path, passwords_, limits_);
    if (!archive) return fail(std::move(archive).error());
    level.archive = std::move(*archive);
  } else {
    auto portfolio = pdf::Portfolio::open(path, passwords_, limits_.members);
    if (!portfolio) return fail(std::move(portfolio).error());
    level.portfolio = std::move(*portfolio);
  }
  level.container = name;
  return {};
}

Result<void> ContentFiles::extract(Level& level, const std::string& member) const {
  const int out = level.file.value();
  if (level.archive) return level.archive->extract(member, out);
  std::int64_t bytes = 0;
  Result<void> written;
  auto read = level.portfolio->read(member, [&](std::string_view piece) {
    bytes += static_cast<std::int64_t>(piece.size());
    written = bytes > limits_.bytes ? fail(too_large(limits_)) : write_all(out, piece);
    return written.has_value();
  });
  return read ? written : read;
}

Result<std::string> ContentFiles::open(const Location& location) {
  std::string path = location.file();
  std::string name = path;
  const std::vector<std::string> members = location.members();
  if (members.size() > levels_.size()) return fail(too_deep(members.size()));
  for (std::size_t i = 0; i < members.size(); ++i) {
    Level& level = levels_[i];
    const std::string inner = name + std::string(kMemberMark) + members[i];
    if (level.content != inner) {
      level.content.clear();
      if (level.container != name || name.empty()) {
        if (auto opened = open_container(level, path, name); !opened) {
          return fail(std::move(opened).error());
        }
      }
      if (!level.file || ::ftruncate(level.file.value(), 0) != 0 ||
          ::lseek(level.file.value(), 0, SEEK_SET) != 0) {
        return fail(io_problem("no temporary file for a member of a container"));
      }
      if (auto extracted = extract(level, members[i]); !extracted) {
        level.forget();
        return fail(std::move(extracted).error());
      }
      level.content = inner;
    }
    name = inner;
    path = fmt::format("/proc/self/fd/{}", level.file.value());
  }
  return path;
}

std::vector<std::string> ContentFiles::portfolio_files(const std::string& path) const {
  const auto portfolio = pdf::Portfolio::open(path, passwords_, limits_.members);
  return portfolio ? portfolio->files() : std::vector<std::string>();
}

Result<ArchiveList> ContentFiles::list(const Location& location) {
  if (location.containers.size() >= levels_.size()) {
    return fail(too_deep(location.containers.size() + 1));
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
