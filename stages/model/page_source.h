// An opened document, as the stages may ask it for pages, pixels and hidden content. Implemented by
// stages/pdf (PDF) and stages/extract (image files); faked in tests. The pipeline owns it and hands
// it to the stages.
//
// Not thread-safe; one process, one source. Every call checks the limits that the source was opened
// with and fails with a Problem of kind limit when one is reached; it never throws and never
// prints.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/bitmap.h"
#include "stages/model/document.h"
#include "stages/model/raw_page.h"

namespace tachado {

struct PixelRequest {
  double dpi = 150;  // wanted resolution; the result may be finer or coarser where the source's own
                     // pixels are used
  bool color = false;        // three channels
  std::optional<Rect> area;  // none: the whole page
  bool without_vectors =
      false;  // the scan alone: what lies under bars drawn over it (soundness only)
};

// Something written in the file that no page shows. Known to the soundness checks only.
struct HiddenContent {
  std::string kind;   // of findings[].kind: earlier_revision, metadata, bookmark, attachment,
                      // file_name, annotation_contents, form_field, tagged_text, javascript,
                      // orphan_object, hidden_layer, outside_page, same_colour_text, other
  std::string where;  // for people: "revision 1, page 3", "object 27", "title"
  std::optional<int> page;
  std::optional<Rect> box;  // where it belongs on that page, displayed coordinates
  std::string text;         // UTF-8
  // Metadata only: written by a person about the document (title, subject, keywords).
  bool descriptive = false;
};

class PageSource {
 public:
  virtual ~PageSource() = default;
  PageSource() = default;
  PageSource(const PageSource&) = delete;
  PageSource& operator=(const PageSource&) = delete;

  [[nodiscard]] virtual int page_count() const = 0;
  [[nodiscard]] virtual const Metadata& metadata() const = 0;

  // The picture that the page may be a scan of, told by the sizes in its resources alone: another
  // number for each picture; 0 where there is none. Cost: some lookups; nothing is decoded.
  [[nodiscard]] virtual std::int64_t likely_scan(int /*number*/) { return 0; }

  // Interprets the page's drawing instructions once. `number` from 1. Damage that can be survived
  // is in the record's problems.
  [[nodiscard]] virtual Result<RawPage> interpret(int number) = 0;

  // The page's pixels in displayed coordinates by the cheapest exact way: a page that is one
  // scanned image is decoded at about the wanted resolution and turned as displayed, any other is
  // rendered. The last result is kept, so that two stages that ask for the same page pay once.
  // Cost: one decoding or rendering; memory: the result's size, twice at most.
  [[nodiscard]] virtual Result<Bitmap> pixels(int number, const PixelRequest& request) = 0;

  // The stored pixels of one image of the page (index in RawPage::images), scaled down to at most
  // `max_side` pixels on its longer side, turned as displayed, over white where its mask hides
  // them; `area` set to where they lie on the page.
  [[nodiscard]] virtual Result<Bitmap> image(int number, int index, int max_side, bool color) = 0;

  // What the file holds beside its pages. Of an earlier revision only the words that the last one
  // no longer has; replacement texts of marked content only of `pages`. Cost: visits every object
  // of the file, and interprets the pages of every revision, up to limits. Sources without such
  // content have none.
  [[nodiscard]] virtual Result<std::vector<HiddenContent>> hidden_contents(
      const std::vector<int>& /*pages*/) {
    return std::vector<HiddenContent>{};
  }

  // The small picture of the page that some writers store beside it (ISO 32000-1, 12.3.4), its
  // pixels laid over the page; none where there is none.
  [[nodiscard]] virtual std::optional<Bitmap> thumbnail(int /*number*/) { return std::nullopt; }
};

}  // namespace tachado
