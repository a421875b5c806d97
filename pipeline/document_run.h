// One document through all stages, in one process.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "pipeline/engines.h"
#include "pipeline/page_spool.h"
#include "pipeline/page_supply.h"
#include "pipeline/source_file.h"

namespace tachado::pipeline {

struct DocumentOrder {
  std::string path;                             // bytes
  std::string content;                          // the path to open it by; empty: `path`
  std::map<std::string, std::string> manifest;  // see SourceInfo
  std::string options_hash;
  std::optional<Problem> refused;  // the file is only to be reported, not opened
  int scratch = -1;                // see PageSpool
  // Asked when its digest is known: true where another document has the same content, so that this
  // one need not be read.
  std::function<bool(const std::string& sha256)> is_known = [](const std::string&) {
    return false;
  };
  // Its pages. page_begun is called with 0 while opening and with kFinishing after the last one.
  SupplyOrder supply;
  std::function<void(int page)> page_judged = [](int) {};  // before each page goes to the judge
};
inline constexpr int kFinishing = -1;

// Opens, examines and writes one document to `sink`, page by page. Never fails for what the file
// holds: that is in the result's status and problems. Fails with io where the result cannot be
// written. Memory: the judge's window of pages, the text, the redactions.
// None where is_known said so.
[[nodiscard]] Result<std::optional<DocumentInfo>> run_document(DocumentOrder order,
                                                               Engines& engines,
                                                               const PageSpool::Sink& sink);

// A document of which nothing could be read.
[[nodiscard]] DocumentInfo failed_document(SourceInfo source, std::string options_hash,
                                           Problem problem);
[[nodiscard]] Result<void> write_pageless_document(const DocumentInfo& info,
                                                   const PageSpool::Sink& sink);

// What is known of an opened document before its first page; problems met while opening included.
[[nodiscard]] DocumentInfo begin_document(const OpenedFile& file, std::string options_hash);

// What the judge may ask of a document and of the engines.
[[nodiscard]] redactions::Context judge_context(PageSource* source, Engines& engines);

}  // namespace tachado::pipeline
