#include "pipeline/page_supply.h"

#include <algorithm>
#include <ctime>

#include "stages/extract/extract.h"
#include "stages/ocr/ocr.h"

namespace tachado::pipeline {
namespace {

// The last range is read sooner than given away.
constexpr int kLeastRangesLeft = 2;
// Seconds of processor time of a scanned page, before one was read: the least that it may take with
// recognition, and looking at it (see estimate.cc for what they take on the mean).
constexpr double kScannedPage = 0.5;
constexpr double kLookedAtPage = 0.1;

double processor_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  constexpr double kNanoseconds = 1e-9;
  return static_cast<double>(now.tv_sec) + kNanoseconds * static_cast<double>(now.tv_nsec);
}

}  // namespace

const Problem* Skipped::reason(int page) const {
  const auto skipped = pages.find(page);
  if (skipped != pages.end()) return &skipped->second;
  return from && page >= from->first ? &from->second : nullptr;
}

Page unexamined_page(int number, Problem problem) {
  Page page;
  page.number = number;
  page.examined = false;
  problem.page = number;
  add_problem(page, std::move(problem));
  return page;
}

Page read_page(PageSource& source, int number, Engines& engines, regions::ImageMemory& images) {
  Page page = extract::extract_page(source, number);
  if (!page.examined) return page;
  regions::find_regions(page, &source, {}, &images);
  recognise_page(page, &source, engines);
  return page;
}

void recognise_page(Page& page, PageSource* source, Engines& engines) {
  ocr::Context context;
  context.source = source;
  context.make_recognizer = [&engines](Problem& problem) { return engines.recognizer(problem); };
  if (source != nullptr) {
    context.earlier_layer = [source](int number) {
      return extract::extract_page(*source, number, {.invisible_as_text = true});
    };
  }
  ocr::read_page(page, context, engines.settings().ocr);
}

PageSupply::PageSupply(SupplyOrder order, const OpenedFile& file, Engines& engines)
    : order_(std::move(order)),
      engines_(engines),
      sources_(file, engines.settings()),
      kept_(std::move(order_.kept), order_.kept_key + "\n" + file.info.sha256),
      may_keep_(order_.sharing != nullptr && ranges() > 1) {}

Result<std::vector<Page>> PageSupply::take(int range) {
  if (range == 0) kept_.refresh();
  if (auto pages = kept(range)) return std::move(*pages);
  if (!shared_) consider_sharing(range);
  while (shared_) {
    Turn turn = order_.sharing->turn(range);
    if (turn.what == Turn::What::gone) {
      return fail({"pipeline", std::nullopt, ProblemKind::io, "the supervisor is gone"});
    }
    if (turn.what == Turn::What::kept) {
      kept_.refresh();
      if (auto pages = kept(range)) return std::move(*pages);
      break;  // it cannot be read: once more, then
    }
    order_.skipped = std::move(turn.skipped);
    if (turn.what == Turn::What::read) break;
    if (auto done = read_and_keep(turn.range); !done) return fail(std::move(done).error());
    order_.sharing->done(turn.range);
  }
  if (!may_keep_) return read(range);
  const double before = processor_seconds();
  std::vector<Page> pages = read(range);
  const double taken = processor_seconds() - before;
  seconds_ += taken;
  ++read_;
  if (taken > engines_.settings().effort.worth_keeping) {
    if (auto done = keep(range, pages); !done) return fail(std::move(done).error());
  }
  if (shared_) order_.sharing->done(range);
  return pages;
}

Result<void> PageSupply::read_and_keep(int range) { return keep(range, read(range)); }

// Pages that cost another worker its life are left out even where they were read before.
std::optional<std::vector<Page>> PageSupply::kept(int range) {
  if (!kept_.has(range)) return std::nullopt;
  auto pages = kept_.read(range);
  if (!pages) return pages;
  for (Page& page : *pages) {
    const auto skipped = order_.skipped.pages.find(page.number);
    if (skipped != order_.skipped.pages.end()) page = unexamined_page(page.number, skipped->second);
  }
  return pages;
}

std::vector<Page> PageSupply::read(int range) {
  std::vector<Page> pages;
  sources_.restart();
  const int last = sources_.ranges().last_page(range);
  for (int number = sources_.ranges().first_page(range); number <= last; ++number) {
    if (const Problem* reason = order_.skipped.reason(number)) {
      pages.push_back(unexamined_page(number, *reason));
      continue;
    }
    order_.page_begun(number);
    auto source = sources_.at(number);
    pages.push_back(source ? read_page(**source, number, engines_, sources_.images())
                           : unexamined_page(number, std::move(source).error()));
  }
  return pages;
}

bool PageSupply::has_file() {
  if (!kept_) kept_ = KeptPages(order_.sharing->file(), kept_.key());
  return static_cast<bool>(kept_);
}

Result<void> PageSupply::keep(int range, const std::vector<Page>& pages) {
  return has_file() ? kept_.keep(range, pages) : Result<void>();
}

void PageSupply::consider_sharing(int next) {
  const int left = ranges() - next;
  if (!may_keep_ || left < kLeastRangesLeft || !order_.sharing->possible()) return;
  const Settings& settings = engines_.settings();
  const double guess = !sources_.ranges().scanned()            ? 0
                       : settings.ocr.mode == ocr::Mode::never ? kLookedAtPage
                                                               : kScannedPage;
  const double each = read_ > 0 ? seconds_ / read_ : guess;
  if (each * left < settings.effort.worth_help || !has_file()) return;
  kept_.refresh();
  order_.sharing->open(ranges(), kept_.ranges(), next);
  shared_ = true;
}

}  // namespace tachado::pipeline
