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
#include "pipeline/worker_messages.h"

namespace tachado::pipeline {
namespace {

// Of a document: the pieces that it comes in are small. One that has less goes with the answer: no
// file has to be handed over for it.
constexpr std::size_t kWrittenAtOnce = std::size_t{64} << 10U;

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
    // One that is known most likely is left to the supervisor, which has it read where it is not.
    order.is_known = [this, maybe_known = job.maybe_known](const std::string& sha256) {
      board_.digest = board_digest(sha256);
      const bool seen = seen_.add(sha256);
      return maybe_known && seen && channel_.send(kLeaves, {sha256});
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
