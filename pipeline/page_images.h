// Pictures of pages for the report, made from the sources by processes of their own: a document
// that crashes, hangs or grows costs its page only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/settings.h"
#include "pipeline/tasks.h"
#include "stages/model/geometry.h"

namespace tachado::pipeline {

struct ImageTask {
  Location location;   // of the source
  std::string sha256;  // pictures are made only of a source that still is what was read
  std::string folder;  // where "1.jpg" and "1-full.jpg" go; a page that has both is left alone
  int pages = 0;
  std::map<int, std::vector<Rect>> masked;  // painted over, in points
};

struct ImageSettings {
  int jobs = 1;
  bool sealed = true;  // the processes run without network, programs and writing (sandbox.h)
  Settings documents;  // passwords and limits
};

// Forks: call it before any thread is started. Not thread-safe.
class PageImages {
 public:
  explicit PageImages(const ImageSettings& settings);
  ~PageImages();  // ends what still works
  PageImages(const PageImages&) = delete;
  PageImages& operator=(const PageImages&) = delete;

  // Waits while all processes are busy. A member of an archive costs a reading of the archive up to
  // it, of a compressed TAR with all that lies before.  Fails with io where pictures cannot be
  // written.
  [[nodiscard]] Result<void> add(ImageTask task);
  // Waits for all of them.
  [[nodiscard]] Result<void> finish();

  // Pages that have no picture, because their document cannot be had as it was or they could not be
  // drawn.
  [[nodiscard]] int missing() const;

 private:
  struct Data;
  std::unique_ptr<Data> data_;
};

}  // namespace tachado::pipeline
