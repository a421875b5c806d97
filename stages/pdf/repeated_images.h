// Which images are letterhead: the same picture drawn on neighbouring pages too.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

class PDFDoc;

namespace tachado::pdf {

// Looks at a page's neighbours when it is asked about one of its images, and remembers what they
// draw. Only what a page's own content draws by name counts: an image within a form, or one that is
// listed in the resources and not drawn, is not taken for repeated. Not thread-safe.
class RepeatedImages {
 public:
  // The document must outlive it. `pages`: how many of its pages may be looked at.
  RepeatedImages(PDFDoc& document, int pages) : document_(document), pages_(pages) {}

  // Whether image `object`, drawn on page `number`, is drawn on one of the two pages before or
  // after it as well, from the same object or from a copy of it. Cost: at first, the content
  // streams of up to four pages are decompressed, each up to kMaxContent bytes; nothing for a
  // picture that is known.
  [[nodiscard]] bool repeated(std::int64_t object, int number);

 private:
  // What tells a picture from others: its sizes and the beginning of its stored bytes.
  std::uint64_t print_of(std::int64_t object);
  // Of the images that a page's content draws, sorted.
  const std::vector<std::uint64_t>& drawn_on(int number);

  PDFDoc& document_;
  int pages_;
  std::map<std::int64_t, std::uint64_t> prints_;
  std::set<std::uint64_t> known_;                    // repeated
  std::map<int, std::vector<std::uint64_t>> drawn_;  // of the pages round the last one
};

}  // namespace tachado::pdf
