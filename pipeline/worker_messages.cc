#include "pipeline/worker_messages.h"

#include <charconv>
#include <cstdlib>
#include <utility>

namespace tachado::pipeline {
namespace {

// ---- things that are not to be touched: what, page (0: all), kind and message of the problem ----

constexpr std::size_t kProblemFields = 4;
// Of an answer about a document, besides its row.
constexpr std::size_t kDoneFields = 3;

void put_problem(std::vector<std::string>& fields, const char* what, int page,
                 const Problem& problem) {
  fields.emplace_back(what);
  fields.push_back(std::to_string(page));
  fields.emplace_back(to_string(problem.kind));
  fields.push_back(problem.message);
}

void put_skipped(std::vector<std::string>& fields, const Skipped& skipped) {
  for (const auto& [page, problem] : skipped.pages) put_problem(fields, "page", page, problem);
  if (skipped.from) put_problem(fields, "from", skipped.from->first, skipped.from->second);
}

void read_problems(const std::vector<std::string>& fields, std::size_t at, Skipped& skipped,
                   std::optional<Problem>& refused) {
  for (; at + kProblemFields <= fields.size(); at += kProblemFields) {
    const int page = std::atoi(fields[at + 1].c_str());
    Problem problem{"pipeline", std::nullopt,
                    problem_kind_from(fields[at + 2]).value_or(ProblemKind::internal),
                    fields[at + 3]};
    if (fields[at] == "refused") {
      refused = std::move(problem);
    } else if (fields[at] == "page") {
      skipped.pages.emplace(page, std::move(problem));
    } else {
      skipped.from.emplace(page, std::move(problem));
    }
  }
}

// 0 where it is none.
template <typename Number>
Number number_from(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// ---- jobs and turns ----

// Fields: the path, where its containers end, the manifest's names and values, whether it may be
// shared and may be known, the range or -1, its number, problems.
std::vector<std::string> fields_of(const Job& job) {
  std::vector<std::string> ends;
  for (const std::uint32_t end : job.location.containers) ends.push_back(std::to_string(end));
  std::vector<std::string> values;
  for (const auto& [name, value] : job.manifest) values.insert(values.end(), {name, value});
  return {job.location.path,           join_members(ends),
          join_members(values),        job.may_share ? "1" : "0",
          job.maybe_known ? "1" : "0", std::to_string(job.range.value_or(-1)),
          std::to_string(job.number)};
}

}  // namespace

std::optional<Job> read_job(const Message& message) {
  constexpr std::size_t kFixed = 7;
  if (message.kind != kJob || message.fields.size() < kFixed) return std::nullopt;
  Job job;
  job.location.path = message.fields[0];
  for (const std::string& end : split_members(message.fields[1])) {
    job.location.containers.push_back(static_cast<std::uint32_t>(std::atoi(end.c_str())));
  }
  const std::vector<std::string> values = split_members(message.fields[2]);
  for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
    job.manifest.emplace(values[i], values[i + 1]);
  }
  job.may_share = message.fields[3] == "1";
  job.maybe_known = message.fields[4] == "1";
  if (const int range = std::atoi(message.fields[5].c_str()); range >= 0) job.range = range;
  job.number = static_cast<std::uint32_t>(std::strtoul(message.fields[6].c_str(), nullptr, 10));
  read_problems(message.fields, kFixed, job.skipped, job.refused);
  return job;
}

// Fields: what, the range, problems.
Turn read_turn(const std::optional<Message>& message) {
  constexpr std::size_t kFixed = 2;
  Turn turn;
  turn.what = Turn::What::gone;
  if (!message || message->kind != kTurn || message->fields.size() < kFixed) return turn;
  const std::string& what = message->fields[0];
  turn.what = what == "kept"    ? Turn::What::kept
              : what == "other" ? Turn::What::other
                                : Turn::What::read;
  turn.range = std::atoi(message->fields[1].c_str());
  std::optional<Problem> refused;
  read_problems(message->fields, kFixed, turn.skipped, refused);
  return turn;
}

void put_file(Channel& channel, int file) { channel.put(kFile, {}, file); }

void put_kept(Channel& channel, int file) { channel.put(kKept, {}, file); }

void put_job(Channel& channel, const Job& job) {
  std::vector<std::string> fields = fields_of(job);
  if (job.refused) put_problem(fields, "refused", 0, *job.refused);
  put_skipped(fields, job.skipped);
  channel.put(kJob, fields);
}

bool send_turn(Channel& channel, const Turn& turn) {
  const char* what = turn.what == Turn::What::kept    ? "kept"
                     : turn.what == Turn::What::other ? "other"
                                                      : "read";
  std::vector<std::string> fields{what, std::to_string(turn.range)};
  put_skipped(fields, turn.skipped);
  return channel.send(kTurn, fields);
}

// Fields: those of the row, then the size, the line, the document.
std::vector<std::string> done_fields(const DocumentRow& row, std::int64_t bytes, std::string line,
                                     std::string document) {
  std::vector<std::string> fields = encode(row);
  fields.push_back(std::to_string(bytes));
  fields.push_back(std::move(line));
  fields.push_back(std::move(document));
  return fields;
}

std::optional<Answer> read_answer(const MessageView& message) {
  Answer answer;
  const std::vector<std::string_view>& fields = message.fields;
  const auto number = [&](std::size_t at) {
    return at < fields.size() ? number_from<int>(fields[at]) : 0;
  };
  switch (message.kind) {
    case kWantsFile:
    case kWantsOutput:
      answer.kind =
          message.kind == kWantsFile ? Answer::Kind::wants_file : Answer::Kind::wants_output;
      return answer;
    case kOpened:
      answer.kind = Answer::Kind::opened;
      answer.ranges = number(0);
      answer.range = number(1);
      for (std::size_t at = 2; at < fields.size(); ++at) answer.kept.push_back(number(at));
      return answer;
    case kAsksTurn:
    case kRangeDone:
      answer.kind = message.kind == kAsksTurn ? Answer::Kind::asks_turn : Answer::Kind::range_done;
      answer.range = number(0);
      return answer;
    case kLeaves:
      answer.kind = Answer::Kind::leaves;
      if (!fields.empty()) answer.sha256 = fields[0];
      return answer;
    case kCannotWrite:
      answer.kind = Answer::Kind::cannot_write;
      if (!fields.empty()) answer.message = fields[0];
      return answer;
    case kDone:
      break;
    default:
      return std::nullopt;
  }
  if (fields.size() < kDoneFields) return std::nullopt;
  const std::size_t of_row = fields.size() - kDoneFields;
  answer.bytes = number_from<std::int64_t>(fields[of_row]);
  answer.line = fields[of_row + 1];
  answer.document = fields[of_row + 2];
  // Of documents.jsonl one line is its own.
  if (answer.line.find('\n') != std::string_view::npos) return std::nullopt;
  auto row = decode_row({fields.data(), of_row});
  if (!row) return std::nullopt;
  answer.row = std::move(*row);
  return answer;
}

}  // namespace tachado::pipeline
