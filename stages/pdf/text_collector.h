// Text of content that no page shows, without layout: orphaned pages and forms, and the
// replacement texts of marked content with the place that they stand for.
#pragma once

#include <OutputDev.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/geometry.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {

// Blanks where glyphs are apart. At most kMaxText bytes; what comes later is left out.
class TextCollector final : public OutputDev {
 public:
  static constexpr std::size_t kMaxText = 256U << 10U;

  struct Replacement {
    std::string text;  // ActualText, Alt or E (ISO 32000-1, 14.9)
    Rect box;          // of what is painted within it, device coordinates
  };

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<Replacement>& replacements() const { return replacements_; }
  // Where the content of each marked-content identifier is painted (14.7.4.2).
  [[nodiscard]] const std::map<int, Rect>& marks() const { return marks_; }
  // Asked by Poppler every ten operators or so.
  [[nodiscard]] bool should_stop() { return full() || ++asked_ > kMaxAsked; }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* unicode,
                int length) override;
  void fill(GfxState* state) override { paint_path(state); }
  void eoFill(GfxState* state) override { paint_path(state); }
  void stroke(GfxState* state) override { paint_path(state); }
  void beginActualText(GfxState* state, ReplacementText text) override;
  void endActualText(GfxState* state) override;
  void beginMarkedContent(MarkedContentName name, Dict* properties) override;
  void endMarkedContent(GfxState* state) override;

 private:
  static constexpr int kMaxAsked = 100'000;  // a million operators

  [[nodiscard]] bool full() const { return text_.size() >= kMaxText; }
  void paint_path(GfxState* state);
  void close_replacement();
  void paint(const Rect& box);

  std::string text_;
  std::vector<Replacement> open_;
  struct Mark {
    std::optional<int> id;
    bool replaced = false;  // it gave a text of its own
  };
  std::vector<Mark> open_marks_;
  std::map<int, Rect> marks_;
  std::vector<Replacement> replacements_;
  double end_x_ = 0;
  double end_y_ = 0;
  int asked_ = 0;
};

}  // namespace tachado::pdf
