#include "pipeline/report.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/batch_reader.h"
#include "pipeline/cores.h"
#include "pipeline/files.h"
#include "pipeline/messages.h"
#include "pipeline/page_images.h"
#include "pipeline/sandbox.h"

namespace tachado::pipeline {
namespace {

namespace fs = std::filesystem;

// What a folder must hold to be taken for a report of ours, and replaced.
constexpr const char* kMark = "/.tachado-report";

Result<void> move(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return {};
  return fail(io_problem(to + " cannot be made"));
}

// The new report in place of the earlier one, in one step where the system has it.
Result<void> take_place(const std::string& made, const std::string& path) {
  if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, path.c_str(), RENAME_EXCHANGE) == 0) {
    std::error_code ignored;
    fs::remove_all(made, ignored);
    return {};
  }
  std::error_code ignored;
  fs::remove_all(path, ignored);
  return move(made, path);
}

// Pictures of documents that the batch no longer has.
void forget_others(const std::string& images, const std::vector<std::string>& ids) {
  std::error_code ignored;
  for (const auto& each : fs::directory_iterator(images, ignored)) {
    const std::string name = each.path().filename().string();
    if (!std::binary_search(ids.begin(), ids.end(), name)) fs::remove_all(each.path(), ignored);
  }
}

class Maker {
 public:
  Maker(const MakeReportOptions& options, std::string path)
      : options_(options), path_(std::move(path)), images_(image_settings(options)) {}

  [[nodiscard]] Result<void> make(const BatchReader& batch) {
    const std::string made = path_ + ".tmp";
    if (auto begun = begin(made); !begun) return begun;
    auto report = exporting::Report::begin(made, options_.report);
    if (!report) return fail(std::move(report).error());
    std::vector<std::string> ids;
    auto done = batch.each([&](const StoredDocument& document) -> Result<void> {
      std::ifstream in(document.file, std::ios::binary);
      if (!in) return fail(named(document, io_problem("cannot be read")));
      auto added = (*report)->add(document.location.path, in);
      if (!added) return fail(named(document, std::move(added).error()));
      if (!options_.report.images) return {};
      ids.push_back(added->id);
      return images_.add({document.location, added->sha256, folder_of(made, added->id),
                          added->pages, std::move(added->masked)});
    });
    if (done) done = images_.finish();
    if (done) done = (*report)->finish();
    if (!done) return done;
    std::sort(ids.begin(), ids.end());
    forget_others(made + "/images", ids);
    return take_place(made, path_);
  }

  [[nodiscard]] int missing() const { return images_.missing(); }

 private:
  static ImageSettings image_settings(const MakeReportOptions& options) {
    ImageSettings settings;
    settings.jobs = options.jobs > 0 ? options.jobs : cores();
    settings.sealed = options.sandbox && can_seal();
    settings.documents = options.settings;
    return settings;
  }
  // What is masked in one report is not in another.
  [[nodiscard]] std::string images_name() const {
    return options_.report.privacy.mask_personal ? "masked" : "plain";
  }
  [[nodiscard]] static std::string folder_of(const std::string& made, const std::string& id) {
    return made + "/images/" + id;
  }

  // A folder beside the report, with the pictures of the earlier one, if they are of the same make.
  [[nodiscard]] Result<void> begin(const std::string& made) const {
    if (::access(path_.c_str(), F_OK) == 0 && ::access((path_ + kMark).c_str(), F_OK) != 0) {
      return fail({"pipeline", std::nullopt, ProblemKind::unsupported,
                   path_ + ": is there and is no report; choose another folder with -o"});
    }
    std::error_code error;
    // What a killed run left may hold pictures worth keeping.
    const auto old_mark = read_small_file(made + kMark);
    if (!old_mark || *old_mark != images_name()) fs::remove_all(made, error);
    fs::create_directories(made, error);
    if (error) {
      errno = error.value();
      return fail(io_problem(made + " cannot be made"));
    }
    for (const char* part : {"/documents", "/search", "/data"}) fs::remove_all(made + part, error);
    if (options_.report.privacy.reveal && ::chmod(made.c_str(), 0700) != 0) {
      return fail(io_problem(made + " cannot be kept from others"));
    }
    if (auto marked = write_file_atomically(made + kMark, images_name()); !marked) return marked;
    const auto mark = read_small_file(path_ + kMark);
    if (mark && *mark == images_name() && ::access((path_ + "/images").c_str(), F_OK) == 0 &&
        ::access((made + "/images").c_str(), F_OK) != 0) {
      return keep_images(path_ + "/images", made + "/images");
    }
    return {};
  }

  // As links, so that the earlier report stays whole until the new one is.
  [[nodiscard]] static Result<void> keep_images(const std::string& from, const std::string& to) {
    std::error_code error;
    fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::create_hard_links, error);
    if (error)
      fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::skip_existing, error);
    if (!error) return {};
    errno = error.value();
    return fail(io_problem(to + " cannot be made"));
  }

  const MakeReportOptions& options_;
  std::string path_;
  PageImages images_;
};

}  // namespace

ExitCode make_report(const MakeReportOptions& options) {
  const auto batch = BatchReader::open(options.folder);
  if (!batch) {
    say_error(options.folder, batch.error().message);
    return ExitCode::could_not_run;
  }
  std::string path = options.output.empty() ? options.folder + "/report" : options.output;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  Maker maker(options, path);
  if (auto made = maker.make(*batch); !made) {
    say_error("", made.error().message);
    return ExitCode::could_not_run;
  }
  if (maker.missing() > 0) {
    say_warning(path, fmt::format("{} pages have no picture: their files are gone, have changed, "
                                  "are encrypted, or cannot be drawn",
                                  maker.missing()));
  }
  if (options.report.privacy.reveal) {
    say_warning(path, "holds revealed text; the folder is readable by you alone");
  }
  std::fputs(fmt::format("{}/index.html\n", path).c_str(), stdout);
  return ExitCode::ok;
}

}  // namespace tachado::pipeline
