#include "stages/redactions/accept.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>

#include "stages/redactions/accept_alike.h"
#include "stages/redactions/accept_drawn.h"
#include "stages/redactions/accept_place.h"

namespace tachado::redactions {
namespace {

// A word belongs to a region when most of its box lies inside.
constexpr double kShareInside = 0.6;
// A label is short; code points.
constexpr std::int64_t kLabelLength = 40;
constexpr double kHighest = 0.99;
constexpr double kPossible = 0.1;  // what is less likely by itself stays so
// Only a redact annotation comes with more than this.
constexpr double kDeclared = 0.975;

// What the text inside says for or against: shifts of the log-odds, set on the labelled and the
// clean pages.
constexpr double kExemption = 2.5;    // "5.1.2e", "(b)(6)": nothing else is written so
constexpr double kLabelWord = 2.0;    // "Confidencial.1", "1. RFC"
constexpr double kNamesField = 0.5;   // "RFC", "Nombre": a label's word, or a form's
constexpr double kMisread = 1.5;      // nearly the code that stands in others of the page
constexpr double kCode = 1.0;         // digits with a mark or letters: a legend's number, perhaps
constexpr double kFigure = -1.5;      // a plain number: a table's cell
constexpr double kSharedLabel = 0.8;  // the same words stand in another candidate
constexpr double kOneWord = -0.8;     // may be a label that is not known here
constexpr double kButton = -2.0;      // one in an outline: a button, a field's content
constexpr double kHeading = -3.0;     // a few readable words
constexpr double kProse = -6.0;       // a paragraph
// Of recognised text, fewer letters and digits than this may be what is left of a faint label.
constexpr int kFewLetters = 5;
// What the recogniser is less sure of than this was no print: specks, a frame's corner. Labels that
// were read have 0.53 and more.
constexpr double kReadLabel = 0.5;
// The finder takes words inside for a label, and less for it; beneath a cover they speak for it.
constexpr double kCover = 1.3;

// Letterhead: the same box, in the top or bottom of the sheet, on most pages.
constexpr double kMargin = 0.16;   // of the page's height
constexpr double kSameBox = 0.85;  // overlap
constexpr double kMoved = 12;      // points, of a sheet in a scanner
constexpr double kSameSize = 0.8;
constexpr std::size_t kFewestPages = 3;
constexpr double kLetterhead = 0.3;

constexpr double kAway = 0.7;  // no word anywhere near, on a page with words
constexpr std::size_t kPageWithWords = 30;
constexpr int kManyColours = 4;  // a page in so many is a chart or a slide
constexpr double kColourful = 0.5;
constexpr double kChart = 0.3;

// Stems of words that stand in labels, lower case without accents: those that say that something
// was taken out, and those that say what.
constexpr std::array<std::string_view, 15> kRemovedStems{
    "reserv",   "confiden", "elimin", "testad",  "redact",  "clasific", "suprim",  "buiten",
    "withheld", "privile",  "exempt", "deleted", "removed", "ocult",    "delibera"};
constexpr std::array<std::string_view, 9> kFieldStems{
    "version", "rfc", "curp", "nombre", "domici", "person", "secret", "firma", "foia"};

std::string lower_ascii(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// A dark cover or a hatching drawn over words that were there before: these are no label of it.
bool covers_words(const Page& page, const Region& candidate) {
  constexpr double kDark = 100;          // luma; a highlighter is lighter
  constexpr double kLeastOpacity = 0.5;  // a watermark lets more through
  const bool cover = candidate.kind == RegionKind::pattern ||
                     (luma(candidate.color) < kDark && candidate.opacity >= kLeastOpacity);
  if (candidate.source == RegionSource::raster || candidate.order <= 0 || !cover) return false;
  bool any = false;
  for (const Word& word : page.words) {
    if (word.redaction || share_inside(word.box, candidate.box) < kShareInside) continue;
    if (word.order <= 0 || word.order > candidate.order) return false;
    any = true;
  }
  return any;
}

std::string text_inside(const Page& page, const Region& candidate) {
  if (covers_words(page, candidate)) return {};
  if (candidate.label) return *candidate.label;
  std::string out;
  for (const Word& word : page.words) {
    if (word.redaction || share_inside(word.box, candidate.box) < kShareInside) continue;
    if (!out.empty()) out += ' ';
    out += word.text;
  }
  return out;
}

int letters_in(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalpha(u) != 0 || u >= 0x80;
  }));
}

int digits_in(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  }));
}

constexpr std::size_t kLongestCode = 24;

// An article's number with its points ("5.1.2e", "10.2.e"), or short brackets with a letter in them
// ("(b)(6)"): "(3)" stands in every contract.
bool exemption_like(std::string_view text) {
  if (text.size() > kLongestCode || letters_in(text) > 6) return false;
  constexpr int kLongestPart = 2;  // thousands and years are longer
  int parts = 0;                   // short parts in a row, each with a point before it
  int length = 0;                  // of the part at hand
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool in_part = i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0;
    if (in_part) {
      ++length;
      continue;
    }
    const bool fits = length >= 1 && length <= kLongestPart;
    if (fits && i < text.size() && text[i] == ')' && i > static_cast<std::size_t>(length) &&
        text[i - static_cast<std::size_t>(length) - 1] == '(' && letters_in(text) > 0)
      return true;
    parts = fits ? parts + 1 : 0;
    if (parts >= 3 && digits_in(text) >= 2) return true;
    if (i < text.size() && text[i] != '.') parts = 0;
    length = 0;
  }
  return false;
}

// Digits, and hardly a letter with them; two small letters in a row are a word.
bool code_like(std::string_view text) {
  const int digits = digits_in(text);
  if (text.size() > kLongestCode || digits == 0 || digits + 1 < letters_in(text) ||
      text.find('$') != std::string_view::npos)
    return false;
  const auto small = [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; };
  return std::adjacent_find(text.begin(), text.end(),
                            [&](char a, char b) { return small(a) && small(b); }) == text.end();
}

// Legends number their entries with one or two digits.
constexpr int kLegendDigits = 2;

bool plain_number(std::string_view text) {
  return digits_in(text) > 0 && text.find_first_not_of("0123456789.,- ") == std::string_view::npos;
}

template <std::size_t kCount>
bool has_stem(std::string_view text, const std::array<std::string_view, kCount>& stems) {
  const std::string lower = lower_ascii(text);
  return std::any_of(stems.begin(), stems.end(),
                     [&](std::string_view stem) { return lower.find(stem) != std::string::npos; });
}

int words_in(std::string_view text) {
  int count = 0;
  bool inside = false;
  for (const char c : text) {
    if (c != ' ' && !inside) ++count;
    inside = c != ' ';
  }
  return count;
}

// White-out and hatches leave no print to be read: words that were read surely where one is seen
// say that it is none, also those that only reach into it. A few letters within are what is left of
// a label.
bool printed_on(const Page& page, const Region& candidate) {
  constexpr double kSure = 0.8;     // of a recognised word
  constexpr double kCovered = 0.3;  // of the candidate's width
  constexpr double kWithin = 0.9;   // of a word
  if (candidate.source != RegionSource::raster ||
      (candidate.kind != RegionKind::whiteout && candidate.kind != RegionKind::pattern))
    return false;
  double covered = 0;
  for (const Word& word : page.words) {
    const double y = word.box.center().y;
    if (word.redaction || word.confidence.value_or(1) < kSure || y < candidate.box.y0 ||
        y > candidate.box.y1)
      continue;
    if (code_points(word.text) < kFewLetters && share_inside(word.box, candidate.box) > kWithin)
      continue;
    covered += std::max(0.0, intersect(word.box, candidate.box).width());
  }
  return covered > kCovered * candidate.box.width();
}

// Words of the text layer on what is seen in a picture: they were drawn over it, as captions are.
// What is printed on a redaction of a scan is read from its pixels.
bool drawn_over_picture(const Page& page, const Region& candidate) {
  return candidate.source == RegionSource::raster && page.text_source == TextSource::text &&
         std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
           return !word.redaction && !word.confidence &&
                  share_inside(word.box, candidate.box) >= kShareInside;
         });
}

bool read_unsurely(const Region& candidate) {
  return candidate.label && candidate.label_confidence.value_or(1) < kReadLabel;
}

struct Reading {
  double shift = 0;    // of the log-odds
  bool coded = false;  // it is a redaction's label by itself
};

Reading by_text(const Region& candidate, const std::string& text,
                const std::vector<std::string>& all, const std::vector<std::string>& codes,
                bool over_picture) {
  if (text.empty()) return {};
  const std::int64_t length = code_points(text);
  // "I.V.A. 16 %" is no exemption, whatever its points look like.
  if (percentage(text) || text.find('%') != std::string::npos) return {kHeading, false};
  if (exemption_like(text)) return {kExemption, true};
  if (length <= kLabelLength && has_stem(text, kRemovedStems)) return {kLabelWord, true};
  if (length <= kLabelLength && has_stem(text, kFieldStems))
    return digits_in(text) > 0 ? Reading{kLabelWord, true} : Reading{kNamesField, false};
  if (candidate.source == RegionSource::raster && misread_code(text, codes))
    return {kMisread, true};
  if (plain_number(text)) return {digits_in(text) <= kLegendDigits ? 0 : kFigure, false};
  // White-out and hatches that show by specks may be dirt or a watermark with a number of the text
  // on it.
  const bool specks =
      candidate.kind == RegionKind::whiteout ||
      (candidate.source == RegionSource::raster && candidate.kind == RegionKind::pattern);
  if (code_like(text)) return specks ? Reading{kFigure, false} : Reading{kCode, true};
  if (length > 3 * kLabelLength) return {kProse, false};
  if (over_picture) return {kHeading, false};
  const auto same = std::count(all.begin(), all.end(), text);
  if (same >= 2 && length <= kLabelLength) return {kSharedLabel, false};
  const bool recognised = candidate.source == RegionSource::raster;
  if (recognised && letters_in(text) + digits_in(text) < kFewLetters) return {};
  if (words_in(text) <= 1) {
    const bool outlined = candidate.kind == RegionKind::outlined;
    return {length <= 3 ? 0 : outlined ? kButton : kOneWord, false};
  }
  return {kHeading, false};
}

double shifted(double confidence, double by) {
  constexpr double kLeast = 0.001;
  const double p = std::clamp(confidence, kLeast, 1 - kLeast);
  return 1 / (1 + std::exp(-(std::log(p / (1 - p)) + by)));
}

bool same_place(const Region& a, const Region& b) {
  if (overlap(a.box, b.box) > kSameBox) return true;
  if (a.source != RegionSource::raster || b.source != RegionSource::raster) return false;
  const auto alike = [](double m, double n) {
    return std::min(m, n) >= kSameSize * std::max(m, n);
  };
  const Point at = a.box.center();
  const Point other = b.box.center();
  return std::abs(at.x - other.x) < kMoved && std::abs(at.y - other.y) < kMoved &&
         alike(a.box.width(), b.box.width()) && alike(a.box.height(), b.box.height());
}

bool letterhead(const Page& page, const Region& candidate, const AcceptContext& context) {
  if (context.window.size() < kFewestPages) return false;
  const double y = candidate.box.center().y;
  if (y > kMargin * page.height && y < (1 - kMargin) * page.height) return false;
  std::size_t count = 0;
  for (const Page* other : context.window)
    if (std::any_of(other->candidates.begin(), other->candidates.end(), [&](const Region& r) {
          return same_place(r, candidate) && same_color(r.color, candidate.color);
        }))
      ++count;
  return count >= kFewestPages && 2 * count > context.window.size();
}

// One picture that stands on several pages is letterhead wherever it stands; a scan never repeats.
bool in_repeated_picture(const Page& page, const Region& candidate, const AcceptContext& context) {
  constexpr double kInPicture = 0.8;  // share of the candidate
  if (candidate.source != RegionSource::raster) return false;
  return std::any_of(page.images.begin(), page.images.end(), [&](const ImagePlacement& image) {
    if (image.object == 0 || share_inside(candidate.box, image.box) < kInPicture) return false;
    const auto pages =
        std::count_if(context.window.begin(), context.window.end(), [&](const Page* other) {
          return std::any_of(
              other->images.begin(), other->images.end(),
              [&](const ImagePlacement& another) { return another.object == image.object; });
        });
    return static_cast<std::size_t>(pages) >= kFewestPages;
  });
}

bool near_words(const Page& page, const Rect& box) {
  // Three lines of 12 points to either side, two above or below.
  const Rect around = inflate(box, 40, 28);
  return std::any_of(page.words.begin(), page.words.end(), [&](const Word& word) {
    return !intersect(word.box, around).empty() && share_inside(word.box, box) < kShareInside;
  });
}

int colours_of(const Page& page) {
  std::vector<Color> seen;
  for (const Region& r : page.candidates) {
    if (r.kind == RegionKind::outlined || r.confidence < 0.4) continue;
    if (std::none_of(seen.begin(), seen.end(), [&](Color c) { return same_color(c, r.color); }))
      seen.push_back(r.color);
  }
  return static_cast<int>(seen.size());
}

// Upright bars of one width that stand on one line.
bool chart_bar(const Page& page, const Region& candidate) {
  if (candidate.box.height() < candidate.box.width()) return false;
  int alike = 0;
  for (const Region& other : page.candidates)
    if (&other != &candidate && std::abs(other.box.y1 - candidate.box.y1) < 1.5 &&
        std::abs(other.box.width() - candidate.box.width()) < 1.5)
      ++alike;
  return alike >= 2;
}

// A legend's samples: one size in a row or column, each in a colour of its own. Shades of grey may
// be one fill with more or less of a label on it.
bool legend_sample(const Page& page, const Region& candidate) {
  constexpr double kSame = 0.25;  // of its height; a scan's edges stray
  constexpr double kSquare = 2;   // width over height
  constexpr int kColour = 40;     // between a colour's channels
  const auto coloured = [](const Region& region) {
    const Color c = region.color;
    return region.kind != RegionKind::outlined &&
           std::max({c.r, c.g, c.b}) - std::min({c.r, c.g, c.b}) > kColour;
  };
  if (!coloured(candidate) || candidate.box.width() > kSquare * candidate.box.height())
    return false;
  const double stray = kSame * candidate.box.height();
  const auto close = [&](double a, double b) { return std::abs(a - b) < stray; };
  return std::count_if(page.candidates.begin(), page.candidates.end(), [&](const Region& other) {
           return coloured(other) && !same_color(other.color, candidate.color) &&
                  close(other.box.width(), candidate.box.width()) &&
                  close(other.box.height(), candidate.box.height()) &&
                  (close(other.box.x0, candidate.box.x0) || close(other.box.y0, candidate.box.y0));
         }) >= 2;
}

}  // namespace

std::vector<double> accept(const Page& page, const AcceptContext& context) {
  std::vector<std::string> texts;
  texts.reserve(page.candidates.size());
  for (const Region& candidate : page.candidates) texts.push_back(text_inside(page, candidate));
  std::vector<std::string> codes;
  std::copy_if(texts.begin(), texts.end(), std::back_inserter(codes), exemption_like);
  const int colours = colours_of(page);
  std::vector<bool> says_itself(page.candidates.size(), false);
  std::vector<double> confidences;
  confidences.reserve(page.candidates.size());
  for (std::size_t i = 0; i < page.candidates.size(); ++i) {
    const Region& candidate = page.candidates[i];
    double c = candidate.confidence;
    // A redact annotation says itself what it is, whatever can be read beneath.
    const bool declared =
        candidate.source == RegionSource::annotation && candidate.confidence > kDeclared;
    if (!declared) {
      Reading text =
          by_text(candidate, texts[i], texts, codes, drawn_over_picture(page, candidate));
      if (!text.coded && read_unsurely(candidate)) text.shift = std::max(text.shift, 0.0);
      c = shifted(c, text.shift) * by_place(page, i, texts, context.window, text.coded);
      if (covers_words(page, candidate)) c *= kCover;
      if (!text.coded && printed_on(page, candidate)) c = std::min(c, kPossible);
      if (text.shift <= 0 && letterhead(page, candidate, context)) c *= kLetterhead;
      if (in_repeated_picture(page, candidate, context)) c *= kLetterhead;
      // The look of what is found in pixels has the print around it in its confidence already, and
      // one fill comes in many shades.
      const bool painted = candidate.source != RegionSource::raster;
      if (painted && page.words.size() >= kPageWithWords && !near_words(page, candidate.box))
        c *= kAway;
      if (painted && colours >= kManyColours && text.shift <= 0 && luma(candidate.color) > 40)
        c *= kColourful;
      if (chart_bar(page, candidate) || legend_sample(page, candidate)) c *= kChart;
      c *= by_drawing(page, candidate, context.window);
      says_itself[i] = text.coded;
    }
    confidences.push_back(std::clamp(c, 0.0, kHighest));
  }
  std::vector<double> among_others = confidences;
  for (std::size_t i = 0; i < confidences.size(); ++i) {
    const double shift = by_likeness(page, i, confidences);
    const bool weighed = page.candidates[i].source == RegionSource::raster &&
                         confidences[i] >= kPossible && !(says_itself[i] && shift < 0);
    if (weighed) among_others[i] = std::min(kHighest, shifted(confidences[i], shift));
  }
  return among_others;
}

}  // namespace tachado::redactions
