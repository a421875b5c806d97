// Of several documents of one content one is read; the others wait for it, without a worker. Plain
// bookkeeping: the supervisor asks and tells.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace tachado::pipeline {

// Documents are told by their place among those to be done, contents by their digest.
class SameContents {
 public:
  // Whether one of this content is being read.
  [[nodiscard]] bool is_read(const std::string& sha256) const { return contents_.contains(sha256); }
  // Whether this document is the one.
  [[nodiscard]] bool reads(const std::string& sha256, std::size_t place) const {
    const auto found = contents_.find(sha256);
    return found != contents_.end() && found->second.reader == place;
  }
  void begin(const std::string& sha256, std::size_t reader) { contents_[sha256].reader = reader; }
  // Waits for what becomes of a content that is_read().
  void wait(const std::string& sha256, std::size_t place) {
    contents_.at(sha256).waiting.push_back(place);
  }
  // It is not read any more. Gives those that waited.
  [[nodiscard]] std::vector<std::size_t> end(const std::string& sha256) {
    auto found = contents_.extract(sha256);
    return found ? std::move(found.mapped().waiting) : std::vector<std::size_t>();
  }
  void clear() { contents_.clear(); }

 private:
  struct Content {
    std::size_t reader = 0;
    std::vector<std::size_t> waiting;
  };
  std::map<std::string, Content> contents_;
};

}  // namespace tachado::pipeline
