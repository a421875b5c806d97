#include <algorithm>
#include <array>
#include <cstdlib>

#include "stages/regions/look.h"
#include "stages/regions/regions.h"

namespace tachado::regions {
namespace {

// Figures of less confidence are not worth a look by the words around them.
constexpr double kLeastConfidence = 0.2;
// Of an outline or a fill with something in it, that may be a label, the words say more than its
// look: a framed "out of scope" in large letters looks like a heading, with 0.045.
constexpr double kLeastLabelled = 0.04;
// Two figures that share this much of either are one.
constexpr double kSameShare = 0.5;

// Bars of one colour that touch, without a label to tell them apart, are the lines of one region:
// it is found as a whole by what is no paper, with its seams.
bool whole_of(const Look& whole, const Look& line) {
  constexpr int kSameColor = 12;
  constexpr double kFlatNoise = 3;
  constexpr double kLikely = 0.5;
  constexpr double kWithin = 0.9;
  constexpr double kLarger = 1.3;
  return whole.kind == RegionKind::pattern && line.kind == RegionKind::filled &&
         whole.noise < kFlatNoise && whole.ink_pieces == 0 && line.ink_pieces == 0 &&
         whole.confidence >= kLikely && share_inside(line.box, whole.box) > kWithin &&
         static_cast<double>(whole.box.area()) > kLarger * static_cast<double>(line.box.area()) &&
         std::abs(whole.color.r - line.color.r) < kSameColor &&
         std::abs(whole.color.g - line.color.g) < kSameColor &&
         std::abs(whole.color.b - line.color.b) < kSameColor;
}

// What is hardly darker than paper joins bars that halos of compression or dirt connect: a pale
// texture counts where nothing surer fills this much of it.
constexpr double kMostKnown = 0.5;
constexpr double kKnownConfidence = 0.5;

void drop_pale_over_known(std::vector<Look>& looks) {
  for (Look& pale : looks) {
    if (!pale.pale) continue;
    std::int64_t known = 0;
    for (const Look& look : looks)
      if (!look.pale && look.confidence >= kKnownConfidence)
        known = std::max(known, intersect(look.box, pale.box).area());
    if (static_cast<double>(known) > kMostKnown * static_cast<double>(pale.box.area()))
      pale.confidence = 0;
  }
}

// The better one of figures that were found twice, best first.
std::vector<Look> distinct(std::vector<Look> looks) {
  for (Look& line : looks)
    if (std::any_of(looks.begin(), looks.end(),
                    [&](const Look& whole) { return whole_of(whole, line); }))
      line.confidence = 0;
  drop_pale_over_known(looks);
  std::erase_if(looks, [](const Look& look) {
    const bool labelled = (look.kind == RegionKind::outlined || look.kind == RegionKind::filled) &&
                          look.ink_pieces > 0;
    return look.confidence < (labelled ? kLeastLabelled : kLeastConfidence);
  });
  std::stable_sort(looks.begin(), looks.end(),
                   [](const Look& a, const Look& b) { return a.confidence > b.confidence; });
  std::vector<Look> kept;
  for (const Look& look : looks) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Look& other) {
      return share_inside(look.box, other.box) > kSameShare ||
             share_inside(other.box, look.box) > kSameShare;
    });
    if (!known) kept.push_back(look);
  }
  return kept;
}

// An edge strays by so many pixels, and by one more in so many of its length: a scan's skew.
constexpr int kStray = 1;
constexpr int kSkew = 300;

void count_alike(std::vector<Look>& looks) {
  const auto close = [](int a, int b) { return std::abs(a - b) <= 2; };
  for (Look& look : looks)
    look.alike = static_cast<int>(std::count_if(looks.begin(), looks.end(), [&](const Look& other) {
      return &other != &look && other.kind == look.kind &&
             close(other.box.width(), look.box.width()) &&
             close(other.box.height(), look.box.height()) &&
             (other.box.x0 >= look.box.x1 || other.box.x1 <= look.box.x0 ||
              other.box.y0 >= look.box.y1 || other.box.y1 <= look.box.y0);
    }));
}

// Fields of a form begin in one column, one below the other.
void count_aligned(std::vector<Look>& looks) {
  for (Look& look : looks)
    look.aligned =
        static_cast<int>(std::count_if(looks.begin(), looks.end(), [&](const Look& other) {
          return &other != &look && other.kind == look.kind &&
                 std::abs(other.box.x0 - look.box.x0) <= kStray &&
                 (other.box.y0 >= look.box.y1 || other.box.y1 <= look.box.y0);
        }));
}

// A comma or a word that follows a figure at once: it stands within a line.
bool mark_after(const Mask& ink, const PixelBox& box, const TextScale& scale) {
  const int from = box.x1 + 2;
  const int to = box.x1 + static_cast<int>(scale.letter);
  return ink_share(ink, {from, box.y0 + box.height() / 3, to, box.y1 + box.height() / 4}) > 0;
}

// The ground inside an outline against the ground around it: white fields on a tinted form.
double ground_step(const Raster& raster, const Mask& ink, const PixelBox& box) {
  constexpr int kAway = 3;
  constexpr int kWide = 6;
  const auto ground = [&](const PixelBox& whole, const PixelBox& without) {
    std::int64_t sum = 0;
    std::int64_t n = 0;
    const PixelBox seen = intersect(whole, raster.bounds());
    for (int y = seen.y0; y < seen.y1; ++y)
      for (int x = seen.x0; x < seen.x1; ++x) {
        if (x >= without.x0 && x < without.x1 && y >= without.y0 && y < without.y1) {
          x = without.x1 - 1;
          continue;
        }
        if (ink.row(y)[x] != 0) continue;
        sum += raster.mean[raster.index(x, y)];
        ++n;
      }
    return n > 0 ? static_cast<double>(sum) / static_cast<double>(n) : -1.0;
  };
  const PixelBox inner{box.x0 + kAway, box.y0 + kAway, box.x1 - kAway, box.y1 - kAway};
  const PixelBox outer{box.x0 - kAway, box.y0 - kAway, box.x1 + kAway, box.y1 + kAway};
  const PixelBox ring{outer.x0 - kWide, outer.y0 - kWide, outer.x1 + kWide, outer.y1 + kWide};
  const double inside = ground(inner, {});
  const double outside = ground(ring, outer);
  return inside < 0 || outside < 0 ? 0 : std::abs(inside - outside) / 255;
}

// What is known of a flat fill (a heading's text) holds for the same figure found as a texture.
void trust_flat_fills(std::vector<Look>& looks) {
  constexpr double kFlatNoise = 10;
  constexpr double kSameFigure = 0.6;
  for (Look& texture : looks) {
    if (texture.kind != RegionKind::pattern) continue;
    for (const Look& flat : looks)
      if (flat.kind == RegionKind::filled && flat.noise < kFlatNoise &&
          flat.outline.straightness > 0.96 && overlap(flat.box, texture.box) > kSameFigure)
        texture.confidence = std::min(texture.confidence, flat.confidence);
  }
}

}  // namespace

std::vector<Look> all_looks(const Raster& raster) {
  const Mask ink = ink_of(raster);
  const TextScale scale = text_scale(raster, ink);
  std::vector<Look> looks = filled_looks(raster, ink, scale);
  for (const Look& look : outlined_looks(raster, ink, scale)) looks.push_back(look);
  for (const Look& look : faint_looks(raster, scale)) looks.push_back(look);
  for (const Look& look : scrawled_looks(raster, ink, scale)) looks.push_back(look);
  for (Look& look : looks) {
    look.around = around_of(look.box, scale);
    // Of figures with steps it is known already.
    if ((look.kind == RegionKind::outlined || look.kind == RegionKind::whiteout) &&
        look.frame.covered <= 0)
      look.frame = frame_of(ink, look.box, kStray + look.box.width() / kSkew);
  }
  for (Look& look : looks) {
    look.mark_after = mark_after(ink, look.box, scale);
    look.on_line = letters_on_line(look, scale);
    if (look.kind == RegionKind::outlined || look.kind == RegionKind::whiteout)
      look.ground_step = ground_step(raster, ink, look.box);
  }
  count_alike(looks);
  count_aligned(looks);
  look_among_others(raster, ink, scale, looks);
  for (Look& look : looks) look.confidence = look_confidence(look, scale, raster.bounds());
  trust_flat_fills(looks);
  return looks;
}

std::vector<Region> regions_from_pixels(const Bitmap& pixels) {
  std::vector<Region> regions;
  if (!usable(pixels)) return regions;
  const Raster raster = reduce(pixels);
  const double k = raster.reduction;
  for (const Look& look : distinct(all_looks(raster))) {
    Region region;
    region.box = intersect(
        pixels.to_points(look.box.x0 * k, look.box.y0 * k, look.box.x1 * k, look.box.y1 * k),
        pixels.area);
    if (look.outline.corners) {
      region.quad.emplace();
      for (std::size_t i = 0; i < region.quad->size(); ++i) {
        const Point& corner = (*look.outline.corners)[i];
        const Rect at = pixels.to_points(corner.x * k, corner.y * k, corner.x * k, corner.y * k);
        (*region.quad)[i] = {at.x0, at.y0};
      }
    }
    region.kind = look.kind;
    region.source = RegionSource::raster;
    region.color = look.color;
    region.confidence = look.confidence;
    region.recognise_label = look.ink_pieces > 0;
    region.ink_inside = look.ink_inside;
    region.edge_straightness = look.outline.straightness;
    region.solid_share = std::min(look.outline.rows_filled, look.outline.columns_filled);
    regions.push_back(region);
  }
  return regions;
}

}  // namespace tachado::regions
