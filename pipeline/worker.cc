#include "pipeline/worker.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <utility>

#include "pipeline/document_run.h"
#include "pipeline/sandbox.h"

namespace tachado::pipeline {
namespace {

constexpr char kJob = 'j';
constexpr char kPageBegun = 'p';
constexpr char kDone = 'd';
constexpr char kCannotWrite = 'w';

// A problem with its page, as three fields. Page 0: none.
void put_problem(std::vector<std::string>& fields, int page, const Problem& problem) {
  fields.push_back(std::to_string(page));
  fields.emplace_back(to_string(problem.kind));
  fields.push_back(problem.message);
}

// Fields: the path, then for each thing that is not to be touched what it is and its problem.
std::optional<Job> read_job(const Message& message) {
  constexpr std::size_t kProblemFields = 3;
  if (message.kind != kJob || message.fields.empty()) return std::nullopt;
  Job job;
  job.path = message.fields[0];
  for (std::size_t at = 1; at + kProblemFields < message.fields.size(); at += kProblemFields + 1) {
    const std::string& what = message.fields[at];
    const int page = std::atoi(message.fields[at + 1].c_str());
    Problem problem{"pipeline", std::nullopt,
                    problem_kind_from(message.fields[at + 2]).value_or(ProblemKind::internal),
                    message.fields[at + 3]};
    if (what == "refused") {
      job.refused = std::move(problem);
    } else if (what == "page") {
      job.skipped.emplace(page, std::move(problem));
    } else {
      job.skipped_from.emplace(page, std::move(problem));
    }
  }
  return job;
}

void do_job(Channel& channel, const Job& job, int output, Engines& engines,
            const std::string& options_hash, int scratch) {
  DocumentOrder order;
  order.path = job.path;
  order.options_hash = options_hash;
  order.refused = job.refused;
  order.skipped = job.skipped;
  order.skipped_from = job.skipped_from;
  order.scratch = scratch;
  order.page_begun = [&](int page) { channel.send(kPageBegun, {std::to_string(page)}); };
  auto info = run_document(order, engines,
                           [&](std::string_view bytes) { return write_all(output, bytes); });
  if (info) {
    channel.send(kDone, encode(make_row(*info)));
  } else {
    channel.send(kCannotWrite, {info.error().message});
  }
}

}  // namespace

bool send_job(Channel& channel, const Job& job, int output) {
  std::vector<std::string> fields{job.path};
  const auto put = [&](const char* what, int page, const Problem& problem) {
    fields.emplace_back(what);
    put_problem(fields, page, problem);
  };
  if (job.refused) put("refused", 0, *job.refused);
  for (const auto& [page, problem] : job.skipped) put("page", page, problem);
  if (job.skipped_from) put("from", job.skipped_from->first, job.skipped_from->second);
  return channel.send(kJob, fields, output);
}

std::optional<Answer> read_answer(const Message& message) {
  Answer answer;
  if (message.kind == kPageBegun && message.fields.size() == 1) {
    answer.kind = Answer::Kind::page_begun;
    answer.page = std::atoi(message.fields[0].c_str());
    return answer;
  }
  if (message.kind == kCannotWrite && message.fields.size() == 1) {
    answer.kind = Answer::Kind::cannot_write;
    answer.message = message.fields[0];
    return answer;
  }
  auto row = decode_row(message.fields);
  if (message.kind != kDone || !row) return std::nullopt;
  answer.row = std::move(*row);
  return answer;
}

void work(Channel channel, Engines& engines, const std::string& options_hash, bool sealed) {
  int status = 0;
  try {
    // Made before any document is seen, and kept: a sealed worker cannot make files.
    auto scratch = make_unnamed_file();
    if (sealed && !seal()) ::_exit(kExitUnsealed);
    while (std::optional<Message> message = channel.receive()) {
      const auto job = read_job(*message);
      if (!job) break;
      do_job(channel, *job, message->fd.value(), engines, options_hash,
             scratch ? scratch->value() : -1);
    }
  } catch (const std::bad_alloc&) {
    status = kExitOutOfMemory;
  } catch (const std::exception&) {
    status = kExitException;
  }
  // Without destructors and exit handlers: the process's memory goes as a whole.
  ::_exit(status);
}

}  // namespace tachado::pipeline
