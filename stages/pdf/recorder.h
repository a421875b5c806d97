// The one pass over a page's drawing instructions: an output device for Poppler that writes down
// what is painted instead of painting it.
#pragma once

#include <OutputDev.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/raw_page.h"
#include "stages/pdf/content_size.h"
#include "stages/pdf/drawn_glyphs.h"
#include "stages/pdf/image_verdict.h"
#include "stages/pdf/path_reader.h"
#include "stages/pdf/pdf.h"
#include "stages/pdf/poppler_version.h"

class GfxFont;

namespace tachado::pdf {

// One image as Poppler hands it over: valid only within the call that brings it.
// What an image is seen through.
struct ImageMask {
  Stream* stream = nullptr;  // none: the image is seen whole
  int width = 0;
  int height = 0;
  GfxImageColorMap* map = nullptr;  // soft: its grey is the opacity; none: one bit a pixel
  bool invert = false;              // one bit: 1 hides unless inverted
};

struct ImageInput {
  Stream* stream = nullptr;
  int width = 0;
  int height = 0;
  GfxImageColorMap* map = nullptr;  // none: a stencil
  bool invert = false;              // stencils: 1 paints
  std::array<double, 6> matrix{};   // unit square to the displayed page
  ImageMask mask;
};

class Recorder final : public OutputDev {
 public:
  // `page` and `verdicts` must outlive the recorder; `page.number` is set by the caller.
  Recorder(RawPage& page, ImageVerdicts& verdicts, const Limits& limits);
  ~Recorder() override;

  // Everything drawn from now on belongs to an annotation's appearance.
  void begin_annotations() { in_annotation_ = true; }
  // Hands the image of that index in RawPage::images to `taker`, and stops after it.
  void take_image(int index, std::function<void(const ImageInput&)> taker) {
    wanted_image_ = index;
    image_taker_ = std::move(taker);
  }
  // Counts forms in what the page comes to. `size` must outlive the recorder.
  void count(ContentSize& size) { size_ = &size; }
  // To be called about once in kOperatorsPerCheck operators; true: stop interpreting.
  bool should_stop();
  [[nodiscard]] const std::optional<Problem>& limit() const { return limit_; }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool interpretType3Chars() override { return false; }

  void saveState(GfxState* state) override;
  void restoreState(GfxState* state) override;
  void updateAll(GfxState* state) override;
  void updateFillColorSpace(GfxState*) override { fill_known_ = false; }
  void updateFillColor(GfxState*) override { fill_known_ = false; }
  void updateStrokeColorSpace(GfxState*) override { stroke_known_ = false; }
  void updateStrokeColor(GfxState*) override { stroke_known_ = false; }
  void updateFont(GfxState*) override { font_known_ = false; }

  void stroke(GfxState* state) override;
  void fill(GfxState* state) override;
  void eoFill(GfxState* state) override;
  bool tilingPatternFill(GfxState* state, Gfx* gfx, Catalog* catalog, GfxTilingPattern* pattern,
                         PatternMatrix matrix, int x0, int y0, int x1, int y1, double x_step,
                         double y_step) override;
  bool functionShadedFill(GfxState* state, GfxFunctionShading* shading) override;
  bool axialShadedFill(GfxState* state, GfxAxialShading* shading, double t0, double t1) override;
  bool radialShadedFill(GfxState* state, GfxRadialShading* shading, double s0, double s1) override;
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading* shading) override;
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading* shading) override;
  void clip(GfxState* state) override;
  void eoClip(GfxState* state) override;
  void clipToStrokePath(GfxState* state) override;

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x,
                double origin_y, CharCode code, int bytes, const Unicode* unicode,
                int count) override;
  void saveTextPos(GfxState*) override { ++pattern_text_; }
  void restoreTextPos(GfxState*) override { --pattern_text_; }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                     bool invert, bool interpolate, bool inline_image) override;
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                 GfxImageColorMap* map, bool interpolate, const int* mask_colors,
                 bool inline_image) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                       GfxImageColorMap* map, bool interpolate, Stream* mask, int mask_width,
                       int mask_height, bool mask_invert, bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* map, bool interpolate, Stream* mask, int mask_width,
                           int mask_height, GfxImageColorMap* mask_map,
                           bool mask_interpolate) override;
  MaskWasSet setSoftMaskFromImageMask(GfxState* state, Object* ref, Stream* stream, int width,
                                      int height, bool invert, bool inline_image,
                                      MaskMatrix base_matrix) override;
  void unsetSoftMaskFromImageMask(GfxState*, UnsetMaskMatrix) override {}

#if TACHADO_POPPLER >= 2311
  void beginForm(Object*, Ref form) override { enter(form); }
  void endForm(Object*, Ref) override { --forms_; }
#else
  void beginForm(Ref form) override { enter(form); }
  void endForm(Ref) override { --forms_; }
#endif
  void beginTransparencyGroup(GfxState* state, GroupBox box, GfxColorSpace* space, bool isolated,
                              bool knockout, bool for_soft_mask) override;
  void endTransparencyGroup(GfxState* state) override;
  void setSoftMask(GfxState* state, SoftMaskBox box, bool alpha, Function* transfer,
                   SoftMaskBackdrop backdrop) override;
  void clearSoftMask(GfxState* state) override;

 private:
  void draw_masked(GfxState* state, Object* ref, Stream* stream, int width, int height,
                   GfxImageColorMap* map, bool interpolate, const ImageMask& mask);

  double shown_by(const ImageMask& mask, std::int64_t image);

  // What the graphics state holds besides Poppler's own: saved and restored with it.
  struct Extra {
    bool soft_mask = false;
    bool clip_is_box = true;
    std::shared_ptr<const std::vector<Point>> clip_outline;  // where one polygon is the whole clip
    std::shared_ptr<const std::vector<Rect>> clip_boxes;     // where boxes side by side are
    double opacity_at_save = 1;
    int blend_at_save = 0;  // GfxBlendMode
  };
  struct FontFacts {
    std::shared_ptr<GfxFont> held;  // keeps the address from being used again
    std::uint16_t index = 0;
    double ascent = 0.95;
    double descent = -0.35;
    double size_factor = 1;
    bool vertical = false;
    bool known_codes = true;  // see RawFont::to_unicode
  };

  [[nodiscard]] DrawnBy drawn_by() const;
  [[nodiscard]] bool recording() const { return mask_groups_ == 0 && !limit_; }
  [[nodiscard]] static Rect clip_box(const GfxState* state);
  [[nodiscard]] double opacity(const GfxState* state, double own, Color color) const;
  [[nodiscard]] static bool is_simple_color_space(const GfxState* state, bool stroke);
  Color fill_color(GfxState* state);
  Color stroke_color(GfxState* state);
  const FontFacts& font(GfxState* state);
  bool room_for_shape();
  void reach_limit(std::string_view what);
  void enter(Ref form);
  void note_clip(GfxState* state);
  void record_fill(GfxState* state, bool even_odd);
  // Whether the path is boxes of which none is a hole in another.
  [[nodiscard]] bool boxes_side_by_side(bool even_odd) const;
  void add_fill(GfxState* state, const Subpath* rectangle, bool even_odd);
  // The bar that a glyph paints, if it is one, over the glyph itself.
  void add_glyph_bar(GfxState* state, CharCode code, const Point& pen, std::uint16_t font);
  void add_stroke(GfxState* state, const Subpath* line);
  void add_dashes(GfxState* state, const Subpath& line, Shape dash);
  // Where the clip is boxes side by side, the part of a rectangle in each of them.
  void add_clipped(Shape shape);
  void add_shape(Shape shape);
  void record_pattern(GfxState* state);
  ImagePlacement* record_image(GfxState* state, const Object* ref, Stream* stream, int width,
                               int height);
  void offer(GfxState* state, Stream* stream, int width, int height, GfxImageColorMap* map,
             bool invert);

  RawPage& page_;
  ImageVerdicts& verdicts_;
  const Limits limits_;
  std::optional<Problem> limit_;
  ContentSize* size_ = nullptr;
  std::int64_t operators_ = 0;
  std::int32_t order_ = 0;
  bool in_annotation_ = false;
  ImageMask mask_;  // of the image being drawn
  int wanted_image_ = -1;
  std::function<void(const ImageInput&)> image_taker_;
  bool finished_ = false;
  int forms_ = 0;
  int mask_groups_ = 0;   // > 0: what is drawn only makes a soft mask
  int pattern_text_ = 0;  // > 0: a pattern is painted through glyphs that are recorded already
  struct Group {
    bool is_mask = false;
    double outer_opacity = 1;
    int outer_blend = 0;
  };
  std::vector<Group> groups_;
  double inherited_opacity_ = 1;
  int inherited_blend_ = 0;  // the first mode that is not normal, of the groups around
  Extra extra_;
  std::vector<Extra> saved_;
  Color fill_;
  Color stroke_;
  bool fill_known_ = false;
  bool stroke_known_ = false;
  bool font_known_ = false;
  const FontFacts* font_ = nullptr;
  std::unordered_map<const GfxFont*, FontFacts> fonts_;
  // By font and code: the rectangle in glyph space, where the glyph is a bar.
  std::unordered_map<std::uint64_t, std::optional<GlyphBar>> glyph_bars_;
  PathReader path_;
};

// What is said where a limit was hit. The options that raise these two are named.
[[nodiscard]] Problem page_limit(int page, std::string_view what);
inline constexpr std::string_view kFormsInForms = "forms within forms (--object-depth)";
inline constexpr std::string_view kContentBytes = "decompressed instructions (--content-mb)";

// Gfx asks whether to stop after every eleventh operator.
inline constexpr int kOperatorsPerCheck = 11;

}  // namespace tachado::pdf
