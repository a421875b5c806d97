// One document through all stages, in one process.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "pipeline/engines.h"
#include "pipeline/page_spool.h"
#include "pipeline/source_file.h"
#include "stages/regions/regions.h"

namespace tachado::pipeline {

struct DocumentOrder {
  std::string path;  // bytes
  std::string options_hash;
  std::optional<Problem> refused;  // the file is only to be reported, not opened
  std::map<int, Problem> skipped;  // pages that are not to be touched, and why
  std::optional<std::pair<int, Problem>> skipped_from;    // nor any page from this one on
  int scratch = -1;                                       // see PageSpool
  std::function<void(int page)> page_begun = [](int) {};  // 0: opening; kFinishing: after the last
};
inline constexpr int kFinishing = -1;

// Opens, examines and writes one document to `sink`, page by page. Never fails for what the file
// holds: that is in the result's status and problems. Fails with io where the result cannot be
// written. Memory: the judge's window of pages, the text, the redactions.
[[nodiscard]] Result<DocumentInfo> run_document(const DocumentOrder& order, Engines& engines,
                                                const PageSpool::Sink& sink);

// A document of which nothing could be read.
[[nodiscard]] DocumentInfo failed_document(SourceInfo source, std::string options_hash,
                                           Problem problem);
[[nodiscard]] Result<void> write_pageless_document(const DocumentInfo& info,
                                                   const PageSpool::Sink& sink);

// A page that was not looked at.
[[nodiscard]] Page unexamined_page(int number, Problem problem);

// What is known of an opened document before its first page; problems met while opening included.
[[nodiscard]] DocumentInfo begin_document(const OpenedFile& file, std::string options_hash);

// The first three stages, on one page. `source` may be null in the later two: then pixels cannot be
// looked at.
[[nodiscard]] Page read_page(PageSource& source, int number, Engines& engines,
                             regions::ImageMemory& images);
void recognise_page(Page& page, PageSource* source, Engines& engines);
[[nodiscard]] redactions::Context judge_context(PageSource* source, Engines& engines);

}  // namespace tachado::pipeline
