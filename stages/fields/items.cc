#include "stages/fields/items.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "stages/fields/fold.h"
#include "stages/fields/money.h"
#include "stages/fields/reading.h"
#include "stages/fields/rows.h"

namespace tachado::fields {
namespace {

// What a column holds. The first ones are text, the others numbers.
enum class Kind { row, description, brand, model, unit, quantity, price, amount, other };

constexpr bool is_number(Kind kind) {
  return kind == Kind::quantity || kind == Kind::price || kind == Kind::amount;
}

struct HeaderWord {
  std::string_view text;  // a whole word, or the begin of one that ends with '*'
  Kind kind;
};

// Folded words of headers. PRECIO and VALOR say with the word beside or under them what they are.
constexpr std::array<HeaderWord, 57> kHeaderWords{{
    {"PARTIDA", Kind::row},
    {"PART", Kind::row},
    {"PDA", Kind::row},
    {"RENGLON", Kind::row},
    {"ITEM", Kind::row},
    {"NUMERAL", Kind::row},
    {"CONSECUTIVO", Kind::row},
    {"DESCRIPCION", Kind::description},
    {"CONCEPTO", Kind::description},
    {"ARTICULO", Kind::description},
    {"PRODUCTO", Kind::description},
    {"BIEN", Kind::description},
    {"BIENES", Kind::description},
    {"DETALLE", Kind::description},
    {"DESCRIPTION", Kind::description},
    {"ESPECIFICACION", Kind::description},
    {"ESPECIFICACIONES", Kind::description},
    {"ELEMENTO", Kind::description},
    {"MARCA", Kind::brand},
    {"BRAND", Kind::brand},
    {"MODELO", Kind::model},
    {"MODEL", Kind::model},
    {"UNIDAD", Kind::unit},
    {"UNIDADES", Kind::unit},
    {"MEDIDA", Kind::unit},
    {"UM", Kind::unit},
    {"UND", Kind::unit},
    {"UNID", Kind::unit},
    {"UNIT", Kind::unit},
    {"PRESENTACION", Kind::unit},
    {"CANTIDAD", Kind::quantity},
    {"CANT", Kind::quantity},
    {"QUANTITY", Kind::quantity},
    {"QTY", Kind::quantity},
    {"CANTIDADES", Kind::quantity},
    {"UNITARIO", Kind::price},
    {"UNITARIA", Kind::price},

    {"PU", Kind::price},
    {"IMPORTE", Kind::amount},
    {"TOTAL", Kind::amount},
    {"MONTO", Kind::amount},
    {"SUBTOTAL", Kind::amount},
    {"PARCIAL", Kind::amount},
    {"AMOUNT", Kind::amount},
    {"PRECIO", Kind::price},
    {"PRICE", Kind::price},
    {"COSTO", Kind::price},
    {"COST", Kind::price},
    {"VALOR", Kind::price},
    {"VR", Kind::price},
    {"V", Kind::price},
    {"P", Kind::price},
    {"IVA", Kind::other},
    {"DESCUENTO", Kind::other},
    {"CLAVE", Kind::other},
    {"CODIGO", Kind::other},
    {"CUCOP", Kind::other},
}};

// Words that go with others in a header and say nothing by themselves.
constexpr std::array<std::string_view, 14> kFillers{"DE", "DEL", "LA", "LOS", "NO", "SIN", "CON",
                                                    "EL", "U",   "M",  "Y",   "O",  "N",   "NUM"};
// A price whose header also says so is the row's amount.
constexpr std::array<std::string_view, 4> kWhole{"TOTAL", "IMPORTE", "PARCIAL", "TOTALES"};

// A header has a description and at least so many of quantity, unit, price, amount.
constexpr int kLeastColumns = 2;
constexpr std::size_t kLeastHeaderWord = 4;  // "BIEN"
// Rows further below than this many heights are no longer the table's; a cell of many lines has its
// numbers in the middle.
constexpr double kFarBelow = 6;
constexpr int kMostTextLines = 14;  // of a cell
// Thin upright shapes and the sides of boxes part columns (points).
constexpr double kRuleWidth = 2.5;
constexpr double kLeastRule = 5;
// Where no line parts two columns: this share of the blank between their headers belongs to the
// left one, whose text runs on; numbers are wider than their header.
constexpr double kLeftShare = 0.55;

struct Cell {
  std::vector<const Word*> words;
};

struct Column {
  Kind kind = Kind::other;
  double x0 = 0;  // of its header
  double x1 = 0;
  double right = 0;  // where the next column begins
};

struct Header {
  std::vector<Column> columns;  // from left to right
  std::size_t first_row = 0;    // below the header
  double bottom = 0;
};

using Row = std::vector<const Word*>;

class Table {
 public:
  Table(const Page& page, const std::string& folded, std::vector<ItemField>& items)
      : page_(page), folded_(folded), rows_(page_rows(page)), items_(items) {}

  void read() {
    for (std::size_t r = 0; r < rows_.size();) {
      const auto header = header_at(r);
      r = header ? read_rows(*header) : r + 1;
    }
  }

 private:
  std::string_view text_of(const Word& word) const {
    const auto offset = static_cast<std::size_t>(std::max<std::int64_t>(word.offset, 0));
    if (offset >= folded_.size()) return {};
    return std::string_view(folded_).substr(offset,
                                            static_cast<std::size_t>(code_points(word.text)));
  }

  // The letters of a header's word: "CANT." and "P.U." without their points.
  std::string letters_of(const Word& word) const {
    std::string letters;
    for (const char c : text_of(word)) {
      if (is_letter(c)) letters += c;
    }
    return letters;
  }

  static std::optional<Kind> kind_of(std::string_view letters) {
    for (const HeaderWord& known : kHeaderWords) {
      if (known.text == letters) return known.kind;
    }
    return std::nullopt;
  }

  static bool is_filler(std::string_view letters) {
    return letters.empty() ||
           std::find(kFillers.begin(), kFillers.end(), letters) != kFillers.end();
  }

  // Whether a row is made of header words alone: the second line of a header.
  bool only_header_words(const Row& row) const {
    return std::all_of(row.begin(), row.end(), [&](const Word* word) {
      const std::string letters = letters_of(*word);
      return is_filler(letters) ? !has_digit(*word) : kind_of(letters).has_value();
    });
  }

  bool has_digit(const Word& word) const {
    const std::string_view text = text_of(word);
    return std::any_of(text.begin(), text.end(), is_digit);
  }

  static double height(const Row& row) {
    double most = 1;
    for (const Word* word : row) most = std::max(most, word->box.height());
    return most;
  }
  static double top(const Row& row) {
    double y = row.front()->box.y0;
    for (const Word* word : row) y = std::min(y, word->box.y0);
    return y;
  }
  static double bottom(const Row& row) {
    double y = row.front()->box.y1;
    for (const Word* word : row) y = std::max(y, word->box.y1);
    return y;
  }

  std::optional<Header> header_at(std::size_t r) const {
    const Row& row = rows_[r];
    const bool describes = std::any_of(row.begin(), row.end(), [&](const Word* word) {
      const std::string_view text = text_of(*word);
      // The first letters of the words for it: few words need to be looked up.
      return text.size() >= kLeastHeaderWord &&
             std::string_view("DCAPBE").find(text.front()) != std::string_view::npos &&
             kind_of(letters_of(*word)) == Kind::description;
    });
    if (!describes) return std::nullopt;
    Row words = row;
    Header header;
    header.first_row = r + 1;
    header.bottom = bottom(row);
    const auto close = [&](const Row& a, const Row& b) {
      return top(b) - bottom(a) < 1.2 * height(row);
    };
    if (r > 0 && only_header_words(rows_[r - 1]) && close(rows_[r - 1], row))
      words.insert(words.end(), rows_[r - 1].begin(), rows_[r - 1].end());
    for (int lines = 0; lines < 2 && header.first_row < rows_.size(); ++lines) {
      const Row& next = rows_[header.first_row];
      if (!only_header_words(next) || !close(rows_[header.first_row - 1], next)) break;
      words.insert(words.end(), next.begin(), next.end());
      header.bottom = bottom(next);
      ++header.first_row;
    }
    make_columns(words, header);
    int values = 0;
    bool number = false;
    for (const Column& column : header.columns) {
      values += is_number(column.kind) || column.kind == Kind::unit ? 1 : 0;
      number = number || is_number(column.kind);
    }
    if (values < kLeastColumns || !number) return std::nullopt;
    set_borders(header, (top(row) + header.bottom) / 2);
    return header;
  }

  // Words of one kind that stand above or beside each other are one column's.
  void make_columns(Row& words, Header& header) const {
    std::stable_sort(words.begin(), words.end(),
                     [](const Word* a, const Word* b) { return a->box.x0 < b->box.x0; });
    for (const Word* word : words) {
      const std::string letters = letters_of(*word);
      const auto kind = kind_of(letters);
      const bool whole = std::find(kWhole.begin(), kWhole.end(), letters) != kWhole.end();
      Column* last = header.columns.empty() ? nullptr : &header.columns.back();
      const double gap = last != nullptr ? word->box.x0 - last->x1 : 1e9;
      const bool beside = gap < 0.7 * word->box.height();
      if (last != nullptr && beside && joins(*last, kind, letters)) {
        last->x1 = std::max(last->x1, word->box.x1);
        if (whole && last->kind == Kind::price) last->kind = Kind::amount;
        if (kind == Kind::price && last->kind == Kind::unit) last->kind = Kind::price;
        continue;
      }
      if (kind) header.columns.push_back({*kind, word->box.x0, word->box.x1, 0});
    }
    std::stable_sort(header.columns.begin(), header.columns.end(),
                     [](const Column& a, const Column& b) { return a.x0 < b.x0; });
  }

  // "PRECIO UNITARIO", "VALOR TOTAL", "UNIDAD DE MEDIDA", "DESCRIPCION DE LOS BIENES", "UNIT
  // PRICE".
  static bool joins(const Column& last, std::optional<Kind> kind, std::string_view letters) {
    if (!kind) return is_filler(letters) || last.kind == Kind::description;
    if (*kind == last.kind) return true;
    if (last.kind == Kind::description || last.kind == Kind::row)
      return *kind == Kind::description || (*kind == Kind::unit && last.kind == Kind::description);
    if (last.kind == Kind::unit) return *kind == Kind::price && letters.starts_with("PRIC");
    return last.kind == Kind::price && *kind == Kind::amount;
  }

  // Upright lines at the header's height, and the sides of its cells' boxes.
  std::vector<double> borders_at(double y) const {
    std::vector<double> borders;
    for (const Shape& shape : page_.shapes) {
      if (!shape.rectangle || shape.layer_off || shape.box.y0 > y || shape.box.y1 < y) continue;
      if (shape.box.height() < kLeastRule) continue;
      if (shape.box.width() <= kRuleWidth) {
        borders.push_back(shape.box.center().x);
      } else {
        borders.push_back(shape.box.x0);
        borders.push_back(shape.box.x1);
      }
    }
    return borders;
  }

  void set_borders(Header& header, double y) const {
    const std::vector<double> borders = borders_at(y);
    for (std::size_t c = 0; c < header.columns.size(); ++c) {
      Column& column = header.columns[c];
      if (c + 1 == header.columns.size()) {
        column.right = page_.width;
        continue;
      }
      const Column& next = header.columns[c + 1];
      // Numbers stand flush right: a number's column begins nearer to its neighbour.
      const double share = is_number(column.kind) ? 0.3 : kLeftShare;
      column.right = column.x1 + share * std::max(0.0, next.x0 - column.x1);
      double nearest = 1e9;
      for (const double border : borders) {
        if (border < column.x1 - 2 || border > next.x0 + 2) continue;
        if (next.x0 - border < nearest) {
          nearest = next.x0 - border;
          column.right = border;
        }
      }
    }
  }

  // ---- rows ----

  struct Item {
    std::vector<Cell> cells;
    bool numbers = false;
    int lines = 0;
    double y1 = 0;
  };

  std::size_t read_rows(const Header& header) {
    std::vector<Item> rows;
    std::vector<std::vector<Cell>> before;  // text lines above their numbers
    double last = header.bottom;
    std::size_t r = header.first_row;
    int text_lines = 0;
    for (; r < rows_.size(); ++r) {
      const Row& row = rows_[r];
      if (top(row) - last > kFarBelow * height(row) || ends_table(row) || header_at(r)) break;
      std::vector<Cell> cells = split(header, row);
      const bool numbers = has_numbers(header, cells);
      if (!numbers && ++text_lines > kMostTextLines) break;
      if (numbers) text_lines = 0;
      const bool close = top(row) - last < 0.9 * height(row);
      last = bottom(row);
      if (numbers) {
        rows.push_back({std::move(cells), true, 1, last});
        if (!before.empty()) prepend(rows.back(), before);
        before.clear();
      } else if (!rows.empty() && close) {
        append(rows.back(), cells);
      } else {
        before.push_back(std::move(cells));
      }
    }
    for (const Item& item : rows) keep(header, item);
    return std::max(r, header.first_row);
  }

  // "SUBTOTAL", "I.V.A.", "TOTAL", "SON:" end the goods.
  bool ends_table(const Row& row) const {
    for (const Word* word : row) {
      const std::string letters = letters_of(*word);
      if (letters.empty()) continue;
      static constexpr std::array<std::string_view, 12> kEnds{
          "SUBTOTAL", "TOTAL",   "IVA", "SON",   "IMPORTE",     "SUMA",
          "SUB",      "TOTALES", "TAX", "GRAND", "CONDICIONES", "OBSERVACIONES"};
      return std::find(kEnds.begin(), kEnds.end(), letters) != kEnds.end();
    }
    return false;
  }

  static std::vector<Cell> split(const Header& header, const Row& row) {
    std::vector<Cell> cells(header.columns.size());
    for (const Word* word : row) {
      std::size_t c = 0;
      const double x = word->box.center().x;
      while (c + 1 < cells.size() && x > header.columns[c].right) ++c;
      cells[c].words.push_back(word);
    }
    return cells;
  }

  std::optional<Digits> number_in(const Cell& cell) const {
    for (const Word* word : cell.words) {
      const std::string_view text = text_of(*word);
      const std::size_t digit = text.find_first_of("0123456789");
      if (digit == std::string_view::npos) continue;
      // "$1,940.00" and "1,940.00" are numbers, "T-55" is none.
      if (text.substr(0, digit).find_first_not_of("$ (") != std::string_view::npos) continue;
      const std::string padded(text);
      if (auto digits = read_digits(padded, digit)) return digits;
    }
    return std::nullopt;
  }

  bool has_numbers(const Header& header, const std::vector<Cell>& cells) const {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (is_number(header.columns[c].kind) && number_in(cells[c])) return true;
    }
    return false;
  }

  static void append(Item& item, const std::vector<Cell>& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c)
      item.cells[c].words.insert(item.cells[c].words.end(), cells[c].words.begin(),
                                 cells[c].words.end());
  }

  static void prepend(Item& item, const std::vector<std::vector<Cell>>& before) {
    for (std::size_t c = 0; c < item.cells.size(); ++c) {
      std::vector<const Word*> words;
      for (const std::vector<Cell>& line : before)
        words.insert(words.end(), line[c].words.begin(), line[c].words.end());
      words.insert(words.end(), item.cells[c].words.begin(), item.cells[c].words.end());
      item.cells[c].words = std::move(words);
    }
  }

  std::optional<std::string> printed(const Cell& cell) const {
    std::string text;
    for (const Word* word : cell.words) {
      if (word->redaction) return std::nullopt;
      if (!text.empty()) text += ' ';
      text += word->text;
    }
    return text.empty() ? std::nullopt : std::optional(std::move(text));
  }

  void keep(const Header& header, const Item& row) {
    if (items_.size() >= kMaxFound) return;
    ItemField item;
    std::optional<double> quantity;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Cell& cell = row.cells[c];
      switch (header.columns[c].kind) {
        case Kind::description:
          if (!item.description) item.description = printed(cell);
          break;
        case Kind::brand:
          item.brand = printed(cell);
          break;
        case Kind::model:
          item.model = printed(cell);
          break;
        case Kind::unit:
          if (!item.unit) item.unit = printed(cell);
          break;
        case Kind::quantity:
          if (const auto digits = number_in(cell))
            quantity = static_cast<double>(digits->minor_units) / 100;
          break;
        case Kind::price:
          if (const auto digits = number_in(cell)) item.unit_price_minor = digits->minor_units;
          break;
        case Kind::amount:
          if (const auto digits = number_in(cell)) item.amount_minor = digits->minor_units;
          break;
        default:
          break;
      }
    }
    item.quantity = quantity;
    // Numbers without anything that they are for are a sum, or no row of goods.
    if (!item.description && !row_is_hidden(row)) return;
    check_sum(item);
    item.row = static_cast<int>(items_.size()) + 1;
    item.rule = "items.table";
    item.evidence = evidence(row);
    items_.push_back(std::move(item));
  }

  static bool row_is_hidden(const Item& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
      return std::any_of(cell.words.begin(), cell.words.end(),
                         [](const Word* word) { return word->redaction; });
    });
  }

  static void check_sum(ItemField& item) {
    item.confidence = 0.7;
    if (!item.quantity || !item.unit_price_minor || !item.amount_minor) return;
    const double product = *item.quantity * static_cast<double>(*item.unit_price_minor);
    const auto amount = static_cast<double>(*item.amount_minor);
    // Prices are printed rounded: half a cent each may be missing.
    const double allowed = *item.quantity / 2 + 1;
    item.sum_agrees = std::abs(product - amount) <= allowed;
    item.confidence = *item.sum_agrees ? 0.95 : 0.5;
  }

  // One entry for each run of words that follow each other in the page's text.
  std::vector<Evidence> evidence(const Item& row) const {
    std::vector<const Word*> words;
    for (const Cell& cell : row.cells)
      words.insert(words.end(), cell.words.begin(), cell.words.end());
    std::sort(words.begin(), words.end(),
              [](const Word* a, const Word* b) { return a->offset < b->offset; });
    std::vector<Evidence> found;
    for (const Word* word : words) {
      const std::int64_t end = word->offset + code_points(word->text);
      const bool recognised = word->confidence.has_value();
      if (!found.empty() && word->offset - found.back().end <= 1) {
        Evidence& last = found.back();
        if (word->offset > last.end)
          last.text += folded_[static_cast<std::size_t>(last.end)] == '\n' ? '\n' : ' ';
        last.text += word->text;
        last.end = end;
        last.box = unite(last.box, word->box);
        continue;
      }
      Evidence evidence;
      evidence.page = page_.number;
      evidence.box = word->box;
      evidence.begin = word->offset;
      evidence.end = end;
      evidence.text = word->text;
      evidence.source = recognised ? "ocr" : "text";
      found.push_back(std::move(evidence));
    }
    return found;
  }

  const Page& page_;
  const std::string& folded_;
  std::vector<Row> rows_;
  std::vector<ItemField>& items_;
};

}  // namespace

void ItemTables::add(const Page& page, const std::string& folded) {
  // Most pages have no such table; its header says this word or that.
  static constexpr std::array<std::string_view, 5> kSigns{"DESCRIP", "CONCEPTO", "ARTICULO",
                                                          "DETALLE", "PRODUCTO"};
  const bool any = std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return folded.find(sign) != std::string::npos;
  });
  const bool values =
      folded.find("CANT") != std::string::npos || folded.find("UNIT") != std::string::npos ||
      folded.find("QTY") != std::string::npos || folded.find("QUANTITY") != std::string::npos ||
      folded.find("IMPORTE") != std::string::npos;
  if (any && values && items_.size() < kMaxFound) Table(page, folded, items_).read();
}

std::vector<ItemField> ItemTables::take() { return std::move(items_); }

}  // namespace tachado::fields
