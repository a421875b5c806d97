#include "stages/export/work_values.h"

namespace tachado::exporting {
namespace {

enum class LineEnd { line_feed, end_of_stream, too_long };

LineEnd read_line(std::istream& in, std::string& line, std::size_t limit) {
  line.clear();
  std::streambuf* buffer = in.rdbuf();
  for (int c = buffer->sbumpc(); c != std::char_traits<char>::eof(); c = buffer->sbumpc()) {
    if (c == '\n') return LineEnd::line_feed;
    if (line.size() == limit) return LineEnd::too_long;
    line.push_back(static_cast<char>(c));
  }
  return LineEnd::end_of_stream;
}

// Looked at before parsing, because a parser's memory grows with both: how deep the brackets lie
// and how many values the line may hold (one more than its commas, and each bracket).
struct LineExtent {
  std::size_t depth = 0;
  std::size_t values = 1;
};

LineExtent line_extent(std::string_view line) {
  LineExtent extent;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == ',') {
      ++extent.values;
    } else if (c == '[' || c == '{') {
      extent.depth = std::max(extent.depth, ++depth);
      ++extent.values;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return extent;
}

tl::unexpected<Problem> fault(std::size_t line, ProblemKind kind, std::string_view what) {
  std::string message = "work stream, line " + std::to_string(line) + ": ";
  message += what;
  return fail({"export", std::nullopt, kind, std::move(message)});
}

// The next line, parsed.
Result<nlohmann::json> next_value(std::istream& in, const WorkLimits& limits, std::size_t number) {
  std::string line;
  switch (read_line(in, line, limits.line_bytes)) {
    case LineEnd::too_long:
      return fault(number, ProblemKind::limit,
                   "longer than " + std::to_string(limits.line_bytes) + " bytes");
    case LineEnd::end_of_stream:
      return fault(number, ProblemKind::damaged, "the stream was cut off here");
    case LineEnd::line_feed:
      break;
  }
  const LineExtent extent = line_extent(line);
  if (extent.depth > limits.depth || extent.values > limits.values) {
    return fault(number, ProblemKind::limit, "too many values or too deeply nested");
  }
  nlohmann::json value = nlohmann::json::parse(line, nullptr, false);
  if (!value.is_object()) return fault(number, ProblemKind::damaged, "not a JSON object");
  return value;
}

}  // namespace

WorkReader::WorkReader(std::istream& in, const WorkLimits& limits) : in_(in), limits_(limits) {}

Result<WorkHeader> WorkReader::header() {
  const Result<nlohmann::json> value = next_value(in_, limits_, ++line_);
  if (!value) return fail(value.error());
  std::string wrong;
  const Node node(*value, "header", wrong);
  WorkHeader header;
  std::string schema;
  node["schema"].read(schema);
  if (schema != kWorkSchema) {
    return fault(line_, ProblemKind::damaged, "not the beginning of a tachado/work/1 stream");
  }
  node["stages"].read(header.stages);
  node["options"].read(header.options);
  read_info(node["info"], header.info);
  if (!wrong.empty()) return fault(line_, ProblemKind::damaged, wrong);
  info_ = header.info;
  return header;
}

Result<std::optional<Page>> WorkReader::page() {
  if (ended_) return std::nullopt;
  const Result<nlohmann::json> value = next_value(in_, limits_, ++line_);
  if (!value) return fail(value.error());
  std::string wrong;
  const Node node(*value, "line", wrong);
  std::optional<Page> page;
  if (const Node end = node["end"]; !end.is_null()) {
    ended_ = true;
    info_ = {};
    read_info(end, info_);
    node["grounds"].read(grounds_);
  } else {
    read_page(node["page"], page.emplace());
    if (wrong.empty() && page->number <= last_page_) wrong = "number: should be ascending";
    last_page_ = page->number;
  }
  if (!wrong.empty()) return fault(line_, ProblemKind::damaged, wrong);
  return page;
}

}  // namespace tachado::exporting
