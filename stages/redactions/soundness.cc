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

void add(Redaction& redaction, Finding finding) {
  const bool known =
      std::any_of(redaction.findings.begin(), redaction.findings.end(), [&](const Finding& other) {
        return other.kind == finding.kind && other.characters == finding.characters;
      });
  if (!known) redaction.findings.push_back(std::move(finding));
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

}  // namespace

void SoundnessChecker::check(Page& page, const std::vector<std::string>& shining) {
  const auto is_region = [](const Redaction& redaction) {
    return redaction.kind != RegionKind::replaced_text;
  };
  const auto is_redact = [](const Annotation& annotation) {
    return annotation.subtype == "Redact";
  };
  const bool regions = std::any_of(page.redactions.begin(), page.redactions.end(), is_region);
  const bool marks = std::any_of(page.annotations.begin(), page.annotations.end(), is_redact);
  // Without a region only a switched-off layer's text is told, and only if there is enough of it.
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
  Pictures pictures(*context_.source, page.number, context_.recognizer);
  std::vector<bool> open(page.redactions.size(), false);
  for (std::size_t i = 0; i < page.redactions.size(); ++i) {
    Redaction& redaction = page.redactions[i];
    if (!is_region(redaction)) continue;
    redaction.checks.emplace_back("text_under");
    for (const HiddenText& hidden : under.text(redaction)) {
      if (is_leak(hidden, redaction))
        add(redaction, finding(hidden.kind, hidden.text, disclosure_));
    }
    // What an unapplied mark leaves in sight is looked at below.
    const HiddenText through{"see_through", i < shining.size() ? shining[i] : ""};
    if (redaction.findings.empty() && redaction.kind != RegionKind::annotation &&
        meaningful_characters(through.text) >= kLeastInvisible &&
        readability(through.text) >= kLeastInvisibleReadability) {
      add(redaction, finding(through.kind, through.text, disclosure_));
    }
    const auto look = [&](const char* check, const char* kind, const Look& seen) {
      redaction.checks.emplace_back(check);
      if (seen.result == Look::Result::content) {
        add(redaction, finding(kind, seen.text, disclosure_));
      }
      open[i] = open[i] || seen.result == Look::Result::unknown;
    };
    if (under.picture(redaction)) {
      look("image_under", "image_under_box", pictures.under(redaction.box));
    }
    if (may_shine(redaction)) look("see_through", "see_through", pictures.through(redaction.box));
  }
  check_annotations(page, under);
  for (std::size_t i = 0; i < page.redactions.size(); ++i) {
    Redaction& redaction = page.redactions[i];
    if (!is_region(redaction)) continue;
    redaction.soundness = !redaction.findings.empty() ? Soundness::failed
                          : open[i]                   ? Soundness::unverified
                                                      : Soundness::sound;
  }
  const std::string layers = under.layers_off();
  if (meaningful_characters(layers) >= kLeastInvisible &&
      readability(layers) >= kLeastInvisibleReadability) {
    Finding leak = finding("hidden_layer", layers, disclosure_);
    leak.page = page.number;
    leak.where = "page " + std::to_string(page.number);
    leaks_.push_back(std::move(leak));
  }
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
      Finding found = finding("unapplied_redact", text, disclosure_);
      const auto at = std::find_if(page.redactions.begin(), page.redactions.end(),
                                   [&](const Redaction& redaction) {
                                     return share_inside(box, redaction.box) >= kSamePlace ||
                                            share_inside(redaction.box, box) >= kSamePlace;
                                   });
      if (at != page.redactions.end() && at->kind != RegionKind::replaced_text) {
        at->checks.emplace_back("annotations");
        add(*at, std::move(found));
      } else {
        found.page = page.number;
        found.where = "page " + std::to_string(page.number);
        leaks_.push_back(std::move(found));
      }
    }
  }
}

}  // namespace tachado::redactions
