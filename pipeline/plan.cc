#include "pipeline/plan.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <queue>
#include <utility>

#include "pipeline/estimate.h"
#include "pipeline/files.h"
#include "pipeline/messages.h"
#include "pipeline/signals.h"
#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "tachado/plan/1";
constexpr double kSecondsPerHour = 3600;

}  // namespace

double Plan::seconds() const {
  double sum = 0;
  for (const PlanEntry& entry : documents) sum += entry.seconds;
  return sum;
}

std::map<std::string, int> Plan::divide(int shards) const {
  std::vector<const PlanEntry*> order;
  for (const PlanEntry& entry : documents) order.push_back(&entry);
  std::sort(order.begin(), order.end(), [](const PlanEntry* a, const PlanEntry* b) {
    return std::pair(-a->seconds, std::string_view(a->path)) <
           std::pair(-b->seconds, std::string_view(b->path));
  });
  using Load = std::pair<double, int>;  // seconds, part
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (int part = 0; part < shards; ++part) loads.emplace(0, part);
  std::map<std::string, int> parts;
  for (const PlanEntry* entry : order) {
    auto [seconds, part] = loads.top();
    loads.pop();
    parts.emplace(entry->path, part);
    loads.emplace(seconds + entry->seconds, part);
  }
  return parts;
}

std::string write_plan(const Plan& plan) {
  int pages = 0;
  for (const PlanEntry& entry : plan.documents) pages += entry.pages;
  std::string out =
      fmt::format("{{\"schema\":\"{}\",\"hours\":{:.2f},\"pages\":{},\"documents\":[\n", kSchema,
                  plan.seconds() / kSecondsPerHour, pages);
  bool first = true;
  for (const PlanEntry& entry : plan.documents) {
    Json line;
    line["path"] = replace_invalid_utf8(entry.path);
    if (!is_utf8(entry.path)) line["path_bytes"] = percent_escape(entry.path);
    line["pages"] = entry.pages;
    line["scanned"] = entry.scanned;
    line["seconds"] = entry.seconds;
    if (!std::exchange(first, false)) out += ",\n";
    out += line.dump();
  }
  return out + "\n]}\n";
}

Result<Plan> read_plan(std::string_view json) {
  const auto damaged = [](std::string what) {
    return fail({"pipeline", std::nullopt, ProblemKind::damaged, std::move(what)});
  };
  const Json root = Json::parse(json, nullptr, false);
  if (!root.is_object() || root.value("schema", Json()) != kSchema ||
      !root.value("documents", Json()).is_array()) {
    return damaged("is no plan; make one with tachado plan");
  }
  Plan plan;
  for (const Json& line : root["documents"]) {
    const Json path = line.is_object() ? line.value("path", Json()) : Json();
    const Json bytes = line.is_object() ? line.value("path_bytes", Json()) : Json();
    const Json seconds = line.is_object() ? line.value("seconds", Json()) : Json();
    if (!path.is_string() || !seconds.is_number()) {
      return damaged(
          fmt::format("document {} has no path or no seconds", plan.documents.size() + 1));
    }
    PlanEntry entry;
    entry.path =
        bytes.is_string() ? percent_decode(bytes.get<std::string>()) : path.get<std::string>();
    entry.seconds = std::max(0.0, seconds.get<double>());
    plan.documents.push_back(std::move(entry));
  }
  return plan;
}

void keep_planned_shard(std::vector<Input>& inputs, const Shard& shard, const Plan& plan) {
  const std::map<std::string, int> parts = plan.divide(shard.of);
  std::erase_if(inputs, [&](const Input& input) {
    const auto found = parts.find(input.path);
    const int part = found != parts.end() ? found->second : hashed_part(input.path, shard.of);
    return part != shard.number - 1;
  });
}

ExitCode make_plan(const PlanOptions& options) {
  catch_interrupts();
  std::vector<std::string> roots;
  auto inputs = collect_inputs(options.inputs, {}, "", &roots);
  if (!inputs) {
    say_error("", inputs.error().message);
    return ExitCode::could_not_run;
  }
  Plan plan;
  Estimator estimator(options.settings, std::move(roots));
  for (const Input& input : *inputs) {
    if (interrupted()) return ExitCode::interrupted;
    plan.documents.push_back(estimator.estimate(input.path));
  }
  const std::string json = write_plan(plan);
  const auto written = options.output == "-" ? write_all(STDOUT_FILENO, json)
                                             : write_file_atomically(options.output, json);
  if (!written) {
    say_error(options.output, written.error().message);
    return ExitCode::could_not_run;
  }
  std::fputs(fmt::format("tachado: {} documents, about {:.1f} hours of one core\n",
                         plan.documents.size(), plan.seconds() / kSecondsPerHour)
                 .c_str(),
             stderr);
  return ExitCode::ok;
}

}  // namespace tachado::pipeline
