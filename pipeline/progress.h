// How a batch is getting on, and what came of it; on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "pipeline/document_row.h"

namespace tachado::pipeline {

struct BatchCounts {
  std::size_t documents = 0;
  std::size_t ok = 0;
  std::size_t partial = 0;
  std::size_t failed = 0;
  std::size_t unchanged = 0;  // of the documents: done by an earlier run
  std::int64_t pages = 0;
  std::map<std::string, std::size_t> failed_by_kind;
  std::map<std::string, std::size_t> levels;  // "unknown" where not every page was examined
  std::size_t with_failed_redactions = 0;
  std::size_t with_leaks = 0;

  void add(const DocumentRow& row);
};

// human: a line with a bar, drawn anew, on a terminal, a plain line every ten seconds elsewhere.
// json: a line of JSON every second. quiet: nothing.
enum class ProgressMode { human, json, quiet };

// What the time is. Tests give another one than the system's.
using ProgressClock = std::function<std::chrono::steady_clock::time_point()>;

class Progress {
 public:
  Progress(std::size_t documents, ProgressMode mode,
           ProgressClock now = std::chrono::steady_clock::now);

  // Members of a container joined.
  void more(std::size_t documents) { documents_ += documents; }

  void pages(std::int64_t count) { pages_ += count; }
  // So many of them went with a worker, and will be counted once more.
  void again(std::int64_t count) { pages_ -= count; }
  void document(const DocumentRow& row);
  // `current`: the document that is worked on for the longest; may be empty.
  void tick(const std::string& current);
  // Takes the line away; nothing is drawn after it.
  void finish();

 private:
  [[nodiscard]] double interval() const;
  [[nodiscard]] std::string human_line(double elapsed) const;
  [[nodiscard]] std::string json_line(double elapsed, const std::string& current) const;

  std::size_t documents_;
  ProgressMode mode_;
  bool terminal_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::int64_t pages_ = 0;
  ProgressClock now_;
  std::chrono::steady_clock::time_point begun_ = now_();
  std::chrono::steady_clock::time_point drawn_ = begun_;
};

// A line for each thing that there is to say of the documents.
[[nodiscard]] std::string counts_table(const BatchCounts& counts);
// The same at the end of a run, as a line of JSON.
[[nodiscard]] std::string summary_json(const BatchCounts& counts, double seconds);
// The table at the end of a run: the same, with its time and where the results are.
[[nodiscard]] std::string summary_table(const BatchCounts& counts, double seconds,
                                        const std::string& where);

}  // namespace tachado::pipeline
