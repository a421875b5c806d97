#include "pipeline/plan.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <queue>
#include <utility>

#include "pipeline/digest.h"
#include "pipeline/estimate.h"
#include "pipeline/files.h"
#include "pipeline/manifest.h"
#include "pipeline/messages.h"
#include "pipeline/progress.h"
#include "pipeline/signals.h"
#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "tachado/plan/1";
constexpr double kSecondsPerHour = 3600;
// Some four million documents.
constexpr std::size_t kMostPlanBytes = std::size_t{512} << 20U;
// Slurm's arrays have at most so many jobs unless it was told otherwise (MaxArraySize).
constexpr int kMostUnasked = 1000;
// Of one document, for the sum that is shown.
constexpr int kMostPages = 10'000'000;
constexpr std::size_t kIdDigits = 16;
// Of what is written of seconds and shares: more than any estimate knows.
constexpr double kDecimals = 1000;

double rounded(double value) { return std::round(value * kDecimals) / kDecimals; }

void put_path(Json& to, const std::string& path) {
  to["path"] = replace_invalid_utf8(path);
  if (!is_utf8(path)) to["path_bytes"] = percent_escape(path);
}

std::optional<std::string> path_in(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const Json path = json.value("path", Json());
  const Json bytes = json.value("path_bytes", Json());
  if (bytes.is_string()) return percent_decode(bytes.get<std::string>());
  if (path.is_string()) return path.get<std::string>();
  return std::nullopt;
}

std::optional<Problem> problem_in(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const Json kind = json.value("kind", Json());
  const Json message = json.value("message", Json());
  if (!kind.is_string() || !message.is_string()) return std::nullopt;
  return Problem{"pipeline", std::nullopt,
                 problem_kind_from(kind.get<std::string>()).value_or(ProblemKind::io),
                 message.get<std::string>()};
}

double number_in(const Json& json, const char* name) {
  const Json value = json.value(name, Json());
  return value.is_number() ? value.get<double>() : 0;
}

// From 0 to `most`; -1 where it is something else.
int count_in(const Json& json, const char* name, int most) {
  const double value = number_in(json, name);
  return value >= 0 && value <= most ? static_cast<int>(value) : -1;
}

std::string line_of(const PlanEntry& entry) {
  Json line;
  put_path(line, entry.input.path);
  if (entry.input.problem) {
    line["problem"] = {{"kind", to_string(entry.input.problem->kind)},
                       {"message", replace_invalid_utf8(entry.input.problem->message)}};
  }
  line["pages"] = entry.pages;
  line["scanned"] = rounded(entry.scanned);
  line["seconds"] = rounded(entry.seconds);
  if (entry.shard > 0) line["shard"] = entry.shard;
  return line.dump();
}

std::string id_of(const Plan& plan) {
  Sha256 sum;
  sum.add(fmt::format("{}\n", plan.shards));
  for (const PlanEntry& entry : plan.documents) {
    sum.add(std::string_view(entry.input.path.c_str(), entry.input.path.size() + 1));
  }
  return sum.hex().substr(0, kIdDigits);
}

// Takes the documents out of the text one by one: the tree of them all would be ten times the text.
class Reader {
 public:
  Result<Plan> read(std::string_view json) {
    const auto visit = [this](int depth, Json::parse_event_t event, Json& value) {
      return keep(depth, event, value);
    };
    const Json root = Json::parse(json, visit, false);
    if (!root.is_object() || root.value("schema", Json()) != kSchema ||
        !root.value("documents", Json()).is_array()) {
      return damaged("is no plan; make one with tachado plan");
    }
    if (bad_ > 0) return damaged(fmt::format("document {} has no path or no seconds", bad_));
    plan_.shards = count_in(root, "shards", kMostShards);
    if (plan_.shards < 0) return damaged(fmt::format("has more than {} shards", kMostShards));
    const Json id = root.value("id", Json());
    if (id.is_string()) plan_.id = id.get<std::string>();
    for (const Json& item : root.value("roots", Json::array())) {
      if (auto path = path_in(item)) plan_.roots.push_back(std::move(*path));
    }
    for (std::size_t i = 0; i < plan_.documents.size(); ++i) {
      const int shard = plan_.documents[i].shard;
      if (plan_.shards > 0 ? shard < 1 || shard > plan_.shards : shard != 0) {
        return damaged(fmt::format("document {} belongs to no shard of {}", i + 1, plan_.shards));
      }
    }
    return std::move(plan_);
  }

 private:
  static tl::unexpected<Problem> damaged(std::string what) {
    return fail({"pipeline", std::nullopt, ProblemKind::damaged, std::move(what)});
  }

  bool keep(int depth, Json::parse_event_t event, Json& value) {
    constexpr int kMember = 1;
    constexpr int kDocument = 2;
    if (depth == kMember && event == Json::parse_event_t::key) {
      in_documents_ = value.get<std::string>() == "documents";
    }
    if (!in_documents_ || depth != kDocument) return true;
    if (event == Json::parse_event_t::object_start) return true;
    if (event == Json::parse_event_t::object_end) add(value);
    return event == Json::parse_event_t::key;
  }

  void add(const Json& line) {
    auto path = path_in(line);
    if (!path || !line.value("seconds", Json()).is_number()) {
      if (bad_ == 0) bad_ = plan_.documents.size() + 1;
      return;
    }
    PlanEntry entry;
    entry.input = {std::move(*path), problem_in(line.value("problem", Json()))};
    entry.pages = std::max(0, count_in(line, "pages", kMostPages));
    entry.scanned = number_in(line, "scanned");
    entry.seconds = std::max(0.0, number_in(line, "seconds"));
    entry.shard = count_in(line, "shard", kMostShards);
    plan_.documents.push_back(std::move(entry));
  }

  Plan plan_;
  bool in_documents_ = false;
  std::size_t bad_ = 0;  // the first document that says too little, from 1
};

Result<void> divide_for(Plan& plan, const Shard& shard) {
  if (plan.shards == 0) plan.divide(shard.of);
  if (plan.shards == shard.of) return {};
  return fail({"pipeline", std::nullopt, ProblemKind::unsupported,
               fmt::format("divides the inputs into {} shards; give --shard {}/{}", plan.shards,
                           std::min(shard.number, plan.shards), plan.shards)});
}

int shards_for(const PlanOptions& options, const Plan& plan) {
  if (options.shard_hours <= 0) return options.shards;
  const double parts = std::ceil(plan.seconds() / kSecondsPerHour / options.shard_hours);
  return static_cast<int>(std::clamp(parts, 1.0, double{kMostUnasked}));
}

// The plan that is there already, where it is divided as is asked for; else none.
Plan earlier_plan(const PlanOptions& options) {
  if (options.output == "-") return {};
  auto plan = load_plan(options.output);
  const bool same =
      plan && plan->shards > 0 && (options.shards == 0 || options.shards == plan->shards);
  return same ? std::move(*plan) : Plan();
}

// The folder that the plan is written to where it holds the results of shards: those are no inputs.
std::string output_around(const std::string& plan) {
  const std::size_t slash = plan.rfind('/');
  if (slash == std::string::npos) return "";
  const std::string folder = plan.substr(0, slash);
  return ::access((folder + "/shards").c_str(), F_OK) == 0 ? folder : "";
}

std::string hours(double seconds) {
  return seconds >= kSecondsPerHour ? fmt::format("{:.1f} hours", seconds / kSecondsPerHour)
                                    : fmt::format("{:.1f} minutes", seconds / 60);
}

std::string said_of(const Plan& plan) {
  std::int64_t pages = 0;
  double scanned = 0;
  for (const PlanEntry& entry : plan.documents) {
    pages += entry.pages;
    scanned += entry.pages * entry.scanned;
  }
  std::string said = fmt::format(
      "tachado: {} documents, {} pages, {:.0f} of them to be recognised: about {} of one core\n",
      plan.documents.size(), pages, scanned, hours(plan.seconds()));
  if (plan.shards > 0) {
    said += fmt::format("tachado: {} shards, the longest about {} of one core\n", plan.shards,
                        hours(plan.longest_part()));
  }
  return said;
}

}  // namespace

double Plan::seconds() const {
  double sum = 0;
  for (const PlanEntry& entry : documents) sum += entry.seconds;
  return sum;
}

double Plan::longest_part() const {
  std::vector<double> parts(static_cast<std::size_t>(shards) + 1);
  for (const PlanEntry& entry : documents) {
    parts[static_cast<std::size_t>(entry.shard)] += entry.seconds;
  }
  double longest = 0;
  for (const double seconds : parts) longest = std::max(longest, seconds);
  return longest;
}

void Plan::divide(int parts) {
  shards = parts;
  std::vector<double> begun(static_cast<std::size_t>(parts));
  std::vector<PlanEntry*> order;
  for (PlanEntry& entry : documents) {
    if (entry.shard == 0) {
      order.push_back(&entry);
    } else {
      begun[static_cast<std::size_t>(entry.shard) - 1] += entry.seconds;
    }
  }
  std::sort(order.begin(), order.end(), [](const PlanEntry* a, const PlanEntry* b) {
    return std::pair(-a->seconds, std::string_view(a->input.path)) <
           std::pair(-b->seconds, std::string_view(b->input.path));
  });
  using Load = std::pair<double, int>;  // seconds, part
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (int part = 0; part < parts; ++part) {
    loads.emplace(begun[static_cast<std::size_t>(part)], part + 1);
  }
  for (PlanEntry* entry : order) {
    const auto [seconds, part] = loads.top();
    loads.pop();
    entry->shard = part;
    loads.emplace(seconds + entry->seconds, part);
  }
  if (id.empty()) id = id_of(*this);
}

std::string write_plan(const Plan& plan) {
  std::int64_t pages = 0;
  for (const PlanEntry& entry : plan.documents) pages += entry.pages;
  std::string out = fmt::format("{{\"schema\":\"{}\",\"hours\":{:.2f},\"pages\":{},", kSchema,
                                plan.seconds() / kSecondsPerHour, pages);
  if (plan.shards > 0) {
    out += fmt::format("\"shards\":{},\"longest_seconds\":{:.0f},\"id\":\"{}\",", plan.shards,
                       std::ceil(plan.longest_part()), plan.id);
  }
  Json roots = Json::array();
  for (const std::string& root : plan.roots) put_path(roots.emplace_back(), root);
  out += fmt::format("\"roots\":{},\"documents\":[\n", roots.dump());
  bool first = true;
  for (const PlanEntry& entry : plan.documents) {
    if (!std::exchange(first, false)) out += ",\n";
    out += line_of(entry);
  }
  return out + "\n]}\n";
}

Result<Plan> read_plan(std::string_view json) { return Reader().read(json); }

Result<Plan> load_plan(const std::string& path) {
  const auto text = read_small_file(path, kMostPlanBytes);
  if (!text) return fail(text.error());
  return read_plan(*text);
}

Result<std::vector<Input>> planned_shard(Plan plan, const Shard& shard) {
  if (auto divided = divide_for(plan, shard); !divided) return fail(std::move(divided).error());
  std::vector<Input> inputs;
  for (PlanEntry& entry : plan.documents) {
    if (entry.shard == shard.number) inputs.push_back(std::move(entry.input));
  }
  return inputs;
}

Result<void> keep_planned_shard(std::vector<Input>& inputs, const Shard& shard, Plan plan) {
  if (auto divided = divide_for(plan, shard); !divided) return divided;
  std::map<std::string_view, int> parts;
  for (const PlanEntry& entry : plan.documents) parts.emplace(entry.input.path, entry.shard);
  std::erase_if(inputs, [&](const Input& input) {
    const auto found = parts.find(input.path);
    const int part = found != parts.end() ? found->second : hashed_part(input.path, shard.of) + 1;
    return part != shard.number;
  });
  return {};
}

ExitCode make_plan(const PlanOptions& options) {
  catch_interrupts();
  const auto could_not_run = [](std::string_view subject, const std::string& what) {
    say_error(subject, what);
    return ExitCode::could_not_run;
  };
  const auto manifest =
      options.manifest.empty() ? Result<Manifest>() : Manifest::load(options.manifest);
  if (!manifest) return could_not_run(options.manifest, manifest.error().message);
  Plan plan;
  auto inputs =
      collect_inputs(options.inputs, manifest->paths(), output_around(options.output), &plan.roots);
  if (!inputs) return could_not_run("", inputs.error().message);

  const bool divided = options.shards > 0 || options.shard_hours > 0;
  const Plan earlier = divided ? earlier_plan(options) : Plan();
  std::map<std::string_view, const PlanEntry*> known;
  for (const PlanEntry& entry : earlier.documents) known.emplace(entry.input.path, &entry);
  Estimator estimator(options.settings, plan.roots);
  Progress progress(inputs->size(), ProgressMode::human);
  DocumentRow looked_into;
  looked_into.status = Status::ok;
  for (Input& input : *inputs) {
    if (interrupted()) return ExitCode::interrupted;
    progress.tick(input.path);
    const auto found = known.find(input.path);
    plan.documents.push_back(found != known.end() ? *found->second
                                                  : estimator.estimate(std::move(input)));
    progress.document(looked_into);
  }
  progress.finish();
  plan.id = earlier.id;
  if (divided) plan.divide(earlier.shards > 0 ? earlier.shards : shards_for(options, plan));
  const std::string json = write_plan(plan);
  const auto written = options.output == "-" ? write_all(STDOUT_FILENO, json)
                                             : write_file_atomically(options.output, json);
  if (!written) return could_not_run(options.output, written.error().message);
  std::fputs(said_of(plan).c_str(), stderr);
  return ExitCode::ok;
}

}  // namespace tachado::pipeline
