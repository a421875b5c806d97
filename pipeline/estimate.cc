#include "pipeline/estimate.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "pipeline/files.h"
#include "pipeline/sandbox.h"
#include "pipeline/signals.h"
#include "pipeline/source_file.h"
#include "stages/extract/extract.h"
#include "stages/ocr/ocr.h"

namespace tachado::pipeline {
namespace {

// Seconds of processor time, measured on cores of 2.5 GHz that others used too (bench/README.md
// says how): a page that is recognised takes 0.35 to 1.1, by the text on it, 0.62 on the mean of
// 145 pages of scans and contracts; one that is looked at for redactions only, 0.07 of 90 such
// pages.
constexpr double kRecognisedPage = 0.62;
constexpr double kPicturePage = 0.07;
// Of 2,000 made-up contracts, 120 pages of public ones and 660 with redactions.
constexpr double kTextPage = 0.0008;
constexpr double kGlyph = 1e-6;
constexpr double kDocument = 0.0005;
// Of a file that could not be looked into, archives among them: as much as a scanned page has.
constexpr double kBytesPerPage = 200'000;
// Pages that are looked at, evenly spread.
constexpr int kSamples = 4;
// A picture that takes this share of its page is decoded: it may be a scan.
constexpr double kPictureShare = 0.45;
// A file that takes longer to look into is judged by its size.
constexpr int kMostMilliseconds = 10'000;

constexpr char kFile = 'f';
constexpr char kLook = 'l';

// What is said of a file: the mean of the pages that were looked at.
struct Look {
  int pages = 0;
  double recognised = 0;  // share
  double seconds = 0;     // of a page
};

// Whether a page will be recognised, as the ocr stage decides it, but for what only its pixels say.
bool will_be_recognised(const RawPage& raw, const Page& page, ocr::Mode mode) {
  ocr::PageFacts facts;
  facts.text = page.facts;
  facts.mode = mode;
  facts.text_quality = ocr::text_quality(page.text);
  if (page.facts.invisible > 0) {
    const Page layer = extract::extract_page(raw, {.invisible_as_text = true});
    facts.layer_words = static_cast<int>(layer.words.size());
    facts.layer_quality = ocr::text_quality(layer.text);
  }
  const ocr::Action action = ocr::decide(facts).action;
  return action == ocr::Action::recognize_page || action == ocr::Action::judge_layer;
}

Look look(PageSource& source, ocr::Mode mode) {
  Look look;
  look.pages = source.page_count();
  const int samples = std::min(look.pages, kSamples);
  for (int i = 0; i < samples; ++i) {
    const auto raw = source.interpret(1 + i * look.pages / samples);
    if (!raw) continue;
    const Page page = extract::extract_page(*raw);
    if (will_be_recognised(*raw, page, mode)) {
      look.recognised += 1.0 / samples;
      look.seconds += kRecognisedPage / samples;
    } else {
      const bool picture = page.facts.largest_image_share >= kPictureShare;
      const auto glyphs = static_cast<double>(raw->glyphs.size());
      look.seconds += (kTextPage + (picture ? kPicturePage : 0) + glyphs * kGlyph) / samples;
    }
  }
  return look;
}

std::vector<std::string> answer_for(const std::string& path, const Settings& settings) {
  auto source = open_pages(path, settings);
  if (!source) return {};
  const Look found = look(**source, settings.ocr.mode);
  return {std::to_string(found.pages), std::to_string(found.recognised),
          std::to_string(found.seconds)};
}

[[noreturn]] void serve(Channel channel, const Settings& settings,
                        const std::vector<std::string>& readable) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ignore_interrupts();
  silence_standard_streams();
  limit_memory(settings.limits.memory_mb);
  // Without a sandbox to be had, run says so.
  if (can_seal() && !seal({readable, {}})) ::_exit(1);
  while (auto message = channel.receive()) {
    if (message->fields.empty() || !channel.send(kLook, answer_for(message->fields[0], settings)))
      break;
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
    entry.scanned = std::atof(found[1].c_str());
    entry.seconds = kDocument + entry.pages * std::atof(found[2].c_str());
    return entry;
  }
  struct stat status {};
  const bool archive = is_archive_name(path) && ::stat(path.c_str(), &status) == 0;
  entry.seconds = kDocument;
  if (archive)
    entry.seconds += static_cast<double>(status.st_size) / kBytesPerPage * kRecognisedPage;
  return entry;
}

}  // namespace tachado::pipeline
