#include "stages/redactions/replaced_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "stages/redactions/fold.h"
#include "stages/redactions/regex.h"

namespace tachado::redactions {
namespace {

// Fewer X are a Roman numeral (XXX), a size (XXL) or a tick box.
constexpr std::size_t kMinLetters = 4;
// Fewer are a bullet, a footnote mark (***) or an ellipsis.
constexpr std::size_t kMinSigns = 4;
// One full block may be an ornament or a list mark, two in a row no longer are.
constexpr std::size_t kMinBlocks = 2;
constexpr std::size_t kMinSquares = 3;
constexpr std::size_t kFewestGroups = 3;  // of two signs and more
// "X X X X": fewer are a series or a size; wider apart they are ticks in a table's columns. Heights
// of a word.
constexpr std::size_t kFewestSpaced = 4;
constexpr double kSpacedGap = 0.9;

constexpr double kBlockConfidence = 0.95;
constexpr double kMaskConfidence = 0.85;
// XXXX that stands once on a page is as often something that was still to come, and most often so
// where the name of a numbered paper goes before it.
constexpr double kLoneLettersConfidence = 0.6;
constexpr double kLoneNumberConfidence = 0.4;
constexpr double kWordConfidence = 0.9;      // bracketed, or numbered as a generator prints it
constexpr double kBareWordConfidence = 0.7;  // ELIMINADO where a value should be
constexpr double kCodeConfidence = 0.75;
constexpr double kUnderscoreConfidence = 0.6;
constexpr double kTemplateConfidence = 0.3;  // XXXX in a form that has not been filled in

// Points within which a line reaches the margin that others reach.
constexpr double kAtMargin = 8;
constexpr int kLinesAtMargin = 3;
// Signs of a leader from an entry to its page; a card's hidden digits are fewer.
constexpr std::size_t kLeader = 12;

struct Line {
  std::size_t first = 0;
  std::size_t last = 0;
  std::string folded;               // words joined by blanks
  std::vector<std::size_t> starts;  // byte offset of each word in `folded`
};

std::vector<Line> lines_of(const Page& page) {
  std::vector<Line> result;
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    if (result.empty() || page.words[i].line != page.words[i - 1].line) {
      result.push_back({i, i, {}, {}});
    }
    Line& line = result.back();
    if (!line.folded.empty() && !page.words[i].glued) line.folded += ' ';
    line.starts.push_back(line.folded.size());
    line.folded += fold(page.words[i].text);
    line.last = i + 1;
  }
  return result;
}

enum class Mask { none, letters, blocks, squares, dots, stars };

Mask mask_of(char32_t c) {
  switch (c) {
    case U'X':
    case U'x':
      return Mask::letters;
    case 0x2588:  // █ and its lighter and partial kin
    case 0x2593:
    case 0x2592:
    case 0x2591:
    case 0x2587:
      return Mask::blocks;
    case 0x25A0:
    case 0x25AA:
    case 0x25AE:
    case 0x25FC:
      return Mask::squares;
    case 0x2022:
    case 0x25CF:
      return Mask::dots;
    case U'*':
      return Mask::stars;
    default:
      return Mask::none;
  }
}

struct Run {
  Mask mask = Mask::none;
  std::size_t signs = 0;
  std::size_t longest = 0;
  bool digits = false;  // the rest of an account number: ****1234
};

// What a word is made of, when it is made of a mask: one mask sign, digits and punctuation only.
std::optional<Run> run_of(std::string_view text) {
  Run run;
  std::size_t current = 0;
  for (const char32_t c : to_utf32(text)) {
    const Mask mask = mask_of(c);
    if (mask != Mask::none) {
      if (run.mask != Mask::none && run.mask != mask) return std::nullopt;
      run.mask = mask;
      ++run.signs;
      run.longest = std::max(run.longest, ++current);
      continue;
    }
    current = 0;
    if (is_digit(c)) {
      run.digits = true;
    } else if (is_letter(c)) {
      return std::nullopt;
    }
  }
  if (run.mask == Mask::none) return std::nullopt;
  return run;
}

bool long_enough(const Run& run) {
  switch (run.mask) {
    case Mask::letters:
      return run.longest >= kMinLetters;
    case Mask::blocks:
      return run.signs >= kMinBlocks;
    case Mask::squares:
      return run.longest >= kMinSquares;
    case Mask::dots:
    case Mask::stars:
      return run.longest >= kMinSigns;
    case Mask::none:
      break;
  }
  return false;
}

// A form that nobody has filled in uses XXXX for what is still to come.
bool is_template(const std::vector<Line>& lines) {
  static const Regex kPlaceholder(
      R"(\b(20xx\b|xx+ de xx+ de|xx/xx/xx|modelo de contrato|formato de contrato|machote|proforma\b|dd/mm/aaaa|template))");
  return std::any_of(lines.begin(), lines.end(),
                     [](const Line& line) { return kPlaceholder.matches(line.folded); });
}

// A line that says why something was removed is a legend, not a place where it was.
bool is_legend(const std::string& folded) {
  static const Regex kReason(
      R"(\b(fundamento|articulos?|arts?\.|de conformidad|por (ser|tratarse|contener|corresponder)|palabras?\b|renglon(es)?|lineas?\b|parrafos?\b|lineamientos|ley general|ley federal|lgtaip|lftaip|version publica|exemptions?|u\.?s\.?c|foia|pursuant|artikel|art\. 5\.1|wet open overheid|woo\b))");
  return kReason.matches(folded);
}

// ________1234; four digits after a blank may also be a date's year.
bool rest_of_account(std::string_view text) {
  static const Regex kAccount(R"(^_{4,}(?!19\d\d$|20\d\d$)\d{4,6}$)");
  return kAccount.matches(text);
}

// An address of which only a part is shown: j****z@example.org, xxxxx@example.org.
bool masked_address(std::string_view text) {
  static const Regex kAddress(
      R"(^[\w.+-]{0,3}(?:\*{3,}|x{4,}|X{4,}|(?:•){3,}|(?:█){2,}|(?:●){3,})[\w.+-]{0,3}@[\w*•█●.-]+$)");
  return text.find('@') != std::string_view::npos && kAddress.matches(text);
}

// Underscores are blanks to be filled in, except within a number or an address:
// 4152-____-____-9876.
bool underscored(std::string_view text) {
  const std::size_t begin = text.find("___");
  if (begin == std::string_view::npos) return false;
  if (begin == 0) return rest_of_account(text);
  const std::size_t end = text.find_last_of('_') + 1;
  if (end >= text.size()) return false;
  const bool digits = is_digit(static_cast<unsigned char>(text.front())) &&
                      is_digit(static_cast<unsigned char>(text.back())) &&
                      text.find_first_of("-.") != std::string_view::npos;
  return digits || text.find('@') != std::string_view::npos;
}

// The last sign before the mask ends a sentence.
bool after_sentence(const Page& page, const Line& line, std::size_t first) {
  constexpr std::u32string_view kEnds = U".;!?)\u201D\u00BB\"";
  const std::u32string own = to_utf32(page.words[first].text);
  const auto mask =
      std::find_if(own.begin(), own.end(), [](char32_t c) { return mask_of(c) != Mask::none; });
  if (mask != own.begin()) return kEnds.find(*(mask - 1)) != std::u32string_view::npos;
  if (first == line.first) return false;
  const std::u32string before = to_utf32(page.words[first - 1].text);
  return !before.empty() && kEnds.find(before.back()) != std::u32string_view::npos;
}

bool at_margin(const Page& page, std::size_t last) {
  const double right = page.words[last].box.x1;
  return std::count_if(page.lines.begin(), page.lines.end(), [&](const tachado::Line& line) {
           return std::abs(line.box.x1 - right) <= kAtMargin;
         }) >= kLinesAtMargin;
}

// Line printers' emphasis: ***** THIS IS A SCHEDULE *****. Capitals, three words or more, in a line
// that opens with stars and ends with them.
bool emphasised(const Page& page, const Line& line) {
  const auto stars = [](const std::string& text) { return text.find("***") != std::string::npos; };
  if (!stars(page.words[line.first].text) || !stars(page.words[line.last - 1].text)) return false;
  std::size_t capitals = 0;
  for (std::size_t i = line.first + 1; i + 1 < line.last; ++i) {
    const std::string& text = page.words[i].text;
    const bool small =
        std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (small || stars(text)) return false;
    ++capitals;
  }
  return capitals >= 3;
}

// Notaries and typists fill the rest of a line with signs so that nobody can add to it; leaders run
// from a heading to the number of its page. Words [first, end) are one kind of sign.
bool is_filler(const Page& page, const Line& line, std::size_t first, std::size_t end,
               const Run& run) {
  const bool signs = run.mask == Mask::stars || run.mask == Mask::dots;
  if (run.mask == Mask::stars && emphasised(page, line)) return true;
  if (end == line.last) {
    if (!signs && run.mask != Mask::letters) return false;
    const std::u32string own = to_utf32(page.words[end - 1].text);
    if (mask_of(own.back()) == Mask::none) return false;
    return after_sentence(page, line, first) || (signs && at_margin(page, end - 1));
  }
  if (!signs || end + 1 != line.last || run.longest < kLeader) return false;
  const std::string& number = page.words[end].text;
  return std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Words [first, end) stand as near to each other as letters that were typed with blanks between.
bool close_together(const Page& page, std::size_t first, std::size_t end) {
  for (std::size_t i = first + 1; i < end; ++i) {
    const Rect& before = page.words[i - 1].box;
    if (page.words[i].box.x0 - before.x1 > kSpacedGap * before.height()) return false;
  }
  return true;
}

void find_masks(const Page& page, const Line& line, std::vector<ReplacedText>& found) {
  for (std::size_t i = line.first; i < line.last;) {
    const auto run = page.words[i].redaction ? std::nullopt : run_of(page.words[i].text);
    if (!run) {
      if (underscored(page.words[i].text)) {
        found.push_back({i, i + 1, page.words[i].text, kUnderscoreConfidence});
      } else if (masked_address(page.words[i].text)) {
        found.push_back({i, i + 1, page.words[i].text, kMaskConfidence});
      }
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    bool enough = long_enough(*run);
    Run all = *run;
    for (; end < line.last && !page.words[end].redaction; ++end) {
      const auto next = run_of(page.words[end].text);
      if (!next || next->mask != run->mask) break;
      enough = enough || long_enough(*next);
      all.signs += next->signs;
      all.longest = std::max(all.longest, next->longest);
    }
    // Single blocks with blanks between them: "█ █ █".
    enough = enough || (run->mask == Mask::blocks && all.signs >= kMinBlocks);
    // Digits in groups: "** ** ** 1234".
    const bool letters = run->mask == Mask::letters && close_together(page, i, end);
    const bool groups = run->mask == Mask::stars || run->mask == Mask::dots || letters;
    enough = enough || (groups && end - i >= kFewestGroups && all.longest >= 2);
    enough = enough || (letters && end - i >= kFewestSpaced);
    const bool alone = i == line.first && end == line.last;
    const bool separator = alone && (run->mask == Mask::stars || run->mask == Mask::dots ||
                                     run->mask == Mask::squares);
    if (enough && !separator && !is_filler(page, line, i, end, all)) {
      ReplacedText text;
      text.first = i;
      text.last = end;
      text.confidence = run->mask == Mask::blocks ? kBlockConfidence : kMaskConfidence;
      if (all.digits) text.label = page.words[i].text;
      found.push_back(std::move(text));
    }
    i = end;
  }
}

// Words of the line that the bytes [begin, end) of its folded text touch.
std::pair<std::size_t, std::size_t> words_at(const Line& line, std::size_t begin, std::size_t end) {
  const auto after = [&](std::size_t byte) {
    return static_cast<std::size_t>(std::upper_bound(line.starts.begin(), line.starts.end(), byte) -
                                    line.starts.begin());
  };
  return {line.first + after(begin) - 1, line.first + after(end - 1)};
}

void add(const Page& page, const Line& line, std::size_t begin, std::size_t end, double confidence,
         std::vector<ReplacedText>& found) {
  const auto [first, last] = words_at(line, begin, end);
  ReplacedText text;
  text.first = first;
  text.last = last;
  for (std::size_t i = first; i < last; ++i) {
    if (page.words[i].redaction) return;
    if (i > first && !page.words[i].glued) text.label += ' ';
    text.label += page.words[i].text;
  }
  text.confidence = confidence;
  found.push_back(std::move(text));
}

bool has_lower_case(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Patterns are slow next to a plain search, and almost no line has any of these.
template <std::size_t N>
bool has_any(std::string_view text, const std::array<std::string_view, N>& needles) {
  return std::any_of(needles.begin(), needles.end(), [&](std::string_view needle) {
    return text.find(needle) != std::string_view::npos;
  });
}

constexpr std::array<std::string_view, 20> kWordNeedles = {
    "redact",   "testad",  "eliminad", "suprimid", "censurad", "tachad",     "omitid",
    "withheld", "omitted", "censored", "[dato",    "[informa", "[*",         "removed]",
    "excised",  "anonymi", "anonimi",  "ocult",    "confiden", "blacked out"};
constexpr std::array<std::string_view, 7> kCodeNeedles = {"(b)", "5.1.", "10.1", "10.2",
                                                          "b6",  "b7",   "b("};

void find_words(const Page& page, const Line& line, std::vector<ReplacedText>& found) {
  // Strong words in any bracket, weaker ones in square brackets only; [***] as American filings
  // print it.
  static const Regex kBracketed(
      R"(\[\s*(?:(?:information |text |name |content )?(?:redacted|withheld|omitted|censored)|redaccion|testad[oa]s?|eliminad[oa]s?|suprimid[oa]s?|censurad[oa]s?|tachad[oa]s?|omitid[oa]s?|datos? (?:personal(?:es)?|confidencial(?:es)?|testados?|eliminados?|protegidos?)|informacion (?:reservada|confidencial|testada|eliminada|suprimida|protegida)|\*{3,}|\* \* \*)[^\[\]]{0,40}\]|[({<]\s*(?:redacted|testad[oa]|eliminad[oa]|suprimid[oa]|censurad[oa]|informacion (?:testada|eliminada|suprimida))\s*[)}>])");
  // The same with words before it: [Name of officer redacted]. What was left out of a contract on
  // purpose has no secret.
  static const Regex kDescribed(
      R"(\[(?![^\[\]]*\b(?:intentionally|not used|intencional)\b)[^\[\]]{0,40}\b(?:redacted|withheld|(?:information|terms?|text|names?) omitted|censored|excised|anonymi[sz]ed|blacked out|(?:information|text|names?|person|data) removed|testad[oa]s?|anonimizad[oa]s?|ocultad[oa]s?|confidential (?:treatment|information))\b[^\[\]]{0,40}\])");
  // In the place of a datum; alone in its line it is the document's own mark.
  static const Regex kClass(R"(\[\s*(?:confidencial|confidential|oculto)\s*\])");
  // What the state generators print in place of a datum.
  static const Regex kNumbered(R"(\bn\d{1,4}-(?:testado|eliminado) ?\d{1,4}\b)");
  static const Regex kBare(
      R"((?<![\w-])(eliminad[oa]|testad[oa]|suprimid[oa]|censurad[oa]|redacted)(?![\w-])(?! ?:))");
  static const Regex kNoState(R"(^(?:redacted|testad[oa]|censurad[oa])$)");
  static const Regex kListMark(R"(^\W{0,2}(?:\d{1,3}|[a-z])\s?(?:\.-|[.)-]))");

  if (!has_any(line.folded, kWordNeedles)) return;
  for (const auto& match : kNumbered.find_all(line.folded)) {
    add(page, line, match.begin(), match.end(), kWordConfidence, found);
  }
  for (const auto& match : kBracketed.find_all(line.folded)) {
    add(page, line, match.begin(), match.end(), kWordConfidence, found);
  }
  for (const auto& match : kDescribed.find_all(line.folded)) {
    add(page, line, match.begin(), match.end(), kWordConfidence, found);
  }
  for (const auto& match : kClass.find_all(line.folded)) {
    if (match.end() - match.begin() < line.folded.size())
      add(page, line, match.begin(), match.end(), kBareWordConfidence, found);
  }
  if (is_legend(line.folded) || kListMark.matches(line.folded)) return;
  for (const auto& match : kBare.find_all(line.folded)) {
    const auto [first, last] = words_at(line, match.begin(), match.end());
    if (last != first + 1) continue;
    const bool after_colon =
        first > line.first && !page.words[first - 1].text.empty() &&
        (page.words[first - 1].text.back() == ':' || page.words[first - 1].text.back() == '$');
    // In running text these are plain words ("fue eliminado"); as a mask they stand in capitals,
    // or are all that a caption says. A thing's state may be that it was deleted.
    const bool answer = after_colon && last == line.last && kNoState.matches(match[0]);
    if ((has_lower_case(page.words[first].text) && !answer) || line.last - line.first == 1)
      continue;
    const bool among_capitals =
        std::none_of(page.words.begin() + static_cast<std::ptrdiff_t>(line.first),
                     page.words.begin() + static_cast<std::ptrdiff_t>(line.last),
                     [](const Word& w) { return has_lower_case(w.text); });
    if (among_capitals && !after_colon) continue;
    add(page, line, match.begin(), match.end(), kBareWordConfidence, found);
  }
}

void find_codes(const Page& page, const Line& line, std::vector<ReplacedText>& found) {
  static const Regex kCodes(
      R"((?<![\w(])(?:(?:\(?b\)? ?\((?:[1-9])\)(?: ?[-,]? ?\(?[a-f]\)?(?![\w]))?|b[67][cdef]?(?![\w])|(?:5\.1\.[1-5]\.? ?[a-i]|10\.[12]\.? ?[a-g]))(?:[ ,;/]+(?=\(b\)|b[67]|5\.1\.|10\.[12]))?)+(?![\w]))");
  static const Regex kCiting(
      R"(\b(exemptions?|exempt|under|pursuant|(?:sub)?sections?|(?:sub|para)?graphs?|foia|and|or|artikel|lid|sub|onder|articulo|inciso|numeral|apartado|fraccion|see|per|with)[ :(]*$)");
  // "(b) (1) of this section"
  static const Regex kCited(
      R"(^[ ,]*(?:of|in|and|or|to|through) (?:this|the|that|\(|section|par))");
  if (!has_any(line.folded, kCodeNeedles) || is_legend(line.folded)) return;
  for (const auto& match : kCodes.find_all(line.folded)) {
    const std::string code(match[0]);
    const bool plain = code.starts_with("b");  // "b6" alone is a cell, a drawing, a vitamin
    const std::string_view before = std::string_view(line.folded).substr(0, match.begin());
    const std::string_view after = std::string_view(line.folded).substr(match.end());
    if (kCiting.matches(before) || kCited.matches(after)) continue;
    const auto blank = [](std::string_view text) {
      return text.find_first_not_of(" .,;:()") == std::string_view::npos;
    };
    const bool alone = blank(before) && blank(after);
    // A numbered heading or list entry opens its line.
    if (!alone && blank(before) && !code.starts_with("(")) continue;
    if (plain && !alone) continue;
    if (plain && match.end() - match.begin() < 3) continue;
    add(page, line, match.begin(), match.end(), kCodeConfidence, found);
  }
}

// The number, still to come, of a paper or a procedure that is named just before: one word of XXXX.
bool number_to_come(const Page& page, const ReplacedText& text) {
  static const Regex kNumbered(
      R"(\b(licitacion|subasta|seleccion|contrato|convenio|convocatoria|resolucion|decreto|acuerdo|oficio|folio|expediente|acta|proceso|invitacion|adjudicacion|numero|num|nro|no)\b)");
  constexpr std::size_t kBefore = 4;  // words
  if (text.last > text.first + 1 || !text.label.empty()) return false;
  std::string before;
  for (std::size_t i = text.first - std::min(text.first, kBefore); i < text.first; ++i)
    if (page.words[i].line == page.words[text.first].line) before += fold(page.words[i].text) + ' ';
  return kNumbered.matches(before);
}

// XXXX may also stand for what was not known yet.
void weigh_letters(const Page& page, const std::vector<Line>& lines,
                   std::vector<ReplacedText>& found) {
  std::vector<ReplacedText*> letters;
  for (ReplacedText& text : found)
    if (mask_of(to_utf32(page.words[text.first].text)[0]) == Mask::letters)
      letters.push_back(&text);
  if (letters.empty()) return;
  if (is_template(lines)) {
    for (ReplacedText* text : letters) text->confidence = kTemplateConfidence;
  } else if (letters.size() == 1) {
    letters.front()->confidence = std::min(
        letters.front()->confidence,
        number_to_come(page, *letters.front()) ? kLoneNumberConfidence : kLoneLettersConfidence);
  }
}

}  // namespace

std::vector<ReplacedText> find_replaced_text(const Page& page) {
  const std::vector<Line> lines = lines_of(page);
  std::vector<ReplacedText> found;
  for (const Line& line : lines) find_masks(page, line, found);
  weigh_letters(page, lines, found);
  for (const Line& line : lines) {
    find_words(page, line, found);
    find_codes(page, line, found);
  }
  std::stable_sort(found.begin(), found.end(), [](const ReplacedText& a, const ReplacedText& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  std::vector<ReplacedText> result;
  for (ReplacedText& text : found) {
    if (!result.empty() && text.first < result.back().last) continue;
    result.push_back(std::move(text));
  }
  return result;
}

}  // namespace tachado::redactions
