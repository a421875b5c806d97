// What the pixels under and inside a region tell: a scan intact beneath a box, letters shining
// through a marker.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "stages/model/page_source.h"
#include "stages/model/recognizer.h"

namespace tachado::redactions {

struct Look {
  enum class Result { nothing, content, unknown };
  Result result = Result::nothing;
  std::string text;  // recognised in it, where a recogniser was to be had
};

// The pictures of one page, fetched once and looked at region by region. At most kMaxRecognitions
// recognitions a page; a region beyond that which would need one is `unknown`.
class Pictures {
 public:
  static constexpr int kMaxRecognitions = 12;

  Pictures(PageSource& source, int page, const std::function<Recognizer*()>& recognizer)
      : source_(source), page_(page), recognizer_(recognizer) {}

  // The scan alone, at the place of the box.
  [[nodiscard]] Look under(const Rect& box);
  // The thumbnail shows ink where the page as displayed is of one tone.
  [[nodiscard]] Look in_thumbnail(const Bitmap& thumbnail, const Rect& box);
  // The page as displayed, its contrast within the box stretched.
  [[nodiscard]] Look through(const Rect& box);

 private:
  [[nodiscard]] const Bitmap* page_pixels(bool without_vectors);
  [[nodiscard]] std::optional<std::string> recognise(const Bitmap& image);

  PageSource& source_;
  int page_;
  const std::function<Recognizer*()>& recognizer_;
  std::optional<Result<Bitmap>> shown_;
  std::optional<Result<Bitmap>> scan_;
  int recognitions_ = 0;
};

}  // namespace tachado::redactions
