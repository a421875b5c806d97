#include "stages/fields/text.h"

#include <algorithm>
#include <map>
#include <utility>

#include "stages/fields/fold.h"
#include "stages/fields/rows.h"

namespace tachado::fields {
namespace {

// Tables that name the parties stand on the first pages, signatures on the last ones.
constexpr std::size_t kHeadPages = 3;
constexpr std::size_t kTailPages = 3;

// Lines at the top and at the bottom of a page that can be a running head or foot.
constexpr std::size_t kEdgeLines = 12;
constexpr std::size_t kMinRunningLine = 4;    // characters; shorter ones say nothing
constexpr std::size_t kMaxPageNumber = 10;    // characters of "12DE5000"
constexpr std::size_t kMaxRunningLine = 160;  // characters; longer ones are text

struct LineSpan {
  Span span;
  std::string key;
};

// A running line's key: page numbers differ from page to page, so digits at its ends do not count.
std::string line_key(std::string_view line) {
  std::string key;
  for (const char c : line) {
    if (is_word(c)) key += c;
  }
  const std::size_t last = key.find_last_not_of("0123456789");
  const bool has_letter = last != std::string::npos;
  return has_letter ? key : std::string();
}

std::string without_page_number(std::string_view line) {
  std::string key = line_key(line);
  // "PAG. 2", "PAGINA 3 DE 20", "2": only what follows a word for page is dropped.
  const std::size_t page = std::min(key.find("PAGINA"), key.find("PAG"));
  if (page != std::string::npos) key.resize(page);
  return key;
}

// Capitals of ASCII and of Latin-1 (U+00C0 to U+00DE without the multiplication sign).
bool capital(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return lead >= 'A' && lead <= 'Z';
  if (lead != 0xC3 || at + 1 >= text.size()) return false;
  const auto next = static_cast<unsigned char>(text[at + 1]);
  return next >= 0x80 && next <= 0x9E && next != 0x97;
}

// The byte of the code point that stands so many behind the one at `byte`.
std::size_t skip_code_points(std::string_view text, std::size_t byte, std::size_t count) {
  for (; count > 0; --count) {
    ++byte;
    while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U) ++byte;
  }
  return std::min(byte, text.size());
}

// "Página 3", "Pág. 3 de 20", "- 3 -", "3/20": a line that says which page it is and nothing else.
bool is_page_number(std::string_view line, int number) {
  std::string key;
  for (const char c : line) {
    if (is_word(c)) key += c;
  }
  for (const std::string_view word : {"PAGINA", "PAGE", "PAG", "HOJA"}) {
    if (!key.starts_with(word)) continue;
    const std::string_view rest = std::string_view(key).substr(word.size());
    return rest.size() <= kMaxPageNumber &&
           rest.find_first_not_of("0123456789DEOF") == std::string_view::npos;
  }
  return key == std::to_string(number);
}

std::vector<LineSpan> lines_of(std::string_view folded) {
  std::vector<LineSpan> lines;
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end = std::min(folded.find('\n', begin), folded.size());
    const std::string_view line = folded.substr(begin, end - begin);
    if (line.find_first_not_of(' ') != std::string_view::npos) lines.push_back({{begin, end}, {}});
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::size_t View::page_at(std::size_t position) const {
  const auto after =
      std::upper_bound(pieces.begin(), pieces.end(), position,
                       [](std::size_t at, const Piece& piece) { return at < piece.begin; });
  return after == pieces.begin() ? 0 : std::prev(after)->page;
}

// What recognition confuses and the letters around it decide: "SERVlCIOS" (a small l among capitals
// is an I), "PES0S" (a zero among letters is an O). The page's own text stays as it is.
void DocumentText::mend_letters(PageText& page, std::string& folded) {
  std::size_t code_point = 0;
  std::size_t before = 0;  // byte of the code point before
  for (std::size_t i = 0; i < page.text.size(); ++i) {
    if ((static_cast<unsigned char>(page.text[i]) & 0xC0U) == 0x80U) continue;
    if (code_point % kMarkEvery == 0) page.marks.push_back(i);
    const char c = page.text[i];
    const std::size_t n = code_point++;
    const std::size_t previous = std::exchange(before, i);
    if ((c != 'l' && c != '0' && c != '1') || n == 0 || n + 1 >= folded.size()) continue;
    // These signs are one byte long: the next code point begins behind them.
    const bool letters = is_letter(folded[n - 1]) && is_letter(folded[n + 1]);
    const bool capitals =
        capital(page.text, previous) && i + 1 < page.text.size() && capital(page.text, i + 1);
    if (!letters || !capitals) continue;
    folded[n] = c == '0' ? 'O' : 'I';
  }
}

void DocumentText::add(const Page& page) {
  const std::size_t index = pages_.size();
  PageText kept;
  kept.number = page.number;
  kept.text = page.text;
  kept.recognised = page.text_source == TextSource::ocr || page.text_source == TextSource::kept_ocr;
  folded_.push_back(fold(page.text));
  kept.length = folded_.back().size();
  mend_letters(kept, folded_.back());
  kept.words.reserve(page.words.size());
  for (const Word& word : page.words) {
    const auto begin = static_cast<std::size_t>(std::max<std::int64_t>(word.offset, 0));
    kept.words.push_back({begin, begin + static_cast<std::size_t>(code_points(word.text)), word.box,
                          static_cast<float>(word.confidence.value_or(1)),
                          word.confidence.has_value()});
  }
  pages_.push_back(std::move(kept));
  page_rows_.emplace_back();
  page_row_lists_.emplace_back();
  build_rows(page, folded_[index], index, page_rows_[index], page_row_lists_[index]);
  if (index >= kHeadPages + kTailPages) {
    page_rows_[index - kTailPages] = {};
    page_row_lists_[index - kTailPages] = {};
  }
}

void DocumentText::close() {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    pages_[i].prose_begin = prose_.folded.size();
    prose_.pieces.push_back({prose_.folded.size(), folded_[i].size(), i, 0});
    prose_.folded += folded_[i];
    if (!prose_.folded.empty() && prose_.folded.back() != '\n') prose_.folded += '\n';
    const std::size_t shift = rows_.folded.size();
    for (Piece piece : page_rows_[i].pieces) {
      piece.begin += shift;
      rows_.pieces.push_back(piece);
    }
    for (Row row : page_row_lists_[i]) {
      row.span.begin += shift;
      row.span.end += shift;
      row_list_.push_back(row);
    }
    rows_.folded += page_rows_[i].folded;
  }
  folded_.clear();
  page_rows_.clear();
  page_row_lists_.clear();
  blank_running_lines();
}

void DocumentText::blank_running_lines() {
  struct Seen {
    Span first;
    int pages = 0;
    std::size_t last_page = 0;
    std::vector<Span> again;
  };
  std::map<std::string, Seen> seen;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    const std::string_view text =
        std::string_view(prose_.folded).substr(pages_[i].prose_begin, pages_[i].length);
    const std::vector<LineSpan> lines = lines_of(text);
    const auto blank = [&](const LineSpan& line) {
      const auto begin = prose_.folded.begin() +
                         static_cast<std::ptrdiff_t>(pages_[i].prose_begin + line.span.begin);
      std::fill(begin, begin + static_cast<std::ptrdiff_t>(line.span.length()), ' ');
    };
    const auto says_page = [&](const LineSpan& line) {
      return is_page_number(text.substr(line.span.begin, line.span.length()), pages_[i].number);
    };
    // A sentence goes on over the page's number.
    if (lines.size() > 1 && says_page(lines.back())) blank(lines.back());
    if (lines.size() > 1 && says_page(lines.front())) blank(lines.front());
    for (std::size_t n = 0; n < lines.size(); ++n) {
      if (n >= kEdgeLines && n + kEdgeLines < lines.size()) continue;
      const Span span{pages_[i].prose_begin + lines[n].span.begin,
                      pages_[i].prose_begin + lines[n].span.end};
      if (span.length() > kMaxRunningLine) continue;
      const std::string key =
          without_page_number(std::string_view(prose_.folded).substr(span.begin, span.length()));
      if (key.size() < kMinRunningLine) continue;
      Seen& entry = seen[key];
      if (entry.pages == 0) entry.first = span;
      if (entry.pages > 0) entry.again.push_back(span);
      if (entry.pages == 0 || entry.last_page != i) ++entry.pages;
      entry.last_page = i;
    }
  }
  const int enough = pages_.size() <= 3 ? 2 : 3;
  for (const auto& [key, entry] : seen) {
    if (entry.pages < enough) continue;
    running_.push_back({entry.first, entry.pages});
    for (const Span& span : entry.again) {
      std::fill(prose_.folded.begin() + static_cast<std::ptrdiff_t>(span.begin),
                prose_.folded.begin() + static_cast<std::ptrdiff_t>(span.end), ' ');
    }
  }
  std::sort(running_.begin(), running_.end(), [](const RunningLine& a, const RunningLine& b) {
    return a.first.begin < b.first.begin;
  });
}

std::size_t DocumentText::byte_of(const PageText& page, std::size_t code_point) {
  if (code_point >= page.length) return page.text.size();
  const std::size_t mark = code_point / kMarkEvery;
  const std::size_t left = code_point % kMarkEvery;
  const std::size_t next = mark + 1 < page.marks.size() ? page.marks[mark + 1] : 0;
  // Between two marks that stand as many bytes apart as code points each of these is one byte.
  if (next == page.marks[mark] + kMarkEvery) return page.marks[mark] + left;
  return skip_code_points(page.text, page.marks[mark], left);
}

std::string_view DocumentText::slice(const PageText& page, Span span) const {
  const std::size_t begin = byte_of(page, span.begin);
  // Most spans are short: their end is nearer to their begin than to a mark.
  const std::size_t end = span.end < page.length && span.length() < kMarkEvery
                              ? skip_code_points(page.text, begin, span.length())
                              : byte_of(page, span.end);
  return std::string_view(page.text).substr(begin, end - begin);
}

std::vector<DocumentText::PageSpan> DocumentText::page_spans(const View& view, Span span) const {
  std::vector<PageSpan> spans;
  auto piece = std::upper_bound(view.pieces.begin(), view.pieces.end(), span.begin,
                                [](std::size_t at, const Piece& p) { return at < p.begin; });
  if (piece != view.pieces.begin()) --piece;
  for (; piece != view.pieces.end() && piece->begin < span.end; ++piece) {
    const std::size_t begin = std::max(span.begin, piece->begin);
    const std::size_t end = std::min(span.end, piece->begin + piece->length);
    if (begin >= end) continue;
    const Span on_page{piece->offset + (begin - piece->begin),
                       piece->offset + (end - piece->begin)};
    // Words that follow each other on the page are one piece of evidence.
    if (!spans.empty() && spans.back().page == piece->page &&
        on_page.begin >= spans.back().span.end && on_page.begin - spans.back().span.end <= 2) {
      spans.back().span.end = on_page.end;
    } else {
      spans.push_back({piece->page, on_page});
    }
  }
  return spans;
}

std::string DocumentText::printed(const View& view, Span span) const {
  std::string text;
  for (const PageSpan& part : page_spans(view, span)) {
    if (!text.empty()) text += ' ';
    for (const char c : slice(pages_[part.page], part.span)) {
      const char plain = c == '\n' || c == '\t' ? ' ' : c;
      if (plain != ' ' || (!text.empty() && text.back() != ' ')) text += plain;
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::vector<Evidence> DocumentText::evidence(const View& view, Span span) const {
  std::vector<Evidence> found;
  for (const PageSpan& part : page_spans(view, span)) {
    const PageText& page = pages_[part.page];
    Evidence evidence;
    evidence.page = page.number;
    evidence.begin = static_cast<std::int64_t>(part.span.begin);
    evidence.end = static_cast<std::int64_t>(part.span.end);
    evidence.text = std::string(slice(page, part.span));
    bool recognised = page.recognised;
    for (auto word =
             std::lower_bound(page.words.begin(), page.words.end(), part.span.begin,
                              [](const PlacedWord&w, std::size_t at) { return w.end <= at; });
         word != page.words.end() && word->begin < part.span.end; ++word) {
      evidence.box = unite(evidence.box, word->box);
      recognised = recognised || word->recognised;
    }
    evidence.source = recognised ? "ocr" : "text";
    found.push_back(std::move(evidence));
  }
  return found;
}

double DocumentText::word_confidence(const View& view, Span span) const {
  double sum = 0;
  int count = 0;
  for (const PageSpan& part : page_spans(view, span)) {
    for (const PlacedWord& word : pages_[part.page].words) {
      if (word.end <= part.span.begin) continue;
      if (word.begin >= part.span.end) break;
      sum += static_cast<double>(word.confidence);
      ++count;
    }
  }
  return count > 0 ? sum / count : 1;
}

bool DocumentText::upper_at(const View& view, std::size_t position) const {
  const std::vector<PageSpan> spans = page_spans(view, {position, position + 1});
  if (spans.empty()) return false;
  const PageText& page = pages_[spans.front().page];
  const std::size_t at = spans.front().span.begin;
  return at < page.length && capital(page.text, byte_of(page, at));
}

void DocumentText::mark_words(std::vector<WatchWord>& words) const {
  std::size_t index = 0;
  std::size_t placed = 0;
  std::size_t last = 0;  // code point on the page, and its byte
  std::size_t byte = 0;
  for (WatchWord& word : words) {
    while (index + 1 < pages_.size() && pages_[index + 1].prose_begin <= word.span.begin) {
      ++index;
      placed = last = byte = 0;
    }
    const PageText& page = pages_[index];
    const std::size_t at = word.span.begin - page.prose_begin;
    if (at < page.length) {
      byte = last == 0 ? byte_of(page, at) : skip_code_points(page.text, byte, at - last);
      last = at;
      word.capital = capital(page.text, byte);
    }
    // A name may begin with a digit.
    if (at < page.length && is_digit(word.text.front())) word.capital = true;
    while (placed < page.words.size() && page.words[placed].end <= at) ++placed;
    word.recognised =
        page.recognised || (placed < page.words.size() && page.words[placed].begin <= at &&
                            page.words[placed].recognised);
  }
}

std::size_t DocumentText::page_begin(int number) const {
  const auto page = std::find_if(pages_.begin(), pages_.end(),
                                 [&](const PageText& text) { return text.number == number; });
  return page == pages_.end() ? 0 : page->prose_begin;
}

std::size_t DocumentText::in_prose(const View& view, std::size_t position) const {
  auto piece = std::upper_bound(view.pieces.begin(), view.pieces.end(), position,
                                [](std::size_t at, const Piece& p) { return at < p.begin; });
  if (piece == view.pieces.begin()) return position;
  --piece;
  // What parts two cells stands in no piece: it lies right behind the one before.
  return pages_[piece->page].prose_begin + piece->offset +
         std::min(position - piece->begin, piece->length);
}

}  // namespace tachado::fields
