#include "pipeline/manifest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "pipeline/files.h"
#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

constexpr std::array<std::string_view, 3> kPathColumns{"path", "file", "filename"};
constexpr std::size_t kMostBytes = std::size_t{1} << 30U;
constexpr std::size_t kMostColumns = 200;
// Of one value; what is longer is no address and no number.
constexpr std::size_t kMostValueBytes = 16384;

tl::unexpected<Problem> fault(std::size_t line, ProblemKind kind, std::string_view what) {
  return fail({"pipeline", std::nullopt, kind, fmt::format("line {}: {}", line, what)});
}

// Rows of RFC 4180; line ends of any kind; a quote within an unquoted cell is a character.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  [[nodiscard]] std::size_t line() const { return line_; }
  // The next row's cells; none at the end.
  std::optional<std::vector<std::string>> next() {
    if (rest_.empty()) return std::nullopt;
    line_ = next_line_;
    std::vector<std::string> cells;
    for (;;) {
      cells.push_back(cell());
      const char after = rest_.empty() ? '\n' : rest_.front();
      if (!rest_.empty()) rest_.remove_prefix(1);
      if (after == separator_) continue;
      if (after == '\r' && rest_.starts_with('\n')) rest_.remove_prefix(1);
      ++next_line_;
      return cells;
    }
  }

 private:
  std::string cell() {
    std::string text;
    if (!rest_.starts_with('"')) {
      const std::size_t end =
          std::min(rest_.find_first_of(std::string{separator_, '\r', '\n'}), rest_.size());
      text = rest_.substr(0, end);
      rest_.remove_prefix(end);
      return text;
    }
    rest_.remove_prefix(1);
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') {
        if (!rest_.starts_with('"')) break;
        rest_.remove_prefix(1);
      }
      if (c == '\n') ++next_line_;
      text += c;
    }
    // What stands between the closing quote and the separator belongs to nobody.
    rest_.remove_prefix(
        std::min(rest_.find_first_of(std::string{separator_, '\r', '\n'}), rest_.size()));
    return text;
  }

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 0;
  std::size_t next_line_ = 1;
};

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string text_of(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_null() ? "" : value.dump();
}

}  // namespace

// A row without a path says nothing of any file.
Result<void> Manifest::add(const Values& row, std::size_t line) {
  const auto column = std::find_if(kPathColumns.begin(), kPathColumns.end(),
                                   [&](auto name) { return row.contains(std::string(name)); });
  if (column == kPathColumns.end()) {
    return fault(line, ProblemKind::damaged, "no column path, file or filename names the file");
  }
  Values values;
  for (const auto& [name, value] : row) {
    if (name == *column || value.empty()) continue;
    if (value.size() > kMostValueBytes) {
      return fault(line, ProblemKind::limit,
                   fmt::format("a value is longer than {} bytes", kMostValueBytes));
    }
    values.emplace(replace_invalid_utf8(name), replace_invalid_utf8(value));
  }
  const std::string& path = row.at(std::string(*column));
  if (path.empty() || path.find('\0') != std::string::npos) return {};
  if (values_.emplace(path, std::move(values)).second) paths_.push_back(path);
  return {};
}

Result<Manifest> Manifest::parse(std::string_view content) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  Manifest manifest;
  const std::size_t first = content.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && content[first] == '{') {
    std::size_t line = 0;
    while (!content.empty()) {
      ++line;
      const std::size_t end = std::min(content.find('\n'), content.size());
      const std::string_view text = content.substr(0, end);
      content.remove_prefix(std::min(end + 1, content.size()));
      if (blank(text)) continue;
      // A parser's memory grows with the depth; values that are objects are kept as their text.
      constexpr int kMostDepth = 32;
      bool deep = false;
      const auto shallow = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        deep = deep || depth > kMostDepth;
        return !deep;
      };
      const nlohmann::json object = nlohmann::json::parse(text, shallow, false);
      if (deep || !object.is_object()) {
        return fault(line, ProblemKind::damaged, "is no JSON object");
      }
      if (object.size() > kMostColumns) return fault(line, ProblemKind::limit, "too many members");
      Values row;
      for (const auto& [name, value] : object.items()) row.emplace(name, text_of(value));
      if (auto added = manifest.add(row, line); !added) return fail(std::move(added).error());
    }
    return manifest;
  }
  const std::string_view header = content.substr(0, content.find_first_of("\r\n"));
  const bool semicolons =
      std::count(header.begin(), header.end(), ';') > std::count(header.begin(), header.end(), ',');
  CsvReader reader(content, semicolons ? ';' : ',');
  const auto names = reader.next();
  if (!names) return manifest;
  if (names->size() > kMostColumns) return fault(1, ProblemKind::limit, "too many columns");
  while (const auto cells = reader.next()) {
    if (cells->size() == 1 && blank(cells->front())) continue;
    Values row;
    for (std::size_t i = 0; i < std::min(cells->size(), names->size()); ++i) {
      row.emplace((*names)[i], (*cells)[i]);
    }
    if (auto added = manifest.add(row, reader.line()); !added) {
      return fail(std::move(added).error());
    }
  }
  return manifest;
}

Result<Manifest> Manifest::load(const std::string& path) {
  auto content = read_list_file(path, kMostBytes);
  if (!content) return fail(std::move(content).error());
  auto manifest = parse(*content);
  if (!manifest) return manifest;
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  for (std::string& name : manifest->paths_) {
    if (name.starts_with('/') || folder.empty()) continue;
    if (::access(name.c_str(), F_OK) == 0) continue;
    const auto row = manifest->values_.extract(name);
    name = folder + name;
    manifest->values_.emplace(name, row.mapped());
  }
  return manifest;
}

Manifest::Values Manifest::values(const std::string& path) const {
  const auto found = values_.find(path);
  return found != values_.end() ? found->second : Values();
}

}  // namespace tachado::pipeline
