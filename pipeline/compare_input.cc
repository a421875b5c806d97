#include "pipeline/compare_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "pipeline/document_run.h"
#include "pipeline/files.h"
#include "pipeline/settings.h"
#include "stages/export/document_reader.h"

namespace tachado::pipeline {
namespace {

using exporting::member;
using exporting::text_of;
using nlohmann::json;

constexpr std::string_view kBlock = "\xE2\x96\x88";  // █
constexpr double kSlack = 3;  // points that a word of █ may stick out of its redaction

bool is_block(const std::string& text) {
  for (std::size_t at = 0; at < text.size(); at += kBlock.size()) {
    if (text.compare(at, kBlock.size(), kBlock) != 0) return false;
  }
  return !text.empty();
}

// The redaction that a word of █ stands for: the one that it shares most with.
std::optional<std::size_t> region_of(const Rect& word, const std::vector<VersionRegion>& regions) {
  std::optional<std::size_t> best;
  double most = 0;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const double shared = intersect(word, inflate(regions[i].box, kSlack, kSlack)).area();
    if (shared > most) {
      most = shared;
      best = i;
    }
  }
  return best;
}

VersionPage page_from(const json& node) {
  VersionPage page;
  page.number = exporting::whole_number_of(node, "number");
  for (const json& redaction : member(node, "redactions")) {
    page.regions.push_back({text_of(redaction, "id"), text_of(member(redaction, "hides"), "what"),
                            exporting::box_of(member(redaction, "bbox"))});
  }
  for (const json& values : member(node, "words")) {
    if (!values.is_array() || values.size() < 8 || !values[0].is_string()) continue;
    VersionWord word;
    word.text = values[0].get<std::string>();
    word.box = exporting::box_of(values, 1);
    if (values[5].is_number_integer()) word.line = values[5].get<int>();
    if (values[6].is_number_integer()) word.offset = values[6].get<std::int64_t>();
    if (values[7].is_number()) word.confidence = values[7].get<double>();
    if (is_block(word.text)) word.region = region_of(word.box, page.regions);
    page.words.push_back(std::move(word));
  }
  return page;
}

Result<CompareInput> from_json(std::istream& in) {
  CompareInput input;
  std::string reason;
  bool too_long = false;
  exporting::DocumentHandler handler;
  handler.head = [&](json& head) {
    input.path = text_of(member(head, "source"), "path");
    input.sha256 = text_of(member(head, "source"), "sha256");
    const std::string number = text_of(member(head, "summary"), "contract_number");
    if (!number.empty()) input.version.contract_number = number;
    const json& problems = member(head, "problems");
    if (problems.is_array() && !problems.empty()) reason = text_of(problems.front(), "message");
  };
  handler.page = [&](json& page) {
    too_long = too_long || input.version.pages.size() >= kMaxComparedPages;
    if (!too_long) input.version.pages.push_back(page_from(page));
  };
  if (auto read = exporting::read_document(in, handler); !read) {
    return fail(std::move(read).error());
  }
  if (too_long) {
    return fail({"pipeline", std::nullopt, ProblemKind::limit,
                 fmt::format("has more than {} pages; compare parts of it", kMaxComparedPages)});
  }
  const bool any = std::any_of(input.version.pages.begin(), input.version.pages.end(),
                               [](const VersionPage& page) { return !page.words.empty(); });
  if (!any) {
    return fail({"pipeline", std::nullopt, ProblemKind::empty,
                 reason.empty() ? "has no text to compare; see --ocr" : reason});
  }
  return input;
}

}  // namespace

Result<CompareInput> read_compare_input(const std::string& path, Engines& engines) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(io_problem("cannot be read"));
  if ((file >> std::ws).peek() == '{') return from_json(file);
  file.close();
  auto values = all_values(engines.settings());
  if (!values) return fail(std::move(values).error());
  DocumentOrder order;
  order.path = path;
  order.options_hash = options_hash(*values);
  std::string document;
  const auto sink = [&](std::string_view piece) -> Result<void> {
    document += piece;
    return {};
  };
  if (auto info = run_document(std::move(order), engines, sink); !info)
    return fail(std::move(info).error());
  std::istringstream in(std::move(document));
  return from_json(in);
}

}  // namespace tachado::pipeline
