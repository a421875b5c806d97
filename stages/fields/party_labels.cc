// Parties from labels: "CONTRATISTA: …", rows of a table on the first page, "DATOS DEL PROVEEDOR"
// with its "NOMBRE:" below.
#include <algorithm>
#include <optional>

#include "stages/fields/fold.h"
#include "stages/fields/party_book.h"
#include "stages/fields/rows.h"

namespace tachado::fields {
namespace {

// A label without a colon is one only above the sentences that begin the contract.
constexpr std::size_t kHeading = 1'800;  // characters of rows
// Between a label and its name stand brackets and titles at most.
constexpr std::size_t kNameGap = 48;
// Points by which a cell's further lines begin right of the label; a hanging first line is less.
constexpr double kCellIndent = 24;
// Lines of one cell stand closer than this share of their height.
constexpr double kCellLeading = 0.9;

bool has(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

// A cell goes on in the rows below that begin to the right of the label and stand close.
std::size_t cell_end(const DocumentText& document, Span label) {
  const std::vector<Row>& rows = document.row_list();
  const auto after = [](std::size_t at, const Row& row) { return at < row.span.begin; };
  auto row = std::upper_bound(rows.begin(), rows.end(), label.begin, after);
  if (row == rows.begin()) return label.end;
  const Row& first = *std::prev(row);
  const auto value_row = std::prev(std::upper_bound(rows.begin(), rows.end(), label.end, after));
  std::size_t end = value_row->span.end;
  double bottom = value_row->y1;
  for (row = std::next(value_row); row != rows.end(); ++row) {
    const double height = row->y1 - row->y0;
    const bool right = row->x0 > first.x0 + kCellIndent;
    const bool close = row->y0 - bottom < kCellLeading * height && row->page == first.page;
    if (!right || !close) break;
    end = row->span.end;
    bottom = row->y1;
  }
  return end;
}

// Whether the label stands above its value.
bool is_pair(const DocumentText& document, std::size_t at) {
  const std::vector<Row>& rows = document.row_list();
  const auto after = [](std::size_t place, const Row& row) { return place < row.span.begin; };
  const auto row = std::upper_bound(rows.begin(), rows.end(), at, after);
  return row != rows.begin() && std::prev(row)->y0 >= kColumnPairs;
}

}  // namespace

void parties_from_labels(const Reading& reading, PartyBook& book) {
  const Side& rows = reading.rows;
  for (const Hit& hit : rows.marks.find(RuleKind::party)) {
    const std::size_t begin = hit.whole.end;
    const std::string_view label = rows.part(hit.whole);
    const bool marked = has(label, ':') || has(label, '\t');
    if (begin < rows.folded().size() && rows.folded()[begin] == kRedacted) {
      book.hidden(hit.rule->source.role);
      continue;
    }
    const auto name = read_name(reading.document, rows, begin,
                                std::max(cell_end(reading.document, hit.whole), begin));
    if (!name || name->span.begin > begin + kNameGap) continue;
    if (!marked && (!name->capitals || hit.whole.begin > kHeading)) continue;
    // A word beside or under a label may be another label's, or of the next column; a colon tells.
    const bool word_alone = rows.part(name->span).find(' ') == std::string_view::npos;
    const bool colon = has(label, ':') && !is_pair(reading.document, hit.whole.begin);
    if (!colon && word_alone && !name->form) continue;
    book.add(rows, *name, hit.rule->source.role, hit.rule->source.weight - (marked ? 0 : 0.1),
             hit.rule->source.name);
  }
}

// Whose letterhead it is: the buyer's, where nothing else names one. Governments stand above their
// bodies, and offices below them.
void buyer_from_letterhead(const Reading& reading, PartyBook& book) {
  static constexpr std::size_t kRows = 8;
  static constexpr double kLetterhead = 0.56;
  const Side& rows = reading.rows;
  std::optional<Name> best;
  int best_rank = 0;
  std::size_t n = 0;
  for (const Row& row : reading.document.row_list()) {
    if (++n > kRows) break;
    for (const Hit& hit : rows.marks.find(RuleKind::entity, row.span)) {
      const auto name = read_name(reading.document, rows, hit.whole.begin, row.span.end);
      if (!name || !name->capitals || name->span.length() < hit.whole.length() + 3) continue;
      const std::string_view text = rows.part(name->span);
      const bool above = text.starts_with("GOBIERNO") || text.starts_with("DEPARTAMENTO") ||
                         text.starts_with("ESTADO") || text.starts_with("PODER");
      const bool below = text.starts_with("SECRETARIA");
      const int rank = above ? 1 : below ? 2 : 3;
      if (rank <= best_rank) continue;
      best_rank = rank;
      best = name;
    }
  }
  if (best) book.add(rows, *best, "buyer", kLetterhead, "letterhead");
}

// "POR EL PROVEEDOR" with the company's name below it. Only names with a legal form: people who
// sign stand there too.
void parties_from_signatures(const Reading& reading, PartyBook& book) {
  static constexpr std::size_t kBelow = 260;  // characters: some rows of two columns
  const Side& rows = reading.rows;
  const std::size_t tail = rows.folded().size() - rows.folded().size() / 3;
  for (const Hit& alias : rows.marks.find(RuleKind::alias, {tail, rows.folded().size()})) {
    if (alias.rule->source.role != "supplier") continue;
    const std::size_t line = rows.folded().rfind('\n', alias.whole.begin);
    const std::size_t begin = line == std::string::npos ? 0 : line + 1;
    if (alias.whole.begin - begin > 60) continue;
    const Span below{alias.whole.end, alias.whole.end + kBelow};
    for (const Hit& form : rows.marks.find(RuleKind::form, below)) {
      std::size_t start = form.whole.begin;
      while (start > alias.whole.end && rows.folded()[start - 1] != '\n' &&
             rows.folded()[start - 1] != '\t') {
        --start;
      }
      const auto name = read_name(reading.document, rows, start, form.whole.end);
      if (name && name->form) book.add(rows, *name, "supplier", 0.56, "signature");
      break;
    }
  }
}

}  // namespace tachado::fields
