#include "stages/redactions/soundness.h"

#include <algorithm>

#include "stages/redactions/fold.h"
#include "stages/redactions/pictures.h"
#include "stages/redactions/readability.h"
#include "stages/redactions/under.h"

namespace tachado::redactions {
namespace {

// One letter more or less at the edge of a box tells nobody anything.
constexpr int kLeastCharacters = 2;
// Live text is what it says; only signs without a meaning are left out.
constexpr double kLeastReadability = 0.3;
// An invisible layer is text only when it reads like it: recognition run after the redaction makes
// junk of the bars. In one large audit under 1 % of such hits could be read.
constexpr int kLeastInvisible = 3;
constexpr double kLeastInvisibleReadability = 0.65;
// A /Redact annotation belongs to the region that covers this much of it.
constexpr double kSamePlace = 0.5;
constexpr std::size_t kMaxSecrets = 100'000;  // words
constexpr std::size_t kMaxContents = 2'000;   // of a document

std::string plain(const std::string& text) {
  std::string result = fold(text);
  std::erase_if(result, [](char c) { return c == ' ' || c == '.' || c == '-'; });
  return result;
}

bool is_leak(const HiddenText& hidden, const Redaction& redaction) {
  const int meaningful = meaningful_characters(hidden.text);
  const double readable = readability(hidden.text);
  const bool invisible = hidden.kind == "invisible_text";
  if (meaningful < (invisible ? kLeastInvisible : kLeastCharacters)) return false;
  if (readable < (invisible ? kLeastInvisibleReadability : kLeastReadability)) return false;
  // The label itself, drawn twice or recognised.
  return !redaction.label || plain(*redaction.label).find(plain(hidden.text)) == std::string::npos;
}

bool from_pixels(const Redaction& redaction) {
  return redaction.source == RegionSource::raster || redaction.kind == RegionKind::image;
}

// Only what is dark or coloured can have something shining through.
bool may_shine(const Redaction& redaction) {
  return from_pixels(redaction) &&
         (redaction.kind == RegionKind::filled || redaction.kind == RegionKind::marker ||
          redaction.kind == RegionKind::pattern);
}

bool is_region(const Redaction& redaction) { return redaction.kind != RegionKind::replaced_text; }

bool is_redact(const Annotation& annotation) { return annotation.subtype == "Redact"; }

bool is_solid(const Redaction& redaction) { return redaction.kind == RegionKind::filled; }

}  // namespace

void SoundnessChecker::add(Redaction& redaction, const std::string& kind, const std::string& text) {
  Finding found = finding(kind, text, disclosure_);
  const bool known =
      std::any_of(redaction.findings.begin(), redaction.findings.end(), [&](const Finding& other) {
        return other.kind == found.kind && other.characters == found.characters;
      });
  if (known) return;
  each_word(fold(text), [&](std::string_view word) {
    if (secrets_.size() < kMaxSecrets) secrets_.emplace(word);
  });
  redaction.findings.push_back(std::move(found));
}

void SoundnessChecker::check(Page& page, const std::vector<std::string>& shining) {
  const bool regions = std::any_of(page.redactions.begin(), page.redactions.end(), is_region);
  const bool marks = std::any_of(page.annotations.begin(), page.annotations.end(), is_redact);
  // Without a region only text that cannot be seen is told, and only if there is enough of it.
  if (!regions && !marks && page.facts.covered < kLeastInvisible) return;

  Result<RawPage> raw =
      context_.source != nullptr
          ? context_.source->interpret(page.number)
          : Result<RawPage>(fail(
                {"redactions", page.number, ProblemKind::internal, "the document is not at hand"}));
  if (!raw) {
    for (Redaction& redaction : page.redactions) {
      if (is_region(redaction)) redaction.soundness = Soundness::unverified;
    }
    return;
  }
  const Under under(*raw);
  check_regions(page, shining, under);
  check_annotations(page, under);
  for (Redaction& redaction : page.redactions) {
    // What could not be looked at says unverified already.
    if (is_region(redaction) && !redaction.findings.empty()) {
      redaction.soundness = Soundness::failed;
    }
  }
  gather_contents(page, under);
}

void SoundnessChecker::check_regions(Page& page, const std::vector<std::string>& shining,
                                     const Under& under) {
  Pictures pictures(*context_.source, page.number, context_.recognizer);
  for (std::size_t i = 0; i < page.redactions.size(); ++i) {
    Redaction& redaction = page.redactions[i];
    if (!is_region(redaction)) continue;
    redaction.checks.emplace_back("text_under");
    for (const HiddenText& hidden : under.text(redaction)) {
      if (is_leak(hidden, redaction)) add(redaction, hidden.kind, hidden.text);
    }
    // What an unapplied mark leaves in sight is looked at below.
    const HiddenText through{"see_through", i < shining.size() ? shining[i] : ""};
    if (redaction.findings.empty() && redaction.kind != RegionKind::annotation &&
        meaningful_characters(through.text) >= kLeastInvisible &&
        readability(through.text) >= kLeastInvisibleReadability) {
      add(redaction, through.kind, through.text);
    }
    bool open = false;
    const auto look = [&](const char* check, const char* kind, const Look& seen) {
      redaction.checks.emplace_back(check);
      if (seen.result == Look::Result::content) add(redaction, kind, seen.text);
      open = open || seen.result == Look::Result::unknown;
    };
    if (under.picture(redaction)) {
      look("image_under", "image_under_box", pictures.under(redaction.box));
    }
    if (may_shine(redaction)) look("see_through", "see_through", pictures.through(redaction.box));
    redaction.soundness = open ? Soundness::unverified : Soundness::sound;
  }
  check_thumbnail(page, pictures);
}

// A picture of the page as it was before: where the region is all of one tone on the page, it is
// not in the thumbnail.
void SoundnessChecker::check_thumbnail(Page& page, Pictures& pictures) {
  const bool solid = std::any_of(page.redactions.begin(), page.redactions.end(), is_solid);
  const std::optional<Bitmap> small =
      solid ? context_.source->thumbnail(page.number) : std::nullopt;
  if (!small) return;
  for (Redaction& redaction : page.redactions) {
    if (!is_solid(redaction)) continue;
    redaction.checks.emplace_back("thumbnail");
    const Look seen = pictures.in_thumbnail(*small, redaction.box);
    if (seen.result == Look::Result::content) add(redaction, "thumbnail", seen.text);
  }
}

// Text that no page shows and that belongs to no region.
void SoundnessChecker::gather_contents(const Page& page, const Under& under) {
  const auto gather = [&](const char* kind, std::string text) {
    if (meaningful_characters(text) < kLeastInvisible || contents_.size() >= kMaxContents) return;
    HiddenContent content;
    content.kind = kind;
    content.page = page.number;
    content.where = "page " + std::to_string(page.number);
    content.text = std::move(text);
    contents_.push_back(std::move(content));
  };
  if (page.facts.covered < kLeastInvisible) return;
  gather("hidden_layer", under.layers_off());
  gather("outside_page", under.outside());
  for (std::string& line : under.blank_lines(page.redactions))
    gather("same_colour_text", std::move(line));
}

// An unapplied /Redact fails when a glyph or a picture lies under it; over nothing it is harmless.
void SoundnessChecker::check_annotations(Page& page, const Under& under) {
  for (const Annotation& annotation : page.annotations) {
    if (annotation.subtype != "Redact") continue;
    std::vector<Rect> boxes;
    for (const Quad& quad : annotation.quads) {
      Rect box{quad[0].x, quad[0].y, quad[0].x, quad[0].y};
      for (const Point& p : quad) {
        box = {std::min(box.x0, p.x), std::min(box.y0, p.y), std::max(box.x1, p.x),
               std::max(box.y1, p.y)};
      }
      if (!box.empty()) boxes.push_back(box);
    }
    if (boxes.empty()) boxes.push_back(annotation.box);
    for (const Rect& box : boxes) {
      const std::string text = under.all_text(box);
      const bool picture = under.any_picture(box);
      if (meaningful_characters(text) == 0 && !picture) continue;
      const auto at = std::find_if(page.redactions.begin(), page.redactions.end(),
                                   [&](const Redaction& redaction) {
                                     return share_inside(box, redaction.box) >= kSamePlace ||
                                            share_inside(redaction.box, box) >= kSamePlace;
                                   });
      if (at != page.redactions.end() && at->kind != RegionKind::replaced_text) {
        at->checks.emplace_back("annotations");
        add(*at, "unapplied_redact", text);
      } else {
        Finding found = finding("unapplied_redact", text, disclosure_);
        found.page = page.number;
        found.where = "page " + std::to_string(page.number);
        leaks_.push_back(std::move(found));
      }
    }
  }
}

}  // namespace tachado::redactions
