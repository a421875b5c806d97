#include "pipeline/document_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pipeline/outcome.h"
#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

Problem too_long(const Limits& limits) {
  return {"pipeline", std::nullopt, ProblemKind::limit,
          fmt::format("what the pages before it say comes to more than {} MB; raise --output-mb to "
                      "allow more",
                      limits.output_mb)};
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

Result<std::optional<DocumentInfo>> run_document(DocumentOrder order, Engines& engines,
                                                 const PageSpool::Sink& sink) {
  const auto begun = order.supply.page_begun;
  begun(0);
  OpenedFile file = order.refused ? describe_file(order.path, *order.refused)
                                  : open_file(order.path, engines.settings(), order.content);
  if (!file.info.sha256.empty() && !order.refused && order.is_known(file.info.sha256)) {
    return std::nullopt;
  }
  file.info.manifest = std::move(order.manifest);
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
  const Limits& limits = engines.settings().limits;
  const std::size_t most_bytes = static_cast<std::size_t>(limits.output_mb) << 20U;
  const auto take_judged = [&]() -> Result<void> {
    while (std::optional<Page> page = judge.next()) {
      collector.add(*page);
      outcome.add(*page);
      if (auto added = spool.add(*page); !added) return added;
    }
    return {};
  };
  PageSupply supply(std::move(order.supply), file, engines);
  for (int range = 0; range < supply.ranges(); ++range) {
    auto pages = supply.take(range);
    if (!pages) return fail(std::move(pages).error());
    for (Page& page : *pages) {
      order.page_judged(page.number);
      const bool room = spool.bytes() <= most_bytes;
      judge.add(room ? std::move(page) : unexamined_page(page.number, too_long(limits)));
      if (auto taken = take_judged(); !taken) return fail(std::move(taken).error());
    }
  }
  begun(kFinishing);
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
