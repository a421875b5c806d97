// The pages of one document, as they come to the judge: in order, from whoever read them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/engines.h"
#include "pipeline/kept_pages.h"
#include "pipeline/page_ranges.h"
#include "pipeline/source_file.h"

namespace tachado::pipeline {

// Pages that are not to be touched, and why.
struct Skipped {
  std::map<int, Problem> pages;
  std::optional<std::pair<int, Problem>> from;  // nor any page from this one on

  [[nodiscard]] const Problem* reason(int page) const;
};

// What a range's turn comes to, in a document that several workers read.
struct Turn {
  enum class What {
    read,   // read it
    kept,   // another worker has read and kept it
    other,  // another worker is at it: read and keep `range` meanwhile
    gone,   // there is nobody to work for any more
  };
  What what = What::read;
  int range = 0;    // other
  Skipped skipped;  // read, other: as it is known by now
};

// How a worker shares a document; by default with nobody. Calls may wait for other workers.
class Sharing {
 public:
  virtual ~Sharing() = default;
  Sharing() = default;
  Sharing(const Sharing&) = delete;
  Sharing& operator=(const Sharing&) = delete;

  // A file to keep pages in, where none came with the order; none: pages are not kept.
  [[nodiscard]] virtual Fd file() { return {}; }
  // Whether others may help.
  [[nodiscard]] virtual bool possible() const { return false; }
  // Others may help from now on. `kept`: ranges that are there already.
  virtual void open(int ranges, const std::vector<int>& kept, int next) = 0;
  // Before each range from then on, and when it was read.
  [[nodiscard]] virtual Turn turn(int range) = 0;
  virtual void done(int range) = 0;
};

struct SupplyOrder {
  std::string kept_key;  // what kept pages depend on beside the document's digest
  Fd kept;               // pages that an earlier attempt or another worker has kept
  Skipped skipped;
  std::function<void(int page)> page_begun = [](int) {};
  Sharing* sharing = nullptr;  // null: pages are read here, and not kept
};

// Memory: the pages of one range. Not thread-safe.
class PageSupply {
 public:
  PageSupply(SupplyOrder order, const OpenedFile& file, Engines& engines);

  [[nodiscard]] int ranges() const { return sources_.ranges().count(); }
  // Ranges in ascending order. Fails with io where pages cannot be kept or nobody waits for them.
  [[nodiscard]] Result<std::vector<Page>> take(int range);
  // Reads a range and keeps it: for another worker.
  [[nodiscard]] Result<void> read_and_keep(int range);

 private:
  [[nodiscard]] std::optional<std::vector<Page>> kept(int range);
  [[nodiscard]] std::vector<Page> read(int range);
  [[nodiscard]] bool has_file();
  [[nodiscard]] Result<void> keep(int range, const std::vector<Page>& pages);
  // Whether others are asked to help, given what is known of what the ranges from `next` on take.
  void consider_sharing(int next);

  SupplyOrder order_;
  Engines& engines_;
  RangeSources sources_;
  KeptPages kept_;
  bool may_keep_;
  bool shared_ = false;
  double seconds_ = 0;  // of processor time, that reading took
  int read_ = 0;        // ranges that it was taken by
};

// The first three stages, on one page. `source` may be null in the later two: then pixels cannot be
// looked at.
[[nodiscard]] Page read_page(PageSource& source, int number, Engines& engines,
                             regions::ImageMemory& images);
void recognise_page(Page& page, PageSource* source, Engines& engines);

// A page that was not looked at.
[[nodiscard]] Page unexamined_page(int number, Problem problem);

}  // namespace tachado::pipeline
