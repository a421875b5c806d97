// Finished pages of a document in work, in a file: what a killed run or worker had read already is
// not read again, and workers that share a document hand their pages over by it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/files.h"
#include "stages/model/page.h"

namespace tachado::pipeline {

// Ranges of pages (page_ranges.h) in one file that several processes append to. Each is a record
// with its digest: one that was cut off, or that belongs to another content or set-up, is passed
// over. Its pages are a tachado/work/1 stream, so that they read back as they were written.
class KeptPages {
 public:
  KeptPages() = default;
  // `file`: open to read and append. `key`: what the pages depend on beside the file's code: the
  // digest of the document, the set-up.
  KeptPages(Fd file, std::string key) : file_(std::move(file)), key_(std::move(key)) {}

  [[nodiscard]] explicit operator bool() const { return static_cast<bool>(file_); }
  [[nodiscard]] const std::string& key() const { return key_; }

  // Takes in what others have appended. Cost: reads what is new.
  void refresh();
  [[nodiscard]] bool has(int range) const { return places_.contains(range); }
  [[nodiscard]] std::vector<int> ranges() const;
  // None where it is not there or cannot be read.
  [[nodiscard]] std::optional<std::vector<Page>> read(int range) const;
  // Fails with io: disk full, for one.
  [[nodiscard]] Result<void> keep(int range, const std::vector<Page>& pages);

 private:
  struct Place {
    std::int64_t begin = 0;
    std::size_t bytes = 0;
  };
  [[nodiscard]] std::string digest(int range, std::string_view content) const;

  Fd file_;
  std::string key_;
  std::int64_t scanned_ = 0;
  std::map<int, Place> places_;
};

}  // namespace tachado::pipeline
