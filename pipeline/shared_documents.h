// Which worker reads which range of the documents that several share. Plain bookkeeping: the
// supervisor asks and tells.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tachado::pipeline {

// Documents are told by their place among those to be done. Each has an owner, who takes its ranges
// in order and judges them, and helpers, who read ranges ahead of it.
class SharedDocuments {
 public:
  // Its owner says that it may be shared: `ranges` in all, of which some are kept and those before
  // `next` done. Once more for an owner that took over from one that died.
  void open(std::size_t place, int ranges, const std::vector<int>& kept, int next);
  void close(std::size_t place) { documents_.erase(place); }

  enum class Answer { read, kept, other, wait };
  struct Turn {
    Answer answer = Answer::read;
    int range = 0;  // read, other: it is the asking worker's from now on
  };
  // What the owner is to do about the next range that it needs.
  [[nodiscard]] Turn turn(std::size_t place, int range);
  // A range that a helper may read; it is the helper's from now on.
  [[nodiscard]] std::optional<std::pair<std::size_t, int>> help();

  // By the owner or a helper, who has read it.
  void done(std::size_t place, int range);
  // Whoever had it died.
  void give_back(std::size_t place, int range);
  // Helpers die of it before they have read a page: its owner goes on alone.
  void leave_alone(std::size_t place);

 private:
  enum class State : char { free, taken, done };
  struct Document {
    std::vector<State> ranges;
    bool alone = false;
  };
  static std::optional<int> take_free(Document& document);
  [[nodiscard]] State* state(std::size_t place, int range);

  std::map<std::size_t, Document> documents_;
};

}  // namespace tachado::pipeline
