#include "pipeline/estimate.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "pipeline/sandbox.h"
#include "pipeline/signals.h"
#include "pipeline/source_file.h"

namespace tachado::pipeline {
namespace {

// Seconds of processor time on a core of 2.5 GHz. A scanned A4 page that is recognised: measured on
// one contract of 32 pages. A page of text and the opening and
// writing of a document are rough: 66 pages of nine contracts take 0.005 each, with their
// documents.
constexpr double kTextPage = 0.02;
constexpr double kScannedPage = 1.4;
constexpr double kDocument = 0.02;
// Of a file that could not be looked into, archives among them: as much as a scanned page has.
constexpr double kBytesPerPage = 200'000;
// Pages that are looked at, evenly spread.
constexpr int kSamples = 4;
// A page of fewer letters whose picture takes this share of it is a scan.
constexpr std::size_t kFewGlyphs = 30;
constexpr double kPictureShare = 0.5;
// A file that takes longer to look into is judged by its size.
constexpr int kMostMilliseconds = 10'000;

constexpr char kFile = 'f';
constexpr char kLook = 'l';

bool looks_scanned(PageSource& source, int number) {
  const auto page = source.interpret(number);
  if (!page || page->glyphs.size() >= kFewGlyphs) return false;
  const double sheet = page->width * page->height;
  return std::any_of(page->images.begin(), page->images.end(), [&](const ImagePlacement& image) {
    return image.box.area() > kPictureShare * sheet;
  });
}

std::vector<std::string> look(const std::string& path, const Settings& settings) {
  auto source = open_pages(path, settings);
  if (!source) return {};
  const int pages = (*source)->page_count();
  const int samples = std::min(pages, kSamples);
  int scanned = 0;
  for (int i = 0; i < samples; ++i) {
    if (looks_scanned(**source, 1 + i * pages / samples)) ++scanned;
  }
  return {std::to_string(pages), std::to_string(scanned), std::to_string(samples)};
}

[[noreturn]] void serve(Channel channel, const Settings& settings,
                        const std::vector<std::string>& readable) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ignore_interrupts();
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nothing.value(), fd);
#if !defined(__SANITIZE_ADDRESS__)
  const auto most = static_cast<rlim_t>(settings.limits.memory_mb) << 20U;
  const rlimit data{most, most};
  ::setrlimit(RLIMIT_DATA, &data);
#endif
  // Without a sandbox to be had, run says so.
  if (can_seal() && !seal({readable, {}})) ::_exit(1);
  while (auto message = channel.receive()) {
    if (message->fields.empty() || !channel.send(kLook, look(message->fields[0], settings))) break;
  }
  ::_exit(0);
}

}  // namespace

bool Estimator::start() {
  auto channels = Channel::pair();
  if (!channels) return false;
  pid_ = ::fork();
  if (pid_ == 0) serve(std::move(channels->second), settings_, readable_);
  channel_ = std::move(channels->first);
  return pid_ > 0;
}

void Estimator::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  channel_.close();
}

PlanEntry Estimator::estimate(Input input) {
  PlanEntry entry;
  entry.input = std::move(input);
  const std::string& path = entry.input.path;
  std::vector<std::string> found;
  if ((pid_ > 0 || start()) && channel_.send(kFile, {path})) {
    pollfd polled{channel_.fd(), POLLIN, 0};
    std::optional<Message> answer;
    if (::poll(&polled, 1, kMostMilliseconds) == 1) answer = channel_.receive();
    if (answer) {
      found = std::move(answer->fields);
    } else {
      stop();
    }
  } else {
    stop();
  }
  constexpr std::size_t kFields = 3;
  if (found.size() == kFields) {
    entry.pages = std::atoi(found[0].c_str());
    entry.scanned = std::atoi(found[2].c_str()) > 0
                        ? std::atof(found[1].c_str()) / std::atof(found[2].c_str())
                        : 0;
    entry.seconds =
        kDocument + entry.pages * (entry.scanned * kScannedPage + (1 - entry.scanned) * kTextPage);
    return entry;
  }
  struct stat status {};
  const bool archive = is_archive_name(path) && ::stat(path.c_str(), &status) == 0;
  entry.seconds = kDocument;
  if (archive) entry.seconds += static_cast<double>(status.st_size) / kBytesPerPage * kScannedPage;
  return entry;
}

}  // namespace tachado::pipeline
