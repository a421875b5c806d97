// Finished pages, waiting for what is only known after the last one (the summary that stands before
// them, the grounds of their redactions). Their JSON lies in memory up to a bound, then in a file
// without a name: memory does not grow with the number of pages, but for the redactions themselves.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/files.h"
#include "stages/model/page.h"

namespace tachado::pipeline {

class PageSpool {
 public:
  // `scratch`: a file to overflow into, kept by the caller; -1: one is made when needed.
  explicit PageSpool(int scratch = -1) : scratch_(scratch) {}

  [[nodiscard]] Result<void> add(const Page& page);
  // What was added so far.
  [[nodiscard]] std::size_t bytes() const { return in_file_ + memory_.size(); }
  // Every page in order, in pieces of bounded size. `complete` fills in what is known of a
  // redaction only at the document's end.
  using Complete = std::function<void(Redaction& redaction)>;
  using Sink = std::function<Result<void>(std::string_view)>;
  [[nodiscard]] Result<void> write(const Complete& complete, const Sink& sink);

 private:
  struct Entry {
    std::size_t bytes = 0;  // of its head: everything but the redactions
    std::vector<Redaction> redactions;
  };
  [[nodiscard]] Result<void> overflow();
  [[nodiscard]] Result<void> copy_head(std::size_t begin, std::size_t bytes, const Sink& sink);

  int scratch_;
  Fd own_scratch_;
  std::vector<Entry> pages_;
  std::size_t in_file_ = 0;  // bytes that lie in the file; the rest is in memory_
  std::string memory_;
};

}  // namespace tachado::pipeline
