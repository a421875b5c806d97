#include "pipeline/worker.h"

#include <poll.h>
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
#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

// Of a document: the pieces that it comes in are small.
constexpr std::size_t kWrittenAtOnce = std::size_t{64} << 10U;
// One that has no more than this goes with the answer as a whole: a file costs more to hand over,
// from one processor's cache to another's and back, than so few bytes. One that has less than is
// written at once gives its line of documents.jsonl, so that the supervisor need not read it again.
constexpr std::size_t kMostWithAnswer = std::size_t{8} << 10U;

// ---- what it says ----

class AnswerSender {
 public:
  AnswerSender(AnswerRing& answers, const Channel& channel)
      : answers_(answers), channel_(channel) {}

  // False when the supervisor is gone.
  bool send(char kind, const std::vector<std::string>& fields) {
    return write(kind, fields) && channel_.ring();
  }
  // What became of a document: nobody is woken by it who has no use for it yet.
  bool answer(std::uint32_t job, char kind, const std::vector<std::string>& fields) {
    if (!write(kind, fields)) return false;
    return (!answers_.is_wanted(job) && !answers_.is_half_full()) || channel_.ring();
  }

 private:
  bool write(char kind, const std::vector<std::string>& fields) {
    bytes_.clear();
    append_message(bytes_, kind, fields);
    std::string_view rest = bytes_;
    for (;;) {
      rest.remove_prefix(answers_.write(rest));
      if (rest.empty()) return true;
      // What is larger than the ring goes through it piece by piece.
      if (!channel_.ring()) return false;
      constexpr int kMilliseconds = 1;
      ::poll(nullptr, 0, kMilliseconds);
    }
  }

  AnswerRing& answers_;
  const Channel& channel_;
  std::string bytes_;
};

// ---- what the supervisor says: documents may come before the answer to a question ----

class Inbox {
 public:
  Inbox(Channel& channel, AnswerSender& sender) : channel_(channel), sender_(sender) {}

  // The next document or range, or what comes with it.
  [[nodiscard]] std::optional<Message> next() {
    if (later_.empty()) return receive();
    std::optional<Message> message = std::move(later_.front());
    later_.pop_front();
    return message;
  }
  // What comes once this was asked; none when the supervisor is gone.
  [[nodiscard]] std::optional<Message> ask(char kind, const std::vector<std::string>& fields) {
    if (!sender_.send(kind, fields)) return std::nullopt;
    for (;;) {
      std::optional<Message> message = receive();
      if (!message || message->kind != kJob) return message;
      later_.push_back(std::move(*message));
    }
  }
  // For a document; none when the supervisor is gone.
  [[nodiscard]] Fd take_file() {
    if (files_.empty() && !sender_.send(kWantsOutput, {})) return {};
    while (files_.empty()) {
      std::optional<Message> message = channel_.receive();
      if (!message) return {};
      if (message->kind == kFile) {
        files_.push_back(std::move(message->fd));
      } else {
        later_.push_back(std::move(*message));
      }
    }
    Fd file = std::move(files_.front());
    files_.pop_front();
    return file;
  }

 private:
  std::optional<Message> receive() {
    for (;;) {
      std::optional<Message> message = channel_.receive();
      if (!message || message->kind != kFile) return message;
      files_.push_back(std::move(message->fd));
    }
  }

  Channel& channel_;
  AnswerSender& sender_;
  std::deque<Message> later_;
  std::deque<Fd> files_;
};

// ---- sharing, as questions to the supervisor ----

class SharingByQuestions : public Sharing {
 public:
  SharingByQuestions(AnswerSender& sender, Inbox& inbox, bool possible)
      : sender_(sender), inbox_(inbox), possible_(possible) {}

  Fd file() override {
    std::optional<Message> answer = inbox_.ask(kWantsFile, {});
    return answer && answer->kind == kKept ? std::move(answer->fd) : Fd();
  }
  bool possible() const override { return possible_; }
  void open(int ranges, const std::vector<int>& kept, int next) override {
    std::vector<std::string> fields{std::to_string(ranges), std::to_string(next)};
    for (const int range : kept) fields.push_back(std::to_string(range));
    sender_.send(kOpened, fields);
  }
  Turn turn(int range) override {
    return read_turn(inbox_.ask(kAsksTurn, {std::to_string(range)}));
  }
  void done(int range) override { sender_.send(kRangeDone, {std::to_string(range)}); }

 private:
  AnswerSender& sender_;
  Inbox& inbox_;
  bool possible_;
};

// Where a document is written to: the next of the worker's files, in large pieces.
class DocumentFile {
 public:
  explicit DocumentFile(Inbox& inbox) : inbox_(inbox) {}

  Result<void> add(std::string_view bytes) {
    pending_ += bytes;
    return pending_.size() < kWrittenAtOnce ? Result<void>() : flush();
  }
  Result<void> finish() {
    if (file_) return flush();
    if (pending_.size() <= kMostWithAnswer) return {};
    exporting::write_document_line(line_, pending_);
    line_.pop_back();  // its line feed
    return flush();
  }
  [[nodiscard]] std::vector<std::string> answer(const DocumentRow& row) {
    return done_fields(row, bytes_, std::move(line_), std::move(pending_));
  }

 private:
  Result<void> flush() {
    if (!file_) file_ = inbox_.take_file();
    auto written = write_all(file_.value(), pending_);
    bytes_ += static_cast<std::int64_t>(pending_.size());
    pending_.clear();
    return written;
  }

  Inbox& inbox_;
  Fd file_;
  std::string pending_;
  std::string line_;  // empty for a large document, and for one that goes with the answer
  std::int64_t bytes_ = 0;
};

// ---- the worker ----

class Worker {
 public:
  // Makes the files that it will need.
  Worker(Channel channel, const SharedWithWorker& shared, Engines& engines,
         const WorkerSettings& settings)
      : channel_(std::move(channel)),
        sender_(shared.answers, channel_),
        inbox_(channel_, sender_),
        board_(shared.board),
        seen_(shared.seen),
        engines_(engines),
        settings_(settings),
        contents_(engines.settings().passwords, engines.settings().limits.archives) {
    if (auto scratch = make_unnamed_file()) scratch_ = std::move(*scratch);
    contents_.prepare();
  }

  [[nodiscard]] std::vector<int> descriptors() const { return contents_.descriptors(); }

  void live() {
    while (std::optional<Message> message = inbox_.next()) {
      if (message->kind == kKept) {
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
    SharingByQuestions sharing(sender_, inbox_, job.may_share);
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
        if (list && !list->problem) return answer_container(job, std::move(list->members));
        if (list) members = std::move(list->members);
        order.refused = list ? list->problem : refusal_of(std::move(list).error());
      } else {
        auto opened = contents_.open(job.location);
        if (opened) content = order.content = std::move(*opened);
        if (!opened) order.refused = std::move(opened).error();
      }
    }
    // One that is known most likely is left to the supervisor, which has it read where it is not.
    order.is_known = [&](const std::string& sha256) {
      board_.digest = board_digest(sha256);
      const bool seen = seen_.add(sha256);
      return job.maybe_known && seen && sender_.answer(job.number, kLeaves, {sha256});
    };
    order.supply = supply_order(job, sharing);
    order.page_judged = [this](int page) { board_.judge(page); };
    DocumentFile file(inbox_);
    auto info = run_document(std::move(order), engines_,
                             [&](std::string_view bytes) { return file.add(bytes); });
    if (info && *info) {
      if (auto finished = file.finish(); !finished) info = fail(std::move(finished).error());
    }
    if (info && *info) {
      DocumentRow row = make_row(**info);
      // Only a document with attachments can be a portfolio.
      if (members.empty() && !(*info)->metadata.attachments.empty()) {
        members = contents_.portfolio_files(content);
      }
      row.members = std::move(members);
      sender_.answer(job.number, kDone, file.answer(row));
    } else if (!info) {
      sender_.send(kCannotWrite, {info.error().message});
    }
  }

  void answer_container(const Job& job, std::vector<std::string> members) {
    DocumentRow row;
    row.status = Status::ok;
    row.container = true;
    row.members = std::move(members);
    sender_.answer(job.number, kDone, done_fields(row, 0, "", ""));
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
    SharingByQuestions sharing(sender_, inbox_, false);
    if (helped_->source != nullptr) {
      PageSupply supply(supply_order(job, sharing), *helped_, engines_);
      if (auto kept = supply.read_and_keep(*job.range); !kept) {
        sender_.send(kCannotWrite, {kept.error().message});
        return;
      }
    }
    sender_.send(kRangeDone, {std::to_string(*job.range)});
  }

  Channel channel_;
  AnswerSender sender_;
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

void work(Channel channel, const SharedWithWorker& shared, Engines& engines,
          const WorkerSettings& settings) {
  int status = 0;
  try {
    // A sealed worker cannot make files.
    Worker worker(std::move(channel), shared, engines, settings);
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
