#include "pipeline/document_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pipeline/outcome.h"
#include "stages/export/document_json.h"
#include "stages/extract/extract.h"
#include "stages/regions/regions.h"

namespace tachado::pipeline {
namespace {

const Problem* reason_to_skip(const DocumentOrder& order, int page) {
  const auto skipped = order.skipped.find(page);
  if (skipped != order.skipped.end()) return &skipped->second;
  const bool beyond = order.skipped_from && page >= order.skipped_from->first;
  return beyond ? &order.skipped_from->second : nullptr;
}

}  // namespace

DocumentInfo failed_document(SourceInfo source, std::string options_hash, Problem problem) {
  DocumentInfo info;
  info.options_hash = std::move(options_hash);
  info.source = std::move(source);
  info.metadata.encrypted = problem.kind == ProblemKind::encrypted;
  info.problems.push_back(std::move(problem));
  Outcome().settle(info);
  return info;
}

Result<void> write_pageless_document(const DocumentInfo& info, const PageSpool::Sink& sink) {
  std::string json;
  exporting::write_document_begin(json, info);
  exporting::write_document_end(json);
  return sink(json);
}

Page unexamined_page(int number, Problem problem) {
  Page page;
  page.number = number;
  page.examined = false;
  problem.page = number;
  page.problems.push_back(std::move(problem));
  return page;
}

DocumentInfo begin_document(const OpenedFile& file, std::string options_hash) {
  DocumentInfo info;
  info.options_hash = std::move(options_hash);
  info.source = file.info;
  info.metadata = file.source->metadata();
  info.problems = std::exchange(info.metadata.problems, {});
  const int readable = file.source->page_count();
  if (info.metadata.pages > readable) {
    const bool told = std::any_of(info.problems.begin(), info.problems.end(),
                                  [](const Problem& p) { return p.kind == ProblemKind::limit; });
    if (!told) {
      info.problems.push_back(
          {"pipeline", std::nullopt, ProblemKind::limit,
           fmt::format("has {} pages, of which {} were examined; raise --pages to see them all",
                       info.metadata.pages, readable)});
    }
  }
  return info;
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

redactions::Context judge_context(PageSource* source, Engines& engines) {
  redactions::Context context;
  context.source = source;
  if (engines.settings().ocr.mode != ocr::Mode::never) {
    context.recognizer = [&engines] {
      Problem problem;
      return engines.recognizer(problem);
    };
  }
  return context;
}

Result<DocumentInfo> run_document(const DocumentOrder& order, Engines& engines,
                                  const PageSpool::Sink& sink) {
  order.page_begun(0);
  const OpenedFile file = order.refused ? describe_file(order.path, *order.refused)
                                        : open_file(order.path, engines.settings());
  if (file.source == nullptr) {
    DocumentInfo info = failed_document(file.info, order.options_hash, *file.problem);
    if (auto written = write_pageless_document(info, sink); !written) {
      return fail(std::move(written).error());
    }
    return info;
  }
  DocumentInfo info = begin_document(file, order.options_hash);

  // Pages go in in order and come out of the judge in order, some pages later; what comes out no
  // longer changes, but for the grounds and checks that the whole document decides.
  redactions::Judge judge(engines.settings().redactions, judge_context(file.source.get(), engines));
  fields::Collector collector(engines.rules());
  Outcome outcome;
  PageSpool spool(order.scratch);
  regions::ImageMemory images;
  const auto take_judged = [&]() -> Result<void> {
    while (std::optional<Page> page = judge.next()) {
      collector.add(*page);
      outcome.add(*page);
      if (auto added = spool.add(*page); !added) return added;
    }
    return {};
  };
  for (int number = 1; number <= file.source->page_count(); ++number) {
    if (const Problem* reason = reason_to_skip(order, number)) {
      judge.add(unexamined_page(number, *reason));
    } else {
      order.page_begun(number);
      judge.add(read_page(*file.source, number, engines, images));
    }
    if (auto taken = take_judged(); !taken) return fail(std::move(taken).error());
  }
  order.page_begun(kFinishing);
  judge.close();
  if (auto taken = take_judged(); !taken) return fail(std::move(taken).error());

  // All pages are known: what belongs to the document as a whole.
  info.redactions = judge.finish(info.metadata.pages);
  judge.withhold(info.metadata);
  info.fields = collector.finish(info.metadata, info.redactions);
  outcome.settle(info);

  // Nothing changes any more: the document, front to back.
  std::string json;
  exporting::write_document_begin(json, info);
  if (auto sunk = sink(json); !sunk) return fail(std::move(sunk).error());
  const auto complete = [&](Redaction& redaction) {
    redaction.grounds = judge.grounds_of(redaction.id);
    redactions::add_document_checks(redaction, info.redactions);
  };
  auto written = spool.write(complete, sink);
  if (!written) return fail(std::move(written).error());
  json.clear();
  exporting::write_document_end(json);
  if (auto sunk = sink(json); !sunk) return fail(std::move(sunk).error());
  return info;
}

}  // namespace tachado::pipeline
