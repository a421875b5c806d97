#include "pipeline/compare.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "pipeline/compare_input.h"
#include "pipeline/engines.h"
#include "pipeline/files.h"
#include "pipeline/messages.h"
#include "stages/export/document_json.h"
#include "stages/export/json_writer.h"

namespace tachado::pipeline {
namespace {

using exporting::JsonWriter;
using exporting::Ratio;

struct Pair {
  std::size_t first = 0;
  std::size_t second = 0;
  TextComparison text;
};

// One place that a document hides, and every document that shows what stands there.
struct Place {
  std::size_t document = 0;
  const Difference* first = nullptr;
  std::vector<std::pair<std::size_t, const Difference*>> shown;  // the document, what it shows
  double confidence = 0;
};

// The same redaction may be answered by several documents.
std::vector<Place> places_of(const std::vector<Pair>& pairs) {
  std::vector<Place> places;
  for (const Pair& pair : pairs) {
    for (const Difference& difference : pair.text.differences) {
      const std::size_t hiding = difference.hidden_in == 0 ? pair.first : pair.second;
      const std::size_t showing = difference.hidden_in == 0 ? pair.second : pair.first;
      auto place = std::find_if(places.begin(), places.end(), [&](const Place& other) {
        return other.document == hiding && !difference.redactions.empty() &&
               other.first->redactions == difference.redactions;
      });
      if (place == places.end()) {
        places.push_back({hiding, &difference, {}, 0});
        place = places.end() - 1;
      }
      place->shown.emplace_back(showing, &difference);
      place->confidence = std::max(place->confidence, difference.confidence);
    }
  }
  std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tuple(a.document, a.first->hidden.page, a.first->hidden.begin) <
           std::tuple(b.document, b.first->hidden.page, b.first->hidden.begin);
  });
  return places;
}

template <typename Number>
void write_two(JsonWriter& json, Number first, Number second) {
  json.begin_array();
  json.value(first);
  json.value(second);
  json.end_array();
}

void write_span(JsonWriter& json, const Evidence& evidence) {
  json.key("span");
  write_two(json, evidence.begin, evidence.end);
}

void write_hidden(JsonWriter& json, const Place& place) {
  const Difference& one = *place.first;
  json.key("hidden");
  json.begin_object();
  json.member("document", place.document);
  json.member("page", one.hidden.page);
  json.member("bbox", one.hidden.box);
  write_span(json, one.hidden);
  json.member("how", one.how == Difference::How::redacted ? "redacted" : "absent");
  json.list("redactions", one.redactions);
  json.member("hides", one.hides.empty() ? "unknown" : one.hides);
  json.member("context", one.hidden.text);
  json.member("source", one.hidden.source);
  json.end_object();
}

void write_shown(JsonWriter& json, const Place& place) {
  json.key("shown");
  json.begin_array();
  for (const auto& [document, difference] : place.shown) {
    json.begin_object();
    json.member("document", document);
    json.member("page", difference->shown.page);
    json.member("bbox", difference->shown.box);
    write_span(json, difference->shown);
    json.member("text", difference->shown.text);
    json.member("context", difference->context);
    json.member("source", difference->shown.source);
    json.end_object();
  }
  json.end_array();
}

void write_pair(JsonWriter& json, const Pair& pair) {
  json.begin_object();
  json.key("documents");
  write_two(json, pair.first, pair.second);
  json.member("similarity", Ratio{pair.text.similarity});
  json.key("pages");
  json.begin_array();
  for (const PagePair& page : pair.text.pages) {
    const auto number = [](int value) { return value > 0 ? std::optional(value) : std::nullopt; };
    json.begin_object();
    json.list("pages", std::vector{number(page.first), number(page.second)});
    json.member("similarity", Ratio{page.similarity});
    json.key("lines");
    json.begin_array();
    for (const LinePair& line : page.lines) write_two(json, line.first, line.second);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string comparison_json(const std::vector<CompareInput>& inputs,
                            const std::vector<Pair>& pairs) {
  std::string out;
  JsonWriter json(out, exporting::Precision::published);
  json.begin_object();
  json.member("schema", kComparisonSchema);
  json.key("tool");
  json.begin_object();
  json.member("name", "tachado");
  json.member("version", exporting::kVersion);
  json.end_object();
  json.key("documents");
  json.begin_array();
  for (const CompareInput& input : inputs) {
    std::size_t redactions = 0;
    for (const VersionPage& page : input.version.pages) redactions += page.regions.size();
    json.line_break();
    json.begin_object();
    json.member("path", input.path);
    json.member("sha256", input.sha256);
    json.member("pages", input.version.pages.size());
    json.member("redactions", redactions);
    json.end_object();
  }
  json.end_array();
  json.key("pairs");
  json.begin_array();
  for (const Pair& pair : pairs) {
    json.line_break();
    write_pair(json, pair);
  }
  json.end_array();
  json.key("differences");
  json.begin_array();
  for (const Place& place : places_of(pairs)) {
    json.line_break();
    json.begin_object();
    write_hidden(json, place);
    write_shown(json, place);
    json.member("confidence", Ratio{place.confidence});
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace

ExitCode compare(const CompareOptions& options) {
  auto rules = fields::Rules::load(options.settings.rule_files);
  if (!rules) {
    say_error("--rules", rules.error().message);
    return ExitCode::could_not_run;
  }
  Engines engines(options.settings, std::move(*rules));
  std::vector<CompareInput> inputs;
  for (const std::string& path : options.inputs) {
    auto input = read_compare_input(path, engines);
    if (!input) {
      say_error(path, describe(input.error()));
      return ExitCode::could_not_run;
    }
    inputs.push_back(std::move(*input));
  }
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    for (std::size_t j = i + 1; j < inputs.size(); ++j) {
      pairs.push_back({i, j, compare_text(inputs[i].version, inputs[j].version)});
      const TextComparison& text = pairs.back().text;
      if (!text.refusal) continue;
      say_error(
          options.inputs[i] + ", " + options.inputs[j],
          "are no versions of one text: " + *text.refusal + "; give versions of the same document");
      return ExitCode::could_not_run;
    }
  }
  if (auto written = write_all(STDOUT_FILENO, comparison_json(inputs, pairs)); !written) {
    say_error("standard output", describe(written.error()));
    return ExitCode::could_not_run;
  }
  return ExitCode::ok;
}

}  // namespace tachado::pipeline
