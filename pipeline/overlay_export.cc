#include "pipeline/overlay_export.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <filesystem>
#include <fstream>
#include <utility>

#include "pipeline/content.h"
#include "pipeline/files.h"
#include "pipeline/overlay.h"
#include "pipeline/sandbox.h"
#include "stages/export/redacted_pages.h"

namespace tachado::pipeline {
namespace {

constexpr int kChanged = 2;  // what the process says: the source is not what was read
constexpr int kUndrawn = 3;

// Never returns.
[[noreturn]] void draw(const exporting::RedactedPages& redacted, const Location& location,
                       const std::string& folder, const Settings& settings) {
  silence_standard_streams();
  const auto seconds = static_cast<rlim_t>(settings.limits.document_seconds);
  const rlimit time{seconds, seconds};
  limit_memory(settings.limits.memory_mb);
  ::setrlimit(RLIMIT_CPU, &time);
  int status = 0;
  try {
    ContentFiles contents(settings.passwords, settings.limits.archives);
    contents.prepare();
    const OpenedFile file = open_document(location, settings, contents);
    if (!file.source || file.info.sha256 != redacted.sha256) ::_exit(kChanged);
    for (const Page& page : redacted.pages) {
      if (!write_overlay(*file.source, page, fmt::format("{}/{}.png", folder, page.number))) {
        status = kUndrawn;
      }
    }
  } catch (const std::exception&) {
    status = kUndrawn;
  }
  ::_exit(status);
}

Problem problem(ProblemKind kind, const char* what) {
  return {"pipeline", std::nullopt, kind, what};
}

}  // namespace

Result<void> export_overlays(const StoredDocument& document, const std::string& folder,
                             const Settings& settings) {
  std::ifstream in(document.file, std::ios::binary);
  if (!in) return fail(named(document, io_problem("cannot be read")));
  const auto redacted = exporting::read_redacted_pages(in);
  if (!redacted) return fail(named(document, redacted.error()));
  if (redacted->pages.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(problem(ProblemKind::io, "the folder for the pictures cannot be made"));
  const pid_t process = ::fork();
  if (process < 0) return fail(io_problem("no process can be started"));
  if (process == 0) draw(*redacted, document.location, folder, settings);
  int status = 0;
  ::waitpid(process, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  Problem what = problem(ProblemKind::crash, "the process that drew its pages died");
  if (WIFEXITED(status) && WEXITSTATUS(status) == kChanged) {
    what = problem(ProblemKind::io, "the original is gone or was changed after it was read");
  } else if (WIFEXITED(status)) {
    what = problem(ProblemKind::damaged, "some of its pages could not be drawn");
  }
  return fail(named(document, std::move(what)));
}

}  // namespace tachado::pipeline
