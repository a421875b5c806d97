#include "pipeline/worker.h"

#include <unistd.h>

#include <cstdlib>
#include <deque>
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
constexpr char kWantsOutput = 'p';
constexpr char kOpened = 'o';
constexpr char kAsksTurn = 'a';
constexpr char kRangeDone = 'r';
constexpr char kAsksKnown = 'h';
constexpr char kDone = 'd';
constexpr char kCannotWrite = 'w';

// Of a document: the pieces that it comes in are small. One that has less goes with the answer: no
// file has to be handed over for it.
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

// ---- what the supervisor says: documents may come before the answer to a question ----

class Inbox {
 public:
  explicit Inbox(Channel& channel) : channel_(channel) {}

  // The next document or range, or what comes with it.
  [[nodiscard]] std::optional<Message> next() {
    if (later_.empty()) return channel_.receive();
    std::optional<Message> message = std::move(later_.front());
    later_.pop_front();
    return message;
  }
  // What comes once this was asked; none when the supervisor is gone.
  [[nodiscard]] std::optional<Message> ask(char kind, const std::vector<std::string>& fields = {}) {
    if (!channel_.send(kind, fields)) return std::nullopt;
    for (;;) {
      std::optional<Message> message = channel_.receive();
      if (!message || message->kind != kJob) return message;
      later_.push_back(std::move(*message));
    }
  }

 private:
  Channel& channel_;
  std::deque<Message> later_;
};

// ---- sharing, as questions to the supervisor ----

class SharingByChannel : public Sharing {
 public:
  SharingByChannel(Channel& channel, Inbox& inbox, bool possible)
      : channel_(channel), inbox_(inbox), possible_(possible) {}

  Fd file() override {
    std::optional<Message> answer = inbox_.ask(kWantsFile);
    return answer && answer->kind == kFile ? std::move(answer->fd) : Fd();
  }
  bool possible() const override { return possible_; }
  void open(int ranges, const std::vector<int>& kept, int next) override {
    std::vector<std::string> fields{std::to_string(ranges), std::to_string(next)};
    for (const int range : kept) fields.push_back(std::to_string(range));
    channel_.send(kOpened, fields);
  }
  Turn turn(int range) override {
    return read_turn(inbox_.ask(kAsksTurn, {std::to_string(range)}));
  }
  void done(int range) override { channel_.send(kRangeDone, {std::to_string(range)}); }

 private:
  Channel& channel_;
  Inbox& inbox_;
  bool possible_;
};

// ---- the worker ----

class Worker {
 public:
  // Makes the files that it will need.
  Worker(Channel channel, PageBoard& board, SeenDigests& seen, Engines& engines,
         const WorkerSettings& settings)
      : channel_(std::move(channel)),
        inbox_(channel_),
        board_(board),
        seen_(seen),
        engines_(engines),
        settings_(settings),
        contents_(engines.settings().passwords, engines.settings().limits.archives) {
    if (auto scratch = make_unnamed_file()) scratch_ = std::move(*scratch);
    contents_.prepare();
  }

  [[nodiscard]] std::vector<int> descriptors() const { return contents_.descriptors(); }

  void live() {
    while (std::optional<Message> message = inbox_.next()) {
      if (message->kind == kFile) {
        kept_ = std::move(message->fd);
        continue;
      }
      const auto job = read_job(*message);
      if (!job) return;
      if (job->range) {
        help(*job);
      } else if (board_.begin_job(job->number)) {
        do_document(*job);
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

  void do_document(const Job& job) {
    helped_.reset();
    SharingByChannel sharing(channel_, inbox_, job.may_share);
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
    order.is_known = [this, maybe_known = job.maybe_known](const std::string& sha256) {
      board_.digest = board_digest(sha256);
      const bool seen = seen_.add(sha256);
      return maybe_known && seen &&
             read_turn(inbox_.ask(kAsksKnown, {sha256})).what == Turn::What::kept;
    };
    order.supply = supply_order(job, sharing);
    order.page_judged = [this](int page) { board_.judge(page); };
    Fd output;
    std::string pending;
    auto info = run_document(std::move(order), engines_, [&](std::string_view bytes) {
      pending += bytes;
      return pending.size() < kWrittenAtOnce ? Result<void>() : flush(output, pending);
    });
    if (info && *info && output) {
      if (auto flushed = flush(output, pending); !flushed) info = fail(std::move(flushed).error());
    }
    if (info && *info) {
      DocumentRow row = make_row(**info);
      // Only a document with attachments can be a portfolio.
      if (members.empty() && !(*info)->metadata.attachments.empty()) {
        members = contents_.portfolio_files(content);
      }
      row.members = std::move(members);
      std::vector<std::string> fields = encode(row);
      fields.push_back(std::move(pending));  // nothing where it was written to the file
      channel_.send(kDone, fields);
    } else if (!info) {
      channel_.send(kCannotWrite, {info.error().message});
    }
  }

  Result<void> flush(Fd& output, std::string& pending) {
    if (!output) {
      std::optional<Message> answer = inbox_.ask(kWantsOutput);
      if (answer && answer->kind == kFile) output = std::move(answer->fd);
    }
    auto written = write_all(output.value(), pending);
    pending.clear();
    return written;
  }

  void send_container(std::vector<std::string> members) {
    DocumentRow row;
    row.status = Status::ok;
    row.container = true;
    row.members = std::move(members);
    std::vector<std::string> fields = encode(row);
    fields.emplace_back();
    channel_.send(kDone, fields);
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
      helped_.emplace();
      helped_path_ = job.location.path;
      if (auto content = contents_.open(job.location)) {
        helped_.emplace(open_file(job.location.path, engines_.settings(), *content));
      }
    }
    SharingByChannel sharing(channel_, inbox_, false);
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
  Inbox inbox_;
  PageBoard& board_;
  SeenDigests& seen_;
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

void put_job(Channel& channel, const Job& job) {
  std::vector<std::string> fields = fields_of(job);
  if (job.refused) put_problem(fields, "refused", 0, *job.refused);
  put_skipped(fields, job.skipped);
  channel.put(kJob, fields);
}

bool send_job(Channel& channel, const Job& job, int kept) {
  if (kept >= 0 && !send_file(channel, kept)) return false;
  put_job(channel, job);
  return channel.flush();
}

bool send_turn(Channel& channel, const Turn& turn) {
  const char* what = turn.what == Turn::What::kept    ? "kept"
                     : turn.what == Turn::What::other ? "other"
                                                      : "read";
  std::vector<std::string> fields{what, std::to_string(turn.range)};
  put_skipped(fields, turn.skipped);
  return channel.send(kTurn, fields);
}

std::optional<Answer> read_answer(Message message) {
  Answer answer;
  std::vector<std::string>& fields = message.fields;
  const auto number = [&](std::size_t at) {
    return at < fields.size() ? std::atoi(fields[at].c_str()) : 0;
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
  if (fields.empty()) return std::nullopt;
  answer.content = std::move(fields.back());
  fields.pop_back();
  auto row = decode_row(fields);
  if (!row) return std::nullopt;
  answer.row = std::move(*row);
  return answer;
}

void work(Channel channel, PageBoard& board, SeenDigests& seen, Engines& engines,
          const WorkerSettings& settings) {
  int status = 0;
  try {
    // A sealed worker cannot make files.
    Worker worker(std::move(channel), board, seen, engines, settings);
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
