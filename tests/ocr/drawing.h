// Small pictures of text for the tests, and the two interfaces faked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "stages/model/page_source.h"
#include "stages/model/recognizer.h"

namespace tachado::test {

// White, grey, of `width` × `height` pixels at `dpi`.
Bitmap sheet(int width, int height, double dpi = 150);
// Fills a box (pixels) with a level.
void fill(Bitmap& bitmap, const Rect& box, std::uint8_t level);
// Writes lines of text with a serif bitmap font whose capitals are about `font_size` / 72 × 300
// pixels high (even, 4 to 20); the text's left and the first base line at (x, y).
void write(Bitmap& bitmap, const std::vector<std::string>& lines, int font_size, int x, int y,
           int line_pixels, std::uint8_t level = 0);
// Turned clockwise about the centre, the new corners white.
Bitmap turned(const Bitmap& bitmap, double degrees);

// One page whose pixels are `bitmap`, whatever resolution is asked for; parts are cut out.
class FakeSource : public PageSource {
 public:
  explicit FakeSource(Bitmap bitmap) : bitmap_(std::move(bitmap)) {}

  [[nodiscard]] int page_count() const override { return 1; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] Result<RawPage> interpret(int number) override;
  [[nodiscard]] Result<Bitmap> pixels(int number, const PixelRequest& request) override;
  [[nodiscard]] Result<Bitmap> image(int number, int index, int max_side, bool color) override;

  std::optional<Problem> problem;  // what every request for pixels fails with
  std::vector<PixelRequest> requests;

 private:
  Bitmap bitmap_;
  Metadata metadata_;
};

class FakeRecognizer : public Recognizer {
 public:
  using Answer = std::function<Result<Recognized>(const Bitmap&, const RecognizeRequest&)>;
  explicit FakeRecognizer(Answer answer) : answer_(std::move(answer)) {}

  Result<Recognized> recognize(const Bitmap& image, const RecognizeRequest& request) override {
    ++calls;
    return answer_(image, request);
  }

  int calls = 0;

 private:
  Answer answer_;
};

// These words, read to the end.
Recognized answer(std::vector<RecognizedWord> words);

// A page of the size of `bitmap`, covered by one image, without text.
Page scan_of(const Bitmap& bitmap);

}  // namespace tachado::test
