#include "pipeline/overlay.h"

#include <leptonica/allheaders.h>

#include <cmath>
#include <cstdio>
#include <memory>

namespace tachado::pipeline {
namespace {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, PixDeleter>;

Color color_of(RegionKind kind) {
  switch (kind) {
    case RegionKind::filled:
      return {220, 20, 20};
    case RegionKind::outlined:
      return {20, 60, 230};
    case RegionKind::whiteout:
      return {240, 140, 0};
    case RegionKind::pattern:
    case RegionKind::marker:
      return {150, 30, 190};
    case RegionKind::image:
      return {140, 90, 30};
    case RegionKind::annotation:
      return {0, 150, 150};
    case RegionKind::replaced_text:
      return {0, 150, 40};
  }
  return {220, 20, 20};
}

PixPointer to_pix(const Bitmap& bitmap) {
  PixPointer pix(pixCreate(bitmap.width, bitmap.height, 32));
  if (!pix) return nullptr;
  l_uint32* data = pixGetData(pix.get());
  const auto words_per_line = static_cast<std::size_t>(pixGetWpl(pix.get()));
  for (int y = 0; y < bitmap.height; ++y) {
    const std::uint8_t* row = bitmap.row(y);
    l_uint32* out = data + static_cast<std::size_t>(y) * words_per_line;
    for (int x = 0; x < bitmap.width; ++x) {
      const auto at = static_cast<std::size_t>(x) * static_cast<std::size_t>(bitmap.channels);
      const bool colored = bitmap.channels == 3;
      composeRGBPixel(row[at], row[colored ? at + 1 : at], row[colored ? at + 2 : at], out + x);
    }
  }
  return pix;
}

void draw_line(Pix* pix, Point from, Point to, int width, Color color) {
  pixRenderLineArb(pix, static_cast<int>(std::lround(from.x)),
                   static_cast<int>(std::lround(from.y)), static_cast<int>(std::lround(to.x)),
                   static_cast<int>(std::lround(to.y)), width, color.r, color.g, color.b);
}

void draw(Pix* pix, const Bitmap& bitmap, const Redaction& redaction) {
  const Color color = color_of(redaction.kind);
  const int width = redaction.confidence >= 0.9 ? 3 : 1;
  const Rect box = bitmap.to_pixels(redaction.box);
  Quad corners{{{box.x0, box.y0}, {box.x1, box.y0}, {box.x1, box.y1}, {box.x0, box.y1}}};
  for (std::size_t i = 0; i < 4; ++i)
    draw_line(pix, corners[i], corners[(i + 1) % 4], width, color);
  if (redaction.soundness == Soundness::failed) {
    draw_line(pix, corners[0], corners[2], width, color);
    draw_line(pix, corners[1], corners[3], width, color);
  }
  if (redaction.quad) {
    Quad quad = *redaction.quad;
    for (Point& p : quad) {
      const Rect at = bitmap.to_pixels({p.x, p.y, p.x, p.y});
      p = {at.x0, at.y0};
    }
    for (std::size_t i = 0; i < 4; ++i) draw_line(pix, quad[i], quad[(i + 1) % 4], 1, color);
  }
}

Problem io_problem(int page, const std::string& message) {
  return {.stage = "pipeline", .page = page, .kind = ProblemKind::io, .message = message};
}

}  // namespace

Result<void> write_overlay(PageSource& source, const Page& page, const std::string& path) {
  PixelRequest request;
  request.dpi = kOverlayDpi;
  request.color = true;
  const Result<Bitmap> bitmap = source.pixels(page.number, request);
  if (!bitmap) return fail(bitmap.error());
  const PixPointer pix = to_pix(*bitmap);
  if (!pix) return fail(io_problem(page.number, "no memory for the page's picture"));
  for (const Redaction& redaction : page.redactions) draw(pix.get(), *bitmap, redaction);
  const std::string unfinished = path + ".part";
  if (pixWrite(unfinished.c_str(), pix.get(), IFF_PNG) != 0 ||
      std::rename(unfinished.c_str(), path.c_str()) != 0) {
    std::remove(unfinished.c_str());
    return fail(io_problem(page.number, "the picture of the page could not be written to " + path));
  }
  return {};
}

}  // namespace tachado::pipeline
