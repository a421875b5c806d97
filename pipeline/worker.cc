#include "pipeline/worker.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <utility>

#include "pipeline/content.h"
#include "pipeline/document_run.h"
#include "pipeline/sandbox.h"

namespace tachado::pipeline {
namespace {

// To the worker.
constexpr char kJob = 'j';
constexpr char kFile = 'f';
constexpr char kTurn = 't';
// From the worker.
constexpr char kWantsFile = 'k';
constexpr char kOpened = 'o';
constexpr char kAsksTurn = 'a';
constexpr char kRangeDone = 'r';
constexpr char kAsksKnown = 'h';
constexpr char kDone = 'd';
constexpr char kCannotWrite = 'w';

// Of a document: the pieces that it comes in are small.
constexpr std::size_t kWrittenAtOnce = std::size_t{64} << 10U;

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

// Fields: the path, where its containers end, the manifest's names and values, whether it may be
// shared and may be known, the range or -1, problems.
std::vector<std::string> fields_of(const Job& job) {
  std::vector<std::string> ends;
  for (const std::uint32_t end : job.location.containers) ends.push_back(std::to_string(end));
  std::vector<std::string> values;
  for (const auto& [name, value] : job.manifest) values.insert(values.end(), {name, value});
  return {job.location.path,           join_members(ends),
          join_members(values),        job.may_share ? "1" : "0",
          job.maybe_known ? "1" : "0", std::to_string(job.range.value_or(-1))};
}

std::optional<Job> read_job(const Message& message) {
  constexpr std::size_t kFixed = 6;
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
  // Makes the files that it will need.
  Worker(Channel channel, PageBoard& board, Engines& engines, const WorkerSettings& settings)
      : channel_(std::move(channel)),
        board_(board),
        engines_(engines),
        settings_(settings),
        contents_(engines.settings().passwords, engines.settings().limits.archives) {
    if (auto scratch = make_unnamed_file()) scratch_ = std::move(*scratch);
    contents_.prepare();
  }

  [[nodiscard]] std::vector<int> descriptors() const { return contents_.descriptors(); }

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
    order.page_begun = [this, path = job.location.path](int page) {
      board_.begin(page);
      if (settings_.before_page) settings_.before_page(path, page);
    };
    order.sharing = &sharing;
    return order;
  }

  void do_document(const Job& job, int output) {
    helped_.reset();
    SharingByChannel sharing(channel_, job.may_share);
    DocumentOrder order;
    order.path = job.location.path;
    order.manifest = job.manifest;
    order.options_hash = settings_.options_hash;
    order.refused = job.refused;
    order.scratch = scratch_.value();
    std::vector<std::string> members;
    std::string content;
    if (!order.refused) {
      if (is_archive_name(job.location.path)) {
        auto list = contents_.list(job.location);
        if (list && !list->problem) return send_container(std::move(list->members));
        if (list) members = std::move(list->members);
        order.refused = list ? list->problem : refusal_of(std::move(list).error());
      } else {
        auto opened = contents_.open(job.location);
        if (opened) content = order.content = std::move(*opened);
        if (!opened) order.refused = std::move(opened).error();
      }
    }
    if (job.maybe_known) {
      order.is_known = [this](const std::string& sha256) {
        return channel_.send(kAsksKnown, {sha256}) &&
               read_turn(channel_.receive()).what == Turn::What::kept;
      };
    }
    order.supply = supply_order(job, sharing);
    order.page_judged = [this](int page) { board_.judge(page); };
    std::string pending;
    auto info = run_document(std::move(order), engines_, [&](std::string_view bytes) {
      pending += bytes;
      return pending.size() < kWrittenAtOnce ? Result<void>() : flush(output, pending);
    });
    if (info) {
      if (auto flushed = flush(output, pending); !flushed) info = fail(std::move(flushed).error());
    }
    if (info && *info) {
      DocumentRow row = make_row(**info);
      // Only a document with attachments can be a portfolio.
      if (members.empty() && !(*info)->metadata.attachments.empty()) {
        members = contents_.portfolio_files(content);
      }
      row.members = std::move(members);
      channel_.send(kDone, encode(row));
    } else if (!info) {
      channel_.send(kCannotWrite, {info.error().message});
    }
  }

  static Result<void> flush(int output, std::string& pending) {
    auto written = write_all(output, pending);
    pending.clear();
    return written;
  }

  void send_container(std::vector<std::string> members) {
    DocumentRow row;
    row.status = Status::ok;
    row.container = true;
    row.members = std::move(members);
    channel_.send(kDone, encode(row));
  }

  // What is called an archive and is none may be a document: it is looked at as one.
  static std::optional<Problem> refusal_of(Problem problem) {
    if (problem.kind == ProblemKind::unsupported) return std::nullopt;
    return problem;
  }

  // The document stays open for the next range. One that cannot be opened keeps nothing: the
  // worker that it belongs to finds the same.
  void help(const Job& job) {
    if (!helped_ || helped_path_ != job.location.path) {
      helped_ = OpenedFile();
      helped_path_ = job.location.path;
      if (auto content = contents_.open(job.location)) {
        helped_ = open_file(job.location.path, engines_.settings(), *content);
      }
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
  PageBoard& board_;
  Engines& engines_;
  const WorkerSettings& settings_;
  ContentFiles contents_;
  Fd scratch_;
  Fd kept_;  // came for the next job
  std::optional<OpenedFile> helped_;
  std::string helped_path_;
};

}  // namespace

bool send_file(Channel& channel, int file) { return channel.send(kFile, {}, file); }

bool send_job(Channel& channel, const Job& job, int output, int kept) {
  std::vector<std::string> fields = fields_of(job);
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
    case kAsksKnown:
      answer.kind = Answer::Kind::asks_known;
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
  auto row = decode_row(fields);
  if (!row) return std::nullopt;
  answer.row = std::move(*row);
  return answer;
}

void work(Channel channel, PageBoard& board, Engines& engines, const WorkerSettings& settings) {
  int status = 0;
  try {
    // A sealed worker cannot make files.
    Worker worker(std::move(channel), board, engines, settings);
    if (settings.sealed && !seal({settings.readable, worker.descriptors()})) {
      ::_exit(kExitUnsealed);
    }
    worker.live();
  } catch (const std::bad_alloc&) {
    status = kExitOutOfMemory;
  } catch (const std::exception&) {
    status = kExitException;
  }
  // Without destructors and exit handlers: the process's memory goes as a whole.
  ::_exit(status);
}

}  // namespace tachado::pipeline
