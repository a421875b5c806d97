#include "pipeline/output_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/atomic_file.h"
#include "pipeline/digest.h"
#include "stages/export/rename.h"

namespace tachado::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopyBytes = std::size_t{1} << 20U;  // of a document, written at a time

// Makes `path` and what lies above it.
Result<void> make_folders(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (!error) return {};
  errno = error.value();
  return fail(io_problem("the folder cannot be made"));
}

std::string mark_of(const std::string& folder) { return folder + "/.tachado/tables"; }

}  // namespace

OutputFolder::OutputFolder(std::string path, unsigned file_mode, Fd lock, State state)
    : path_(std::move(path)),
      file_mode_(file_mode),
      lock_(std::move(lock)),
      documents_(::open((path_ + "/documents").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)),
      state_(std::make_unique<State>(std::move(state))) {}

Result<OutputFolder> OutputFolder::open(const std::string& path, unsigned file_mode) {
  return try_open(path, file_mode).map_error([](Problem problem) {
    const bool in_use = problem.kind == ProblemKind::limit;
    problem.message += in_use ? "; wait for it, or choose another folder with -o"
                              : "; choose another folder with -o";
    return problem;
  });
}

Result<OutputFolder> OutputFolder::try_open(const std::string& path, unsigned file_mode) {
  const std::string hidden = path + "/.tachado";
  for (const std::string& folder : {path + "/documents", hidden}) {
    if (auto made = make_folders(folder); !made) return fail(std::move(made).error());
  }
  Fd lock(::open((hidden + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!lock) return fail(io_problem("the folder cannot be written"));
  if (::flock(lock.value(), LOCK_EX | LOCK_NB) != 0) {
    // Shared file systems may be mounted without locks.
    if (errno != EWOULDBLOCK) return fail(io_problem("the folder cannot be locked"));
    return fail({"pipeline", std::nullopt, ProblemKind::limit, "another run is writing there"});
  }
  // Nobody else is here: what has no final name was left by a run that was killed.
  std::error_code ignored;
  fs::remove_all(hidden + "/writing", ignored);
  if (auto made = make_folders(hidden + "/writing"); !made) return fail(std::move(made).error());
  auto state = State::open_to_write(hidden + "/state.sqlite");
  if (!state) return fail(std::move(state).error());
  if (auto held = state->hold(); !held) return fail(std::move(held).error());
  OutputFolder folder(path, file_mode, std::move(lock), std::move(*state));
  if (auto made = make_folders(folder.pages_folder()); !made) return fail(std::move(made).error());
  for (const auto& entry : fs::directory_iterator(folder.pages_folder(), ignored)) {
    folder.kept_pages_.insert(entry.path().filename().string());
  }
  return folder;
}

std::string OutputFolder::next_temporary() {
  return fmt::format("{}/.tachado/writing/{}", path_, ++temporaries_);
}

std::string OutputFolder::temporary_table(std::string_view name) const {
  return fmt::format("{}/.tachado/writing/{}", path_, name);
}

std::string OutputFolder::tables_mark() const { return mark_of(path_); }

Result<LastFolder::Place> OutputFolder::place_of(const std::string& target) {
  const std::size_t length = target.rfind('/');
  if (target.compare(0, length, made_folder_) != 0) {
    const std::string folder = target.substr(0, length);
    if (auto made = make_folders(folder); !made) return fail(std::move(made).error());
    made_folder_ = folder;
    published_to_.forget();
  }
  published_ = true;
  return published_to_.of(target);
}

Fd OutputFolder::make_unnamed() const {
  return Fd(::openat(documents_.value(), ".", O_RDWR | O_TMPFILE | O_CLOEXEC, file_mode_));
}

// Without the right to search everywhere, kernels before 6.10 give a name by /proc only.
bool OutputFolder::give_name(const Fd& file, const LastFolder::Place& place) const {
  if (naming_ == Naming::by_descriptor) {
    return ::linkat(file.value(), "", place.folder, place.name, AT_EMPTY_PATH) == 0;
  }
  const std::string path = fmt::format("/proc/self/fd/{}", file.value());
  return ::linkat(AT_FDCWD, path.c_str(), place.folder, place.name, AT_SYMLINK_FOLLOW) == 0;
}

// Making a file without a name and naming it when it is whole costs less than changing a name. Not
// every file system can.
void OutputFolder::choose_naming() {
  const Fd file = make_unnamed();
  const std::string name = next_temporary();
  for (const Naming naming : {Naming::by_descriptor, Naming::by_path}) {
    naming_ = naming;
    if (!file || !give_name(file, {AT_FDCWD, name.c_str()})) continue;
    ::unlink(name.c_str());
    return;
  }
  naming_ = Naming::unsupported;
}

Result<NewFile> OutputFolder::new_file() {
  if (naming_ == Naming::not_known) choose_naming();
  NewFile file;
  if (naming_ != Naming::unsupported) {
    file = NewFile(make_unnamed());
  } else {
    const std::string path = next_temporary();
    Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, file_mode_));
    if (fd) file = NewFile(std::move(fd), path);
  }
  if (!file.fd()) return fail(io_problem("cannot be written"));
  return file;
}

// A link cannot replace a document, a name that is changed can (and is let be where both names are
// of one file already).
Result<void> OutputFolder::publish(NewFile file, const std::string& name, bool fresh) {
  const std::string target = path_ + "/documents/" + name;
  const auto place = place_of(target);
  if (!place) return fail(place.error());
  if (file.path().empty()) {
    if (fresh && give_name(file.fd(), *place)) return {};
    const std::string path = next_temporary();
    if (!give_name(file.fd(), {AT_FDCWD, path.c_str()})) {
      return fail(io_problem(target + " cannot be made"));
    }
    file.set_path(path);
  }
  if (::renameat(AT_FDCWD, file.path().c_str(), place->folder, place->name) != 0) {
    return fail(io_problem(target + " cannot be made"));
  }
  return {};
}

Result<NewFile> OutputFolder::copy_document(const std::string& name, const SourceInfo& to) {
  std::ifstream in(path_ + "/documents/" + name, std::ios::binary);
  auto out = new_file();
  if (!out) return out;
  std::string buffer;
  Result<void> written;
  for (std::string line; written && std::getline(in, line);) {
    buffer += line.starts_with("\"source\"") ? exporting::renamed_line(line, to) : line;
    buffer += '\n';
    if (buffer.size() < kCopyBytes) continue;
    written = write_all(out->fd().value(), buffer);
    buffer.clear();
  }
  if (in.bad() || !in.eof()) return fail(io_problem(name + " cannot be read"));
  if (written) written = write_all(out->fd().value(), buffer);
  if (!written) return fail(std::move(written).error());
  return out;
}

Result<NewFile> OutputFolder::adopt_document(const std::string& file) {
  const std::string path = next_temporary();
  if (::link(file.c_str(), path.c_str()) == 0) return NewFile(Fd(), path);
  auto from = open_regular(file);
  if (!from) return fail(std::move(from).error());
  auto to = new_file();
  if (!to) return to;
  std::string piece;
  for (;;) {
    piece.resize(kCopyBytes);
    const ssize_t got = ::read(from->value(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(io_problem("cannot be read"));
    if (got == 0) return to;
    piece.resize(static_cast<std::size_t>(got));
    if (auto written = write_all(to->fd().value(), piece); !written) {
      return fail(std::move(written).error());
    }
  }
}

Result<Fd> OutputFolder::kept_pages(const std::string& path, bool make) {
  if (kept_pages_.empty() && !make) return Fd();
  const std::string name = sha256_hex(path);
  if (!make && !kept_pages_.contains(name)) return Fd();
  kept_pages_.insert(name);
  // What was recognised may be more than the document will say: for the owner alone.
  Fd fd(
      ::open((pages_folder() + "/" + name).c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!fd) return fail(io_problem("finished pages cannot be written"));
  return fd;
}

void OutputFolder::drop_kept_pages(const std::string& path) {
  if (kept_pages_.empty()) return;
  const std::string name = sha256_hex(path);
  if (kept_pages_.erase(name) > 0) ::unlink((pages_folder() + "/" + name).c_str());
}

void OutputFolder::drop_all_kept_pages() {
  for (const std::string& name : kept_pages_) ::unlink((pages_folder() + "/" + name).c_str());
  kept_pages_.clear();
}

Result<void> OutputFolder::make_durable() {
  if (std::exchange(published_, false) && ::syncfs(lock_.value()) != 0) {
    return fail(io_problem("cannot be written"));
  }
  return state_->commit();
}

bool OutputFolder::holds(const std::string& name) {
  const std::string path = path_ + "/documents/" + name;
  const LastFolder::Place place = looked_into_.of(path);
  return ::faccessat(place.folder, place.name, F_OK, 0) == 0;
}

bool OutputFolder::was_completed(const std::string& folder, const std::vector<Input>* inputs) {
  const auto mark = read_small_file(mark_of(folder));
  const auto run = read_small_file(folder + "/run.json");
  if (!mark || !run || (inputs != nullptr && *mark != digest_of(*inputs))) return false;
  const auto json = nlohmann::json::parse(*run, nullptr, false);
  return json.is_object() && json.value("complete", nlohmann::json()) == true;
}

bool OutputFolder::tables_stand(const std::vector<Input>& inputs) const {
  const auto mark = read_small_file(tables_mark());
  if (!mark || *mark != digest_of(inputs)) return false;
  const auto exists = [&](const char* name) { return ::access((path_ + name).c_str(), F_OK) == 0; };
  return exists("/documents.jsonl") && exists("/summary.csv") && exists("/failures.csv");
}

void OutputFolder::begin_changes() const { ::unlink(tables_mark().c_str()); }

Result<void> OutputFolder::write_run_file(std::string_view json) const {
  return write_file_atomically(path_ + "/run.json", json);
}

}  // namespace tachado::pipeline
