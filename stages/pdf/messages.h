// Poppler's start-up and its messages. Poppler reports damage through one callback for the whole
// process; a MessageScope turns what is reported while it lives into problems.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::pdf {

// Starts Poppler once for the process. Cheap when it is running.
void start_poppler();

// Scopes nest: the innermost one collects. Each says what a fault means for a reader, with
// Poppler's words in parentheses; of several that mean the same the first is kept, and at most
// kMaxMessages in all.
class MessageScope {
 public:
  explicit MessageScope(std::optional<int> page);
  ~MessageScope();
  MessageScope(const MessageScope&) = delete;
  MessageScope& operator=(const MessageScope&) = delete;

  void add(ProblemKind kind, std::string message);
  [[nodiscard]] std::vector<Problem> take() { return std::move(problems_); }

 private:
  std::optional<int> page_;
  std::vector<Problem> problems_;
  MessageScope* outer_;
};

// A damaged page can report thousands of faults; the first ones say what is wrong.
inline constexpr std::size_t kMaxMessages = 20;

}  // namespace tachado::pdf
