#include "pipeline/event_log.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>

#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

using Json = nlohmann::ordered_json;

// A log that cannot be written any more is no reason to end a batch.
void write_line(int file, const char* event, const Json& members) {
  const auto now =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  Json line;
  line["time"] = fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                             fmt::gmtime(std::chrono::system_clock::to_time_t(now)),
                             now.time_since_epoch().count() % 1000);
  line["event"] = event;
  line.update(members);
  (void)write_all(file, line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace

Result<EventLog> EventLog::open(const std::string& path) {
  EventLog log;
  log.file_ = Fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (!log.file_) return fail(io_problem("cannot be written"));
  return log;
}

void EventLog::begin(std::size_t inputs, int jobs) const {
  if (file_) write_line(file_.value(), "begin", {{"inputs", inputs}, {"jobs", jobs}});
}

void EventLog::document(const std::string& path, const DocumentRow& row) const {
  if (!file_) return;
  Json members{{"path", replace_invalid_utf8(path)},
               {"status", to_string(row.status)},
               {"problem", nullptr},
               {"pages", row.pages},
               {"pages_examined", row.pages_examined}};
  if (!row.problem.empty()) members["problem"] = row.problem;
  write_line(file_.value(), "document", members);
}

void EventLog::worker_died(const std::string& path, int page, const std::string& reason) const {
  if (!file_) return;
  Json members{{"path", replace_invalid_utf8(path)}, {"page", nullptr}, {"reason", reason}};
  if (page > 0) members["page"] = page;
  write_line(file_.value(), "worker_died", members);
}

void EventLog::end(std::size_t documents, std::size_t failed, double seconds, int exit_code) const {
  if (!file_) return;
  write_line(file_.value(), "end",
             {{"documents", documents},
              {"failed", failed},
              {"seconds", seconds},
              {"exit_code", exit_code}});
}

}  // namespace tachado::pipeline
