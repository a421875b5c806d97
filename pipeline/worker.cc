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

// To the worker.
constexpr char kJob = 'j';
constexpr char kFile = 'f';
constexpr char kTurn = 't';
// From the worker.
constexpr char kPageBegun = 'p';
constexpr char kPageJudged = 'q';
constexpr char kWantsFile = 'k';
constexpr char kOpened = 'o';
constexpr char kAsksTurn = 'a';
constexpr char kRangeDone = 'r';
constexpr char kDone = 'd';
constexpr char kCannotWrite = 'w';

// ---- things that are not to be touched: what, page (0: all), kind and message of the problem ----

constexpr std::size_t kProblemFields = 4;

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

// ---- jobs and turns ----

// Fields: the path, whether it may be shared, the range or -1, problems.
std::optional<Job> read_job(const Message& message) {
  constexpr std::size_t kFixed = 3;
  if (message.kind != kJob || message.fields.size() < kFixed) return std::nullopt;
  Job job;
  job.path = message.fields[0];
  job.may_share = message.fields[1] == "1";
  if (const int range = std::atoi(message.fields[2].c_str()); range >= 0) job.range = range;
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

// ---- sharing, as questions to the supervisor ----

class SharingByChannel : public Sharing {
 public:
  SharingByChannel(Channel& channel, bool possible) : channel_(channel), possible_(possible) {}

  Fd file() override {
    if (!channel_.send(kWantsFile, {})) return {};
    std::optional<Message> answer = channel_.receive();
    return answer && answer->kind == kFile ? std::move(answer->fd) : Fd();
  }
  bool possible() const override { return possible_; }
  void open(int ranges, const std::vector<int>& kept, int next) override {
    std::vector<std::string> fields{std::to_string(ranges), std::to_string(next)};
    for (const int range : kept) fields.push_back(std::to_string(range));
    channel_.send(kOpened, fields);
  }
  Turn turn(int range) override {
    if (!channel_.send(kAsksTurn, {std::to_string(range)})) return read_turn(std::nullopt);
    return read_turn(channel_.receive());
  }
  void done(int range) override { channel_.send(kRangeDone, {std::to_string(range)}); }

 private:
  Channel& channel_;
  bool possible_;
};

// ---- the worker ----

class Worker {
 public:
  Worker(Channel channel, Engines& engines, const WorkerSettings& settings, int scratch)
      : channel_(std::move(channel)), engines_(engines), settings_(settings), scratch_(scratch) {}

  void live() {
    while (std::optional<Message> message = channel_.receive()) {
      if (message->kind == kFile) {
        kept_ = std::move(message->fd);
        continue;
      }
      const auto job = read_job(*message);
      if (!job) return;
      if (job->range) {
        help(*job);
      } else {
        do_document(*job, message->fd.value());
      }
      kept_.reset();
    }
  }

 private:
  SupplyOrder supply_order(const Job& job, Sharing& sharing) {
    SupplyOrder order;
    order.kept_key = settings_.kept_key;
    order.kept = std::move(kept_);
    order.skipped = job.skipped;
    order.page_begun = [this](int page) { channel_.send(kPageBegun, {std::to_string(page)}); };
    order.sharing = &sharing;
    return order;
  }

  void do_document(const Job& job, int output) {
    helped_.reset();
    SharingByChannel sharing(channel_, job.may_share);
    DocumentOrder order;
    order.path = job.path;
    order.options_hash = settings_.options_hash;
    order.refused = job.refused;
    order.scratch = scratch_;
    order.supply = supply_order(job, sharing);
    order.page_judged = [this](int page) { channel_.send(kPageJudged, {std::to_string(page)}); };
    auto info = run_document(std::move(order), engines_,
                             [&](std::string_view bytes) { return write_all(output, bytes); });
    if (info) {
      channel_.send(kDone, encode(make_row(*info)));
    } else {
      channel_.send(kCannotWrite, {info.error().message});
    }
  }

  // The document stays open for the next range. One that cannot be opened keeps nothing: the
  // worker that it belongs to finds the same.
  void help(const Job& job) {
    channel_.send(kPageBegun, {"0"});
    if (!helped_ || helped_path_ != job.path) {
      helped_ = open_file(job.path, engines_.settings());
      helped_path_ = job.path;
    }
    SharingByChannel sharing(channel_, false);
    if (helped_->source != nullptr) {
      PageSupply supply(supply_order(job, sharing), *helped_, engines_);
      if (auto kept = supply.read_and_keep(*job.range); !kept) {
        channel_.send(kCannotWrite, {kept.error().message});
        return;
      }
    }
    channel_.send(kRangeDone, {std::to_string(*job.range)});
  }

  Channel channel_;
  Engines& engines_;
  const WorkerSettings& settings_;
  int scratch_;
  Fd kept_;  // came for the next job
  std::optional<OpenedFile> helped_;
  std::string helped_path_;
};

}  // namespace

bool send_file(Channel& channel, int file) { return channel.send(kFile, {}, file); }

bool send_job(Channel& channel, const Job& job, int output, int kept) {
  std::vector<std::string> fields{job.path, job.may_share ? "1" : "0",
                                  std::to_string(job.range.value_or(-1))};
  if (job.refused) put_problem(fields, "refused", 0, *job.refused);
  put_skipped(fields, job.skipped);
  if (kept >= 0 && !send_file(channel, kept)) return false;
  return channel.send(kJob, fields, output);
}

bool send_turn(Channel& channel, const Turn& turn) {
  const char* what = turn.what == Turn::What::kept    ? "kept"
                     : turn.what == Turn::What::other ? "other"
                                                      : "read";
  std::vector<std::string> fields{what, std::to_string(turn.range)};
  put_skipped(fields, turn.skipped);
  return channel.send(kTurn, fields);
}

std::optional<Answer> read_answer(const Message& message) {
  Answer answer;
  const std::vector<std::string>& fields = message.fields;
  const auto number = [&](std::size_t at) {
    return at < fields.size() ? std::atoi(fields[at].c_str()) : 0;
  };
  switch (message.kind) {
    case kPageBegun:
    case kPageJudged:
      answer.kind =
          message.kind == kPageBegun ? Answer::Kind::page_begun : Answer::Kind::page_judged;
      answer.page = number(0);
      return answer;
    case kWantsFile:
      answer.kind = Answer::Kind::wants_file;
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
    case kCannotWrite:
      answer.kind = Answer::Kind::cannot_write;
      if (!fields.empty()) answer.message = fields[0];
      return answer;
    case kDone:
      break;
    default:
      return std::nullopt;
  }
  auto row = decode_row(fields);
  if (!row) return std::nullopt;
  answer.row = std::move(*row);
  return answer;
}

void work(Channel channel, Engines& engines, const WorkerSettings& settings) {
  int status = 0;
  try {
    // Made before any document is seen, and kept: a sealed worker cannot make files.
    auto scratch = make_unnamed_file();
    if (settings.sealed && !seal()) ::_exit(kExitUnsealed);
    Worker(std::move(channel), engines, settings, scratch ? scratch->value() : -1).live();
  } catch (const std::bad_alloc&) {
    status = kExitOutOfMemory;
  } catch (const std::exception&) {
    status = kExitException;
  }
  // Without destructors and exit handlers: the process's memory goes as a whole.
  ::_exit(status);
}

}  // namespace tachado::pipeline
