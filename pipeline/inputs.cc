#include "pipeline/inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <unordered_set>

#include "pipeline/digest.h"
#include "pipeline/files.h"

namespace tachado::pipeline {
namespace {

// Folders within folders; deeper ones come from loops of mounts or from malice.
constexpr int kMostDepth = 256;
// A rule for each is kept by the kernel for every worker.
constexpr std::size_t kMostRoots = 256;
// Of a list of paths: some ten million of them.
constexpr std::size_t kMostListBytes = std::size_t{1} << 30U;

struct DirectoryCloser {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, DirectoryCloser>;

Problem problem_of(ProblemKind kind, std::string message) {
  return {"pipeline", std::nullopt, kind, std::move(message)};
}

class Walk {
 public:
  Walk(std::vector<Input>& inputs, const std::string& skip) : inputs_(inputs) {
    has_skip_ = !skip.empty() && ::stat(skip.c_str(), &skip_) == 0;
  }

  void add_argument(const std::string& path) {
    struct stat status {};
    const bool there = ::lstat(path.c_str(), &status) == 0;
    if (there && S_ISLNK(status.st_mode)) {
      add_root_of_link(path);
      if (::stat(path.c_str(), &status) != 0) status = {};
    }
    if (there && S_ISDIR(status.st_mode)) {
      add_root(path);
      const std::size_t before = inputs_.size();
      folder(path, 0);
      if (inputs_.size() == before) {
        add(path, problem_of(ProblemKind::empty, "is a folder without files"));
      }
    } else {
      add_root(path.find('/') == std::string::npos ? "." : path.substr(0, path.rfind('/') + 1));
      add(path, std::nullopt);  // what is wrong with it shows when it is opened
    }
  }

  [[nodiscard]] std::vector<std::string> roots() const {
    if (roots_.size() > kMostRoots) return {"/"};
    return {roots_.begin(), roots_.end()};
  }

 private:
  struct Entry {
    std::string name;
    bool folder = false;
    std::unique_ptr<Problem> problem;  // seldom: entries are moved about while they are sorted
  };

  void add_root(const std::string& path) {
    if (roots_.size() <= kMostRoots) roots_.insert(path);
  }

  // What a link leads to may lie anywhere.
  void add_root_of_link(const std::string& path) {
    if (roots_.size() > kMostRoots) return;
    if (char* real = ::realpath(path.c_str(), nullptr)) {
      roots_.insert(real);
      std::free(real);
    }
  }

  void add(std::string path, std::optional<Problem> problem) {
    if (seen_.insert(path).second) inputs_.push_back({std::move(path), std::move(problem)});
  }

  void folder(const std::string& path, int depth) {
    if (depth > kMostDepth) {
      add(path, problem_of(ProblemKind::limit,
                           fmt::format("lies more than {} folders deep", kMostDepth)));
      return;
    }
    const Directory directory(::opendir(path.c_str()));
    if (directory == nullptr) {
      add(path, io_problem("is a folder that cannot be read"));
      return;
    }
    const std::string stem = path.back() == '/' ? path : path + '/';
    std::vector<Entry> entries = read_entries(directory.get(), stem);
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    for (Entry& entry : entries) {
      if (entry.folder) {
        entry.name.pop_back();
        folder(stem + entry.name, depth + 1);
      } else {
        add(stem + entry.name,
            entry.problem ? std::optional(std::move(*entry.problem)) : std::nullopt);
      }
    }
  }

  std::vector<Entry> read_entries(DIR* directory, const std::string& stem) {
    std::vector<Entry> entries;
    while (const dirent* item = ::readdir(directory)) {
      const std::string_view name = item->d_name;
      if (name == "." || name == "..") continue;
      if (auto entry = entry_of(directory, *item)) {
        if (item->d_type != DT_REG && item->d_type != DT_DIR) add_root_of_link(stem + entry->name);
        if (entry->folder) entry->name += '/';  // by the bytes of the whole path it sorts so
        entries.push_back(std::move(*entry));
      }
    }
    return entries;
  }

  std::optional<Entry> entry_of(DIR* directory, const dirent& item) const {
    Entry entry{item.d_name, false, nullptr};
    if (item.d_type == DT_REG) return entry;
    const int at = ::dirfd(directory);
    struct stat status {};
    if (::fstatat(at, item.d_name, &status, 0) != 0) {
      entry.problem = std::make_unique<Problem>(io_problem("cannot be read"));
    } else if (S_ISDIR(status.st_mode)) {
      struct stat itself {};
      const bool link =
          ::fstatat(at, item.d_name, &itself, AT_SYMLINK_NOFOLLOW) != 0 || S_ISLNK(itself.st_mode);
      const bool skipped =
          has_skip_ && status.st_dev == skip_.st_dev && status.st_ino == skip_.st_ino;
      if (skipped) return std::nullopt;
      if (link) {
        entry.problem = std::make_unique<Problem>(
            problem_of(ProblemKind::unsupported,
                       "is a link to a folder, which is not followed; name the folder itself to "
                       "have it read"));
        return entry;
      }
      entry.folder = true;
    } else if (!S_ISREG(status.st_mode)) {
      entry.problem = std::make_unique<Problem>(
          problem_of(ProblemKind::unsupported, S_ISFIFO(status.st_mode)
                                                   ? "is a named pipe, not a file"
                                                   : "is a device or socket, not a file"));
    }
    return entry;
  }

  std::vector<Input>& inputs_;
  std::unordered_set<std::string> seen_;
  std::set<std::string> roots_;
  bool has_skip_ = false;
  struct stat skip_ {};
};

}  // namespace

std::vector<std::string> split_list(const std::string& list) {
  const char separator = list.find('\0') == std::string::npos ? '\n' : '\0';
  std::vector<std::string> paths;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find(separator, begin), list.size());
    std::string path = list.substr(begin, end - begin);
    if (separator == '\n' && path.ends_with('\r')) path.pop_back();
    if (!path.empty()) paths.push_back(std::move(path));
    begin = end + 1;
  }
  return paths;
}

Result<std::vector<Input>> collect_inputs(const std::vector<std::string>& arguments,
                                          const std::vector<std::string>& more,
                                          const std::string& skip,
                                          std::vector<std::string>* roots) {
  std::vector<Input> inputs;
  Walk walk(inputs, skip);
  for (const std::string& argument : arguments) {
    if (!argument.starts_with('@') && argument != "-") {
      walk.add_argument(argument);
      continue;
    }
    auto list = argument == "@-" || argument == "-"
                    ? read_to_end(STDIN_FILENO, kMostListBytes)
                    : read_list_file(argument.substr(1), kMostListBytes);
    if (!list) {
      Problem problem = std::move(list).error();
      problem.message = "the list " + problem.message;
      return fail(std::move(problem));
    }
    for (const std::string& path : split_list(*list)) walk.add_argument(path);
  }
  for (const std::string& path : more) walk.add_argument(path);
  if (roots != nullptr) *roots = walk.roots();
  return inputs;
}

std::string digest_of(const std::vector<Input>& inputs) {
  Sha256 sum;
  for (const Input& input : inputs)
    sum.add(std::string_view(input.path.c_str(), input.path.size() + 1));
  return sum.hex();
}

int hashed_part(const std::string& path, int of) {
  constexpr std::size_t kDigits = 8;  // 32 bits: even parts for any number of them
  const auto value = std::stoul(sha256_hex(path).substr(0, kDigits), nullptr, 16);
  return static_cast<int>(value % static_cast<unsigned long>(of));
}

void keep_shard(std::vector<Input>& inputs, const Shard& shard) {
  if (shard.of == 1) return;
  std::erase_if(inputs, [&](const Input& input) {
    return hashed_part(input.path, shard.of) != shard.number - 1;
  });
}

}  // namespace tachado::pipeline
