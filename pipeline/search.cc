#include "pipeline/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "pipeline/database.h"
#include "pipeline/messages.h"
#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

// Twelve words of text around what was found; the page's redactions with what they hide.
constexpr const char* kQuestion = R"sql(
SELECT d.path, p.number, snippet(pages_fts, 0, '[', ']', '…', 12),
  (SELECT count(*) FROM redactions r WHERE r.document_id = d.id AND r.page = p.number),
  (SELECT group_concat(hides, ', ') FROM (SELECT DISTINCT hides FROM redactions r
    WHERE r.document_id = d.id AND r.page = p.number AND hides <> 'unknown' ORDER BY hides))
FROM pages_fts JOIN pages p ON p.id = pages_fts.rowid JOIN documents d ON d.id = p.document_id
WHERE pages_fts MATCH ?1 ORDER BY rank, d.path, p.number LIMIT CAST(?2 AS INTEGER))sql";

// A word of FTS5: whatever is in it, it means itself.
std::string quoted(const std::string& word, bool beginning) {
  std::string result = "\"";
  for (const char c : word) {
    result += c;
    if (c == '"') result += c;
  }
  return result + (beginning ? "\" *" : "\"");
}

void add_words(std::string& query, const std::string& text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const bool phrase = text[at] == '"';
    const std::size_t begin = phrase ? at + 1 : text.find_first_not_of(' ', at);
    if (begin == std::string::npos) return;
    if (!phrase && text[begin] == '"') {
      at = begin;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(phrase ? "\"" : " \"", begin), text.size());
    std::string word = text.substr(begin, end - begin);
    at = phrase ? std::min(end + 1, text.size()) : end;
    const bool beginning = word.ends_with('*') || (phrase && at < text.size() && text[at] == '*');
    if (phrase && beginning && at < text.size() && text[at] == '*') ++at;
    while (word.ends_with('*')) word.pop_back();
    if (word.empty()) continue;
    query += (query.empty() ? "" : " AND ") + quoted(word, beginning);
  }
}

std::string line_of(const exporting::SqliteExport::Row& row) {
  std::string snippet = row[2];
  std::replace(snippet.begin(), snippet.end(), '\n', ' ');
  while (snippet.ends_with(' ')) snippet.pop_back();
  std::string line = fmt::format("{}:{}: {}", printable(row[0]), row[1], printable(snippet));
  if (row[3] != "0") {
    line += fmt::format(" ({} redaction{}{}{})", row[3], row[3] == "1" ? "" : "s",
                        row[4].empty() ? "" : ": ", row[4]);
  }
  return line + "\n";
}

ExitCode could_not(const std::string& folder, const Problem& problem) {
  say_error(folder, problem.message);
  return ExitCode::could_not_run;
}

}  // namespace

std::string full_text_query(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& each : words) add_words(query, each);
  return query;
}

ExitCode search(const SearchOptions& options) {
  const std::string query = full_text_query(options.words);
  if (query.empty()) {
    say_error("WORDS", "hold nothing to look for");
    return ExitCode::usage;
  }
  const auto batch = BatchReader::open(options.folder);
  if (!batch) return could_not(options.folder, batch.error());
  const std::string path = default_database(options.folder);
  std::error_code ignored;  // that the file cannot be made says it
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  if (auto updated = update_database(*batch, path, {}); !updated) {
    return could_not(options.folder, updated.error());
  }
  const auto database = exporting::SqliteExport::open(path, {}, exporting::FullText::yes);
  if (!database) return could_not(options.folder, database.error());
  int found = 0;
  const auto asked = (*database)->query(kQuestion, {query, std::to_string(options.most)},
                                        [&](const exporting::SqliteExport::Row& row) {
                                          ++found;
                                          std::fputs(line_of(row).c_str(), stdout);
                                        });
  if (!asked) return could_not(options.folder, asked.error());
  return found > 0 ? ExitCode::ok : ExitCode::some_failed;
}

}  // namespace tachado::pipeline
