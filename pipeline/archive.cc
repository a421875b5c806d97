#include "pipeline/archive.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unordered_set>
#include <utility>

#include "stages/handles/archive_library.h"

namespace tachado::pipeline {
namespace {

const handles::ArchiveLibrary& library() { return handles::ArchiveLibrary::loaded(); }

struct ReaderFreer {
  void operator()(archive* reader) const { library().read_free(reader); }
};
using Reader = std::unique_ptr<archive, ReaderFreer>;

constexpr std::array<std::string_view, 12> kEndings{".zip",     ".tar",    ".7z",      ".rar",
                                                    ".tgz",     ".tbz",    ".txz",     ".tar.gz",
                                                    ".tar.bz2", ".tar.xz", ".tar.zst", ".tbz2"};
// Read at a time.
constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

tl::unexpected<Problem> problem(ProblemKind kind, std::string message) {
  return fail({"pipeline", std::nullopt, kind, std::move(message)});
}

// What libarchive says of a failure: only the kind is ours, its words go to people.
Problem problem_of(archive* reader) {
  const char* said = library().error_string(reader);
  const std::string words = said != nullptr ? said : "unknown error";
  const bool secret =
      words.find("assphrase") != std::string::npos || words.find("ncrypted") != std::string::npos;
  return {"pipeline", std::nullopt, secret ? ProblemKind::encrypted : ProblemKind::damaged,
          secret ? "the archive needs a password that was not given"
                 : fmt::format("the archive cannot be read: {}", words)};
}

std::string name_of(archive_entry* entry) {
  const char* name = library().entry_pathname(entry);
  if (name == nullptr) name = library().entry_pathname_utf8(entry);
  return name != nullptr ? name : "";
}

}  // namespace

bool is_archive_name(std::string_view name) {
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) {
    return name.size() > ending.size() &&
           std::equal(
               ending.begin(), ending.end(), name.end() - static_cast<int>(ending.size()),
               [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
  });
}

struct Archive::State {
  std::string path;
  std::vector<std::string> passwords;
  ArchiveLimits limits;
  std::int64_t own_bytes = 0;
  Reader reader;
  std::unordered_set<std::string> passed;  // names of members that lie behind

  Result<void> begin() {
    passed.clear();
    reader.reset(library().read_new());
    // Formats and filters one by one: some of the others start programs.
    library().read_support_format_zip(reader.get());
    library().read_support_format_tar(reader.get());
    library().read_support_format_7zip(reader.get());
    library().read_support_format_rar(reader.get());
    library().read_support_format_rar5(reader.get());
    library().read_support_filter_gzip(reader.get());
    library().read_support_filter_bzip2(reader.get());
    library().read_support_filter_xz(reader.get());
    library().read_support_filter_zstd(reader.get());
    for (const std::string& password : passwords) {
      library().read_add_passphrase(reader.get(), password.c_str());
    }
    if (library().read_open_filename(reader.get(), path.c_str(), kBlockBytes) != ARCHIVE_OK) {
      return problem(ProblemKind::unsupported, "is no archive that can be read");
    }
    return {};
  }

  // The next file; null at the end. Fails where the archive does.
  Result<archive_entry*> next() {
    for (;;) {
      archive_entry* entry = nullptr;
      const int code = library().read_next_header(reader.get(), &entry);
      if (code == ARCHIVE_EOF) return nullptr;
      if (code == ARCHIVE_RETRY) continue;
      if (code < ARCHIVE_WARN) return fail(problem_of(reader.get()));
      const bool link = library().entry_hardlink(entry) != nullptr;
      if (library().entry_filetype(entry) == AE_IFREG && !link) return entry;
    }
  }

  [[nodiscard]] bool is_bomb(std::int64_t bytes) const {
    return bytes > limits.harmless_bytes && bytes / limits.ratio > own_bytes;
  }
  [[nodiscard]] std::optional<Problem> too_much(std::int64_t bytes) const {
    if (bytes > limits.bytes) {
      return Problem{"pipeline", std::nullopt, ProblemKind::limit,
                     fmt::format("the archive holds more than {} MB; raise --archive-mb to allow "
                                 "more",
                                 limits.bytes >> 20U)};
    }
    if (!is_bomb(bytes)) return std::nullopt;
    return Problem{"pipeline", std::nullopt, ProblemKind::limit,
                   fmt::format("the archive expands to more than {} times its size; raise "
                               "--archive-ratio to allow more",
                               limits.ratio)};
  }
};

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const std::string& path, const std::vector<std::string>& passwords,
                              const ArchiveLimits& limits) {
  if (const std::string& failure = library().failure; !failure.empty()) {
    return problem(ProblemKind::io, "archives cannot be read here: " + failure);
  }
  auto file = open_regular(path);
  if (!file) return fail(std::move(file).error());
  struct stat status {};
  if (::fstat(file->value(), &status) != 0) return fail(io_problem("cannot be read"));
  auto state = std::make_unique<State>();
  state->path = path;
  state->passwords = passwords;
  state->limits = limits;
  state->own_bytes = status.st_size;
  if (auto begun = state->begin(); !begun) return fail(std::move(begun).error());
  return Archive(std::move(state));
}

Result<ArchiveList> Archive::list() {
  ArchiveList list;
  std::unordered_set<std::string> seen;
  std::int64_t stated = 0;
  for (;;) {
    auto entry = state_->next();
    if (!entry) {
      if (list.members.empty()) return fail(std::move(entry).error());
      list.problem = std::move(entry).error();
      return list;
    }
    if (*entry == nullptr) return list;
    if (library().entry_size_is_set(*entry) != 0) {
      const std::int64_t size = std::max<std::int64_t>(0, library().entry_size(*entry));
      stated = size > state_->limits.bytes - stated ? state_->limits.bytes + 1 : stated + size;
    }
    if (auto bomb = state_->too_much(stated)) return fail(std::move(*bomb));
    if (list.members.size() >= static_cast<std::size_t>(state_->limits.members)) {
      list.problem = Problem{"pipeline", std::nullopt, ProblemKind::limit,
                             fmt::format("the archive has more than {} members; raise "
                                         "--archive-members to see them all",
                                         state_->limits.members)};
      return list;
    }
    std::string name = name_of(*entry);
    state_->passed.insert(name);
    if (!name.empty() && seen.insert(name).second) list.members.push_back(std::move(name));
  }
}

Result<void> Archive::extract(const std::string& member, int out) {
  if (state_->passed.contains(member)) {
    if (auto begun = state_->begin(); !begun) return begun;
  }
  for (;;) {
    auto entry = state_->next();
    if (!entry) return fail(std::move(entry).error());
    if (*entry == nullptr) return problem(ProblemKind::damaged, "the archive has no such member");
    const std::string name = name_of(*entry);
    if (state_->passed.insert(name).second && name == member) break;
  }
  std::array<char, kBlockBytes> block{};
  std::int64_t bytes = 0;
  for (;;) {
    const auto got = library().read_data(state_->reader.get(), block.data(), block.size());
    if (got == 0) return {};
    if (got == ARCHIVE_RETRY) continue;
    if (got < 0) return fail(problem_of(state_->reader.get()));
    bytes += got;
    if (auto bomb = state_->too_much(bytes)) return fail(std::move(*bomb));
    auto written = write_all(out, std::string_view(block.data(), static_cast<std::size_t>(got)));
    if (!written) return written;
  }
}

}  // namespace tachado::pipeline
