#include "stages/fields/watch_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

#include "stages/fields/csv.h"
#include "stages/fields/dates.h"
#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// The header stands behind a preamble of some lines.
constexpr std::size_t kHeaderWithin = 12;
// More names than any public list has (all of 69-B: 14,000): a file of another kind.
constexpr std::size_t kMostEntries = 2'000'000;
constexpr std::size_t kMostAliases = 64;  // of one entry

Problem cannot_use(const std::string& file, int line, const std::string& reason) {
  return {"fields", std::nullopt, ProblemKind::unsupported,
          file + ":" + std::to_string(line) + ": " + reason};
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return std::string(text);
}

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

std::string base_name(const std::string& file) {
  const std::size_t slash = file.find_last_of('/');
  std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
  const std::size_t dot = name.find_last_of('.');
  if (dot != std::string::npos && dot > 0) name.resize(dot);
  return name;
}

// What a list says of an entry, in our words. "Desvirtuado" and "Sentencia favorable" are cleared:
// the tax office or a court has taken the charge back.
std::string status_of(std::string_view said) {
  const std::string folded = fold(said);
  for (const std::string_view word : {"DESVIRTUAD", "SENTENCIA FAVORABLE", "CLEARED", "REMOVED",
                                      "DELISTED", "CONCLUID", "INACTIV"}) {
    if (contains(folded, word)) return "cleared";
  }
  for (const std::string_view word : {"PRESUNT", "PRESUMED", "ALLEGED"}) {
    if (contains(folded, word)) return "presumed";
  }
  return "listed";
}

std::optional<std::string> day_of(std::string_view said) {
  const std::string folded = fold(trimmed(said));
  if (const auto date = read_date(folded, 0)) return date->iso();
  const bool iso_year = folded.size() == 4 && std::all_of(folded.begin(), folded.end(), is_digit);
  return iso_year ? std::optional(folded) : std::nullopt;
}

std::vector<std::string> split_aliases(std::string_view text) {
  std::vector<std::string> aliases;
  while (!text.empty() && aliases.size() < kMostAliases) {
    const std::size_t end = std::min(text.find_first_of("|;"), text.size());
    std::string alias = trimmed(text.substr(0, end));
    if (!alias.empty()) aliases.push_back(std::move(alias));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return aliases;
}

// ---- CSV ----

struct Columns {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t name = kNone;
  std::size_t aliases = kNone;
  std::size_t tax_id = kNone;
  std::size_t list = kNone;
  std::size_t listed = kNone;
  std::size_t status = kNone;
  std::size_t url = kNone;
  std::string list_name;
};

enum class Wanted { equal, within };

std::size_t column(const std::vector<std::string>& header, Wanted wanted,
                   std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (wanted == Wanted::equal ? header[i] == name : contains(header[i], name)) return i;
    }
  }
  return Columns::kNone;
}

// By what a header's cells say; none where they are no header.
std::optional<Columns> columns_of(const CsvRecord& record, const std::string& file) {
  std::vector<std::string> header;
  for (const std::string& cell : record.cells) header.push_back(fold(trimmed(cell)));
  Columns columns;
  columns.list_name = base_name(file);
  columns.name = column(header, Wanted::equal, {"NAME"});
  if (columns.name != Columns::kNone) {
    columns.aliases = column(header, Wanted::equal, {"ALIASES", "ALIAS", "ALT_NAMES"});
    columns.tax_id = column(header, Wanted::equal, {"TAX_ID", "RFC", "NIT"});
    columns.list = column(header, Wanted::equal, {"LIST", "SOURCE"});
    columns.listed = column(header, Wanted::equal, {"LISTED", "START_DATE"});
    columns.status = column(header, Wanted::equal, {"STATUS"});
    columns.url = column(header, Wanted::equal, {"URL", "SOURCE_LIST_URL"});
    return columns;
  }
  columns.name = column(header, Wanted::within, {"NOMBRE DEL CONTRIBUYENTE"});
  if (columns.name != Columns::kNone) {
    columns.list_name = "SAT 69-B";
    columns.tax_id = column(header, Wanted::equal, {"RFC"});
    columns.status = column(header, Wanted::within, {"SITUACION"});
    columns.listed = column(header, Wanted::within,
                            {"PUBLICACION DOF DEFINITIVOS", "PUBLICACION PAGINA SAT DEFINITIVOS"});
    return columns;
  }
  columns.name = column(header, Wanted::within,
                        {"PROVEEDOR", "LICITANTE", "CONTRATISTA", "RAZON SOCIAL", "NOMBRE"});
  if (columns.name == Columns::kNone || header.size() < 2) return std::nullopt;
  columns.tax_id = column(header, Wanted::equal, {"RFC", "NIT", "R.F.C."});
  columns.status = column(header, Wanted::within, {"ESTATUS", "SITUACION", "ESTADO DE LA SANCION"});
  columns.listed = column(header, Wanted::within,
                          {"INICIO", "FECHA DE RESOLUCION", "FECHA DE PUBLICACION", "FECHA"});
  return columns;
}

std::string cell_of(const CsvRecord& record, std::size_t index) {
  return index < record.cells.size() ? trimmed(record.cells[index]) : std::string();
}

Result<std::vector<WatchEntry>> read_table(const std::string& text, const std::string& file) {
  const std::vector<CsvRecord> records = read_csv(text);
  std::optional<Columns> columns;
  std::size_t first = 0;
  for (; first < std::min(records.size(), kHeaderWithin) && !columns; ++first)
    columns = columns_of(records[first], file);
  if (!columns) {
    return fail(cannot_use(file, 1,
                           "no header of a watch list; give a CSV with a column `name`, the SAT's "
                           "69-B list, the consolidated screening list as JSON or a list of "
                           "sanctioned suppliers"));
  }
  if (records.size() > kMostEntries) {
    return fail(cannot_use(file, 1,
                           "has " + std::to_string(records.size()) + " entries, at most " +
                               std::to_string(kMostEntries) + " are read"));
  }
  std::vector<WatchEntry> entries;
  for (std::size_t i = first; i < records.size(); ++i) {
    WatchEntry entry;
    entry.name = cell_of(records[i], columns->name);
    if (entry.name.empty()) continue;
    entry.aliases = split_aliases(cell_of(records[i], columns->aliases));
    entry.tax_id = cell_of(records[i], columns->tax_id);
    entry.list = cell_of(records[i], columns->list);
    if (entry.list.empty()) entry.list = columns->list_name;
    entry.listed = day_of(cell_of(records[i], columns->listed));
    entry.status = status_of(cell_of(records[i], columns->status));
    entry.url = cell_of(records[i], columns->url);
    entries.push_back(std::move(entry));
  }
  if (entries.empty()) {
    return fail(cannot_use(file, records[first - 1].line, "the header is followed by no entry"));
  }
  return entries;
}

// ---- JSON ----

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto value = object.find(key);
  return value != object.end() && value->is_string() ? value->get<std::string>() : std::string();
}

WatchEntry screening_entry(const nlohmann::json& object, const std::string& file) {
  WatchEntry entry;
  entry.name = trimmed(text_of(object, "name"));
  const auto aliases = object.find("alt_names");
  if (aliases != object.end() && aliases->is_array()) {
    for (const nlohmann::json& alias : *aliases) {
      if (alias.is_string() && entry.aliases.size() < kMostAliases)
        entry.aliases.push_back(trimmed(alias.get<std::string>()));
    }
  }
  entry.list = text_of(object, "source");
  if (entry.list.empty()) entry.list = base_name(file);
  entry.listed = day_of(text_of(object, "start_date"));
  entry.status = "listed";
  entry.url = text_of(object, "source_information_url");
  if (entry.url.empty()) entry.url = text_of(object, "source_list_url");
  const auto ids = object.find("ids");
  if (ids != object.end() && ids->is_array()) {
    for (const nlohmann::json& id : *ids) {
      if (!id.is_object() || !entry.tax_id.empty()) continue;
      const std::string type = fold(text_of(id, "type"));
      if (contains(type, "TAX") || type == "RFC" || type == "NIT")
        entry.tax_id = text_of(id, "number");
    }
  }
  return entry;
}

Result<std::vector<WatchEntry>> read_screening_list(std::string_view text,
                                                    const std::string& file) {
  const nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
  if (document.is_discarded()) return fail(cannot_use(file, 1, "is no whole JSON"));
  const nlohmann::json* results = &document;
  if (document.is_object()) {
    const auto found = document.find("results");
    if (found == document.end())
      return fail(cannot_use(file, 1, "has no `results`; the consolidated screening list has"));
    results = &*found;
  }
  if (!results->is_array()) return fail(cannot_use(file, 1, "`results` is no list"));
  std::vector<WatchEntry> entries;
  for (const nlohmann::json& object : *results) {
    if (!object.is_object()) continue;
    WatchEntry entry = screening_entry(object, file);
    if (!entry.name.empty()) entries.push_back(std::move(entry));
  }
  if (entries.empty()) return fail(cannot_use(file, 1, "has no entry with a `name`"));
  return entries;
}

// A line with "#" before a table is a comment; it stays an empty line, so that lines keep their
// numbers.
std::string without_comments(std::string text) {
  std::size_t at = 0;
  while (at < text.size() && text[at] == '#') {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    text.erase(at, end - at);
    ++at;
  }
  return text;
}

}  // namespace

Result<std::vector<WatchEntry>> read_watch_list(std::string_view content, const std::string& file) {
  const std::string text = as_utf8(content);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return fail(cannot_use(file, 1, "is empty"));
  if (text[first] == '{' || text[first] == '[') return read_screening_list(text, file);
  return read_table(without_comments(text), file);
}

}  // namespace tachado::fields
