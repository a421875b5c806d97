#include "stages/redactions/hides.h"

#include <algorithm>
#include <vector>

#include "stages/redactions/content_words.h"
#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

// Confidences are ranks: the label says it itself; a legend entry says it of this label; a word
// next to the bar, or before a colon; a column's heading; and then words farther off.
constexpr double kLabel = 0.9;
constexpr double kLegend = 0.85;
constexpr double kLegendOfSeveral = 0.65;  // "nombre, domicilio y teléfono"
constexpr double kNext = 0.9;
constexpr double kOneBetween = 0.6;
constexpr double kTwoBetween = 0.5;
constexpr double kAfterColon = 0.7;
constexpr double kSubject = 0.6;  // "el precio unitario de cada lámpara es █"
constexpr std::size_t kMostBetween = 5;
constexpr double kAfterBar = 0.7;  // another bar between: "nombre █ █"
constexpr double kHeading = 0.75;
constexpr double kFollows = 0.7;      // "█ pesos", "█, S.A. de C.V."
constexpr double kBelow = 0.6;        // "firma" beneath a line
constexpr double kLineBefore = 0.85;  // factor: the words are at the end of the line before

constexpr std::size_t kWordsBefore = 10;
constexpr std::size_t kHeadingWords = 6;   // a cell with more is text, no heading
constexpr std::size_t kMaxEvidence = 120;  // bytes
// In heights of the bar's line: words nearer than this belong together, a wider gap parts cells.
constexpr double kCellGap = 1.5;
constexpr double kBelowGap = 2.5;

struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

Span line_of(const Page& page, std::size_t word) {
  Span span{word, word + 1};
  while (span.first > 0 && page.words[span.first - 1].line == page.words[word].line) --span.first;
  while (span.last < page.words.size() && page.words[span.last].line == page.words[word].line) {
    ++span.last;
  }
  return span;
}

std::string shortened(std::string text) {
  if (text.size() <= kMaxEvidence) return text;
  std::size_t cut = kMaxEvidence;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut);
}

std::string printed(const Page& page, std::size_t first, std::size_t last) {
  std::string text;
  bool bar = false;
  for (std::size_t i = first; i < last; ++i) {
    if (page.words[i].redaction && bar) continue;
    bar = page.words[i].redaction;
    if (!text.empty() && !page.words[i].glued) text += ' ';
    text += bar ? "█" : page.words[i].text;
  }
  return text;
}

std::vector<Token> tokens_of(const Page& page, std::size_t first, std::size_t last) {
  std::vector<Token> tokens;
  for (std::size_t i = first; i < last; ++i) {
    if (page.words[i].redaction) {
      tokens.push_back({"█", i, false, true});
    } else {
      append_tokens(tokens, page.words[i].text, i);
    }
  }
  return tokens;
}

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  append_tokens(tokens, text, 0);
  return tokens;
}

Hides better(Hides a, Hides b) { return b.confidence > a.confidence ? std::move(b) : std::move(a); }

// The words [first, last) stand right before the bar.
Hides from_words_before(const Page& page, std::size_t first, std::size_t last) {
  if (last - first > kWordsBefore) first = last - kWordsBefore;
  const std::vector<Token> tokens = tokens_of(page, first, last);
  const auto match = last_content(tokens);
  if (!match) return {};
  std::size_t between = 0;
  bool bar = false;
  for (std::size_t i = match->last; i < tokens.size(); ++i) {
    bar = bar || tokens[i].text == "█";
    between += !tokens[i].filler;
  }
  const bool colon = tokens[match->last - 1].colon;
  const std::string& end = tokens.back().text;
  const bool subject = end == "is" || end == "es" || end == "sera" || end == "son" || end == "fue";
  double confidence = 0;
  if (bar) {
    confidence = between == 0 ? kAfterBar : 0;
  } else if (between == 0) {
    confidence = kNext;
  } else if (colon && between <= kMostBetween) {
    confidence = kAfterColon;
  } else if (subject && between <= kMostBetween) {
    confidence = kSubject;
  } else if (between == 1) {
    confidence = kOneBetween;
  } else if (between == 2) {
    confidence = kTwoBetween;
  }
  if (confidence == 0) return {};
  return {std::string(match->what),
          shortened(printed(page, tokens[match->first].word, last) + " █"), confidence};
}

Hides from_words_after(const Page& page, std::size_t word, const Span& line) {
  std::string text;
  for (std::size_t i = word + 1; i < line.last && i < word + 6; ++i) {
    if (page.words[i].redaction) break;
    text += fold(page.words[i].text);
  }
  const auto starts = [&](std::string_view with) {
    const std::size_t at = text.find_first_not_of(" ,;.\"");
    return at != std::string::npos && std::string_view(text).substr(at).starts_with(with);
  };
  std::string what;
  if (starts("pesos") || starts("m.n.") || starts("usd") || starts("dolares")) what = "amount";
  if (starts("s.a.") || starts("sadecv") || starts("s.der.l") || starts("s.c.") || starts("inc.") ||
      starts("llc") || starts("ltd")) {
    what = "company_name";
  }
  if (text.starts_with("@")) what = "email";
  if (what.empty()) return {};
  return {what, shortened("█ " + printed(page, word + 1, std::min(line.last, word + 4))), kFollows};
}

// The heading of the table column that the bar stands in: the nearest cell above that names a kind
// of content, with nothing but cells between.
Hides from_heading(const Page& page, std::size_t word, const Rect& box) {
  struct Cell {
    Span span;
    Rect box;
  };
  const double height = std::max(1.0, std::min(page.words[word].box.height(), 20.0));
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < page.words.size();) {
    Cell cell{{i, i + 1}, page.words[i].box};
    while (cell.span.last < page.words.size() &&
           page.words[cell.span.last].line == page.words[i].line &&
           page.words[cell.span.last].box.x0 - cell.box.x1 < kCellGap * height / 2) {
      cell.box = unite(cell.box, page.words[cell.span.last].box);
      ++cell.span.last;
    }
    i = cell.span.last;
    const double shared = std::min(cell.box.x1, box.x1) - std::max(cell.box.x0, box.x0);
    const bool over =
        cell.box.center().y < box.y0 && shared > std::min(cell.box.width(), box.width()) / 4;
    if (over) cells.push_back(cell);
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [](const Cell& a, const Cell& b) { return a.box.y0 > b.box.y0; });
  for (const Cell& cell : cells) {
    if (cell.span.last - cell.span.first > kHeadingWords) break;
    const auto match = whole_content(tokens_of(page, cell.span.first, cell.span.last));
    if (!match) continue;
    return {std::string(match->what), shortened(printed(page, cell.span.first, cell.span.last)),
            kHeading};
  }
  return {};
}

Hides from_below(const Page& page, const Rect& box, double height) {
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    const Word& word = page.words[i];
    const bool under = word.box.y0 >= box.y1 - height / 2 &&
                       word.box.y0 - box.y1 < kBelowGap * height && word.box.x1 > box.x0 &&
                       word.box.x0 < box.x1;
    if (!under) continue;
    const std::string text = fold(word.text);
    if (text.starts_with("firma") || text.starts_with("rubrica") || text.starts_with("signature")) {
      return {"signature", shortened("█ " + word.text), kBelow};
    }
  }
  return {};
}

Hides from_label(const Redaction& redaction) {
  if (!redaction.label) return {};
  const auto match = whole_content(tokens_of(*redaction.label));
  if (!match) return {};
  return {std::string(match->what), shortened(*redaction.label), kLabel};
}

Hides from_legend(const std::string& legend) {
  if (legend.empty()) return {};
  const std::vector<Token> tokens = tokens_of(legend);
  const auto match = first_content(tokens);
  if (!match) return {};
  std::vector<Token> rest(
      tokens.begin() + static_cast<std::ptrdiff_t>(match->last),
      tokens.begin() + static_cast<std::ptrdiff_t>(std::min(tokens.size(), match->last + 4)));
  const auto next = first_content(rest);
  const bool several = next && next->what != match->what;
  return {std::string(match->what), shortened(legend), several ? kLegendOfSeveral : kLegend};
}

}  // namespace

Hides infer_hides(const Page& page, const Redaction& redaction, std::size_t word,
                  const std::string& legend) {
  Hides best = better(from_label(redaction), from_legend(legend));
  const Span line = line_of(page, word);
  const double height = std::max(1.0, std::min(page.words[word].box.height(), 20.0));
  const bool first = word == line.first;
  const bool near =
      !first && page.words[word].box.x0 - page.words[word - 1].box.x1 < kCellGap * height;
  best = better(std::move(best), from_words_before(page, line.first, word));
  best = better(std::move(best), from_words_after(page, word, line));
  if (!near) best = better(std::move(best), from_heading(page, word, redaction.box));
  if (first && word > 0) {
    const Span before = line_of(page, word - 1);
    const int block = page.lines[static_cast<std::size_t>(page.words[word].line)].block;
    if (page.lines[static_cast<std::size_t>(page.words[word - 1].line)].block == block) {
      Hides above = from_words_before(page, before.first, before.last);
      above.confidence *= kLineBefore;
      best = better(std::move(best), std::move(above));
    }
  }
  best = better(std::move(best), from_below(page, redaction.box, height));
  return best;
}

}  // namespace tachado::redactions
