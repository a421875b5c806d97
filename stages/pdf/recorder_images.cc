// The images of a page: where they are placed, how they are stored, whether they are of one colour.
#include <GfxState.h>
#include <Stream.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "stages/pdf/image_verdict.h"
#include "stages/pdf/recorder.h"

namespace tachado::pdf {
namespace {

const char* encoding_of(StreamKind kind) {
  switch (kind) {
    case strASCIIHex:
    case strASCII85:
      return "ascii";
    case strLZW:
      return "lzw";
    case strRunLength:
      return "run_length";
    case strCCITTFax:
      return "ccitt";
    case strDCT:
      return "dct";
    case strFlate:
      return "flate";
    case strJBIG2:
      return "jbig2";
    case strJPX:
      return "jpx";
    default:
      return "raw";
  }
}

}  // namespace

ImagePlacement* Recorder::record_image(GfxState* state, const Object* ref, Stream* stream,
                                       int width, int height) {
  if (!recording() || pattern_text_ > 0) return nullptr;
  if (page_.images.size() >= static_cast<std::size_t>(limits_.shapes)) {
    reach_limit("images");
    return nullptr;
  }
  const double* m = numbers(state->getCTM());
  const Rect whole{m[4] + std::min(0.0, m[0]) + std::min(0.0, m[2]),
                   m[5] + std::min(0.0, m[1]) + std::min(0.0, m[3]),
                   m[4] + std::max(0.0, m[0]) + std::max(0.0, m[2]),
                   m[5] + std::max(0.0, m[1]) + std::max(0.0, m[3])};
  ImagePlacement image;
  image.box = intersect(whole, clip_box(state));
  if (image.box.empty()) return nullptr;
  constexpr double kLean = 0.01;
  const bool straight =
      std::abs(m[1]) + std::abs(m[2]) <= kLean * (std::abs(m[0]) + std::abs(m[3]));
  const bool quarter = std::abs(m[0]) + std::abs(m[3]) <= kLean * (std::abs(m[1]) + std::abs(m[2]));
  image.upright = straight || quarter;
  image.order = ++order_;
  image.drawn_by = drawn_by();
  image.width = width;
  image.height = height;
  image.encoding = encoding_of(stream->getKind());
  image.object = ref != nullptr && ref->isRef() ? ref->getRefNum() : 0;
  page_.images.push_back(std::move(image));
  return &page_.images.back();
}

void Recorder::drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height,
                             bool invert, bool /*interpolate*/, bool inline_image) {
  ImagePlacement* image = record_image(state, ref, stream, width, height);
  bool painted = false;
  if (inline_image) {
    std::vector<unsigned char> first;
    painted = read_inline_data(stream, width, height, 1, &first) && (first.front() != 0) == invert;
  }
  if (image != nullptr) {
    image->stencil = true;
    image->bits = 1;
    image->color = fill_color(state);
    image->opacity = opacity(state, state->getFillOpacity(), image->color);
    const auto known = image->object != 0 ? verdicts_.find(image->object) : verdicts_.end();
    if (inline_image) {
      image->one_colour = painted;
    } else if (known != verdicts_.end()) {
      image->one_colour = known->second.one_colour;
    } else if (may_be_one_colour(stream, width, height, 1)) {
      image->one_colour = paints_all(stream, width, height, invert);
      if (image->object != 0) verdicts_[image->object] = {image->one_colour, {}};
    }
    offer(state, stream, width, height, nullptr, invert);
  }
}

void Recorder::drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                         GfxImageColorMap* map, bool /*interpolate*/, const int* mask_colors,
                         bool inline_image) {
  ImagePlacement* image = record_image(state, ref, stream, width, height);
  const int bits_per_pixel = map->getNumPixelComps() * map->getBits();
  ImageVerdict verdict;
  if (inline_image) {
    std::vector<unsigned char> first;
    verdict.one_colour = read_inline_data(stream, width, height, bits_per_pixel, &first);
    if (verdict.one_colour) {
      first.resize(static_cast<std::size_t>(map->getNumPixelComps()));
      GfxRGB rgb;
      map->getRGB(first.data(), &rgb);
      verdict.color = color_of(rgb);
    }
  }
  if (image != nullptr) {
    image->bits = map->getBits();
    image->components = map->getNumPixelComps();
    image->soft_mask = mask_colors != nullptr;
    const auto known = image->object != 0 ? verdicts_.find(image->object) : verdicts_.end();
    if (known != verdicts_.end()) {
      verdict = known->second;
    } else if (!inline_image && may_be_one_colour(stream, width, height, bits_per_pixel)) {
      verdict = judge(stream, width, height, map);
      if (image->object != 0) verdicts_[image->object] = verdict;
    }
    image->one_colour = verdict.one_colour;
    if (verdict.one_colour) image->color = verdict.color;
    image->opacity = opacity(state, state->getFillOpacity(),
                             image->one_colour ? image->color : Color{128, 128, 128});
    offer(state, stream, width, height, map, false);
  }
}

void Recorder::offer(GfxState* state, Stream* stream, int width, int height, GfxImageColorMap* map,
                     bool invert) {
  if (!image_taker_) return;
  const int index = static_cast<int>(page_.images.size()) - 1;
  if (index != wanted_image_) return;
  const double* m = numbers(state->getCTM());
  image_taker_({stream, width, height, map, invert, {m[0], m[1], m[2], m[3], m[4], m[5]}, mask_});
  finished_ = true;
}

void Recorder::drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height,
                               GfxImageColorMap* map, bool interpolate, Stream* mask,
                               int mask_width, int mask_height, bool mask_invert,
                               bool /*mask_interpolate*/) {
  draw_masked(state, ref, stream, width, height, map, interpolate,
              {mask, mask_width, mask_height, nullptr, mask_invert});
}

void Recorder::draw_masked(GfxState* state, Object* ref, Stream* stream, int width, int height,
                           GfxImageColorMap* map, bool interpolate, const ImageMask& mask) {
  const std::size_t before = page_.images.size();
  mask_ = mask;
  drawImage(state, ref, stream, width, height, map, interpolate, nullptr, false);
  mask_ = {};
  if (page_.images.size() == before) return;
  ImagePlacement& image = page_.images.back();
  const double shown = shown_by(mask, image.object);
  image.soft_mask = shown < 0;
  if (shown >= 0) image.opacity *= shown;
  // The mask gives one colour a shape of its own: a logo, a signature.
  if (shown < 0) image.one_colour = false;
}

// How much of the image the mask lets through, where it is the same all over; else -1.
double Recorder::shown_by(const ImageMask& mask, std::int64_t image) {
  const bool soft = mask.map != nullptr;
  // Beside the image's own verdict, so that it is reached once for a document too.
  const std::int64_t key = -image;
  const auto known = image != 0 ? verdicts_.find(key) : verdicts_.end();
  ImageVerdict verdict;
  if (known != verdicts_.end()) {
    verdict = known->second;
  } else if (may_be_one_colour(mask.stream, mask.width, mask.height,
                               soft ? mask.map->getBits() : 1)) {
    if (soft) {
      verdict = judge(mask.stream, mask.width, mask.height, mask.map);
    } else {
      verdict.one_colour = paints_all(mask.stream, mask.width, mask.height, mask.invert);
      verdict.color = {255, 255, 255};
    }
  }
  if (image != 0) verdicts_[key] = verdict;
  return verdict.one_colour ? luma(verdict.color) / 255 : -1;
}

void Recorder::drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width,
                                   int height, GfxImageColorMap* map, bool interpolate,
                                   Stream* mask, int mask_width, int mask_height,
                                   GfxImageColorMap* mask_map, bool /*mask_interpolate*/) {
  draw_masked(state, ref, stream, width, height, map, interpolate,
              {mask, mask_width, mask_height, mask_map, false});
}

MaskWasSet Recorder::setSoftMaskFromImageMask(GfxState* /*state*/, Object* /*ref*/, Stream* stream,
                                              int width, int height, bool /*invert*/,
                                              bool inline_image, MaskMatrix /*base_matrix*/) {
  // A pattern painted through a stencil; the pattern itself is recorded as such.
  std::vector<unsigned char> first;
  if (inline_image) read_inline_data(stream, width, height, 1, &first);
  return static_cast<MaskWasSet>(true);
}

}  // namespace tachado::pdf
