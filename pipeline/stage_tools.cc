#include "pipeline/stage_tools.h"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <utility>

#include "pipeline/document_run.h"
#include "pipeline/messages.h"
#include "pipeline/outcome.h"
#include "pipeline/overlay.h"
#include "pipeline/path_name.h"
#include "pipeline/utf8.h"
#include "stages/export/document_json.h"
#include "stages/export/work_format.h"
#include "stages/extract/extract.h"
#include "stages/regions/regions.h"

namespace tachado::pipeline {
namespace {

using exporting::GroundsById;
using exporting::WorkHeader;
using exporting::WorkReader;

constexpr std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::extract:
      return "extract";
    case Stage::regions:
      return "regions";
    case Stage::ocr:
      return "ocr";
    case Stage::redactions:
      return "redactions";
    case Stage::fields:
      return "fields";
  }
  return "";
}

Result<void> to_standard_output(std::string_view bytes) { return write_all(STDOUT_FILENO, bytes); }

// What a tool writes: a work stream or the document.
class Output {
 public:
  virtual ~Output() = default;
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  [[nodiscard]] virtual Result<void> begin(const WorkHeader& header) = 0;
  [[nodiscard]] virtual Result<void> page(const Page& page) = 0;
  [[nodiscard]] virtual Result<void> end(DocumentInfo info, const GroundsById& grounds) = 0;
};

class WorkOutput : public Output {
 public:
  Result<void> begin(const WorkHeader& header) override {
    return to_standard_output(exporting::write_work_header(header));
  }
  Result<void> page(const Page& page) override {
    return to_standard_output(exporting::write_work_page(page));
  }
  Result<void> end(DocumentInfo info, const GroundsById& grounds) override {
    return to_standard_output(exporting::write_work_end(info, grounds));
  }
};

class DocumentOutput : public Output {
 public:
  Result<void> begin(const WorkHeader& header) override {
    options_hash_ = options_hash(header.options);
    return {};
  }
  Result<void> page(const Page& page) override {
    outcome_.add(page);
    return spool_.add(page);
  }
  Result<void> end(DocumentInfo info, const GroundsById& grounds) override {
    info.options_hash = options_hash_;
    outcome_.settle(info);
    std::string json;
    exporting::write_document_begin(json, info);
    if (auto written = to_standard_output(json); !written) return written;
    const auto complete = [&](Redaction& redaction) {
      const auto found = grounds.find(redaction.id);
      if (found != grounds.end()) redaction.grounds = found->second;
      redactions::add_document_checks(redaction, info.redactions);
    };
    if (auto written = spool_.write(complete, to_standard_output); !written) return written;
    json.clear();
    exporting::write_document_end(json);
    return to_standard_output(json);
  }

 private:
  std::string options_hash_;
  Outcome outcome_;
  PageSpool spool_;
};

// Text of the document stands in them: escaped line by line for a terminal.
std::string escaped_lines(std::string_view text) {
  std::string lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines += printable(text.substr(begin, end - begin));
    lines += '\n';
    begin = end + 1;
  }
  return lines;
}

// Nothing: the tool says something else.
class NoOutput : public Output {
 public:
  Result<void> begin(const WorkHeader&) override { return {}; }
  Result<void> page(const Page&) override { return {}; }
  Result<void> end(DocumentInfo, const GroundsById&) override { return {}; }
};

// The options of earlier tools that later ones need too.
void restore(const OptionValues& values, Settings& settings) {
  const auto value_of = [&](const char* name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found != values.end() ? std::optional(found->second) : std::nullopt;
  };
  if (const auto pages = value_of("extract.pages")) {
    settings.limits.pages = std::max(1, std::atoi(pages->c_str()));
  }
  if (const auto depth = value_of("extract.object_depth")) {
    settings.limits.object_depth = std::max(1, std::atoi(depth->c_str()));
  }
  if (const auto most = value_of("extract.content_mb")) {
    settings.limits.content_mb = std::max(1, std::atoi(most->c_str()));
  }
  if (const auto mode = value_of("ocr.mode")) {
    settings.ocr.mode = ocr::mode_from(*mode).value_or(settings.ocr.mode);
  }
  if (const auto languages = value_of("ocr.languages")) {
    settings.ocr.languages = split_languages(*languages);
  }
}

// Whether a title or a name tells what a redaction hides is known when all pages were judged: until
// then none is written.
void hold_back(Metadata& metadata) {
  metadata.title.reset();
  metadata.author.reset();
  for (Signature& signature : metadata.signatures) signature.signer.reset();
  for (Attachment& attachment : metadata.attachments) attachment.name.reset();
}

class Tool {
 public:
  explicit Tool(const ToolOptions& options) : options_(options), settings_(options.settings) {
    if (options.explain) {
      output_ = std::make_unique<NoOutput>();
    } else if (options.final_document || options.stage == Stage::fields) {
      output_ = std::make_unique<DocumentOutput>();
    } else {
      output_ = std::make_unique<WorkOutput>();
    }
  }

  Result<ExitCode> run() { return options_.stage == Stage::extract ? extract() : pass_on(); }

 private:
  Result<ExitCode> extract() {
    const OpenedFile file = open_file(options_.input, settings_);
    WorkHeader header;
    header.stages = {"extract"};
    header.options = extract_values(settings_);
    header.info = file.source != nullptr ? begin_document(file, "")
                                         : failed_document(file.info, "", *file.problem);
    hold_back(header.info.metadata);
    if (auto begun = output_->begin(header); !begun) return fail(std::move(begun).error());
    const int pages = file.source != nullptr ? file.source->page_count() : 0;
    bool whole = header.info.problems.empty();
    std::optional<RangeSources> sources;
    if (pages > 0) sources.emplace(file, settings_);
    for (int number = 1; number <= pages; ++number) {
      auto source = sources->at(number);
      const Page page = source ? extract::extract_page(**source, number)
                               : unexamined_page(number, std::move(source).error());
      whole &= page.examined && page.problems.empty();
      if (auto written = output_->page(page); !written) return fail(std::move(written).error());
    }
    if (!header.info.problems.empty()) {
      say_error(options_.input, describe(header.info.problems.front()));
    }
    if (auto ended = output_->end(header.info, {}); !ended) return fail(std::move(ended).error());
    return whole ? ExitCode::ok : ExitCode::some_failed;
  }

  // Reads a work stream and writes it on, each page with this stage's part.
  Result<ExitCode> pass_on() {
    std::ifstream file;
    if (options_.input != "-") {
      file.open(options_.input, std::ios::binary);
      if (!file) return fail(io_problem("cannot be read"));
    }
    WorkReader reader(options_.input == "-" ? std::cin : file);
    auto header = reader.header();
    if (!header) return fail(std::move(header).error());
    header_ = std::move(*header);
    restore(header_.options, settings_);
    if (auto noted = note_stage(); !noted) return fail(std::move(noted).error());
    if (auto begun = output_->begin(header_); !begun) return fail(std::move(begun).error());
    // A document that could not be opened has no pages; its problem is passed on.
    const bool unreadable = header_.info.status == Status::failed;
    if (!unreadable) {
      if (auto ready = reopen(); !ready) return fail(std::move(ready).error());
    }
    Result<DocumentInfo> info = unreadable ? copy(reader) : work(reader);
    if (!info) return fail(std::move(info).error());
    for (const auto& [id, grounds] : reader.grounds()) grounds_.emplace(id, grounds);
    const bool whole = whole_ && info->problems.empty() && info->fields.problems.empty();
    auto ended = output_->end(std::move(*info), grounds_);
    if (!ended) return fail(std::move(ended).error());
    return whole ? ExitCode::ok : ExitCode::some_failed;
  }

  Result<void> note_stage() {
    header_.stages.emplace_back(name_of(options_.stage));
    auto values = options_.stage == Stage::ocr          ? ocr_values(settings_)
                  : options_.stage == Stage::redactions ? redactions_values(settings_)
                  : options_.stage == Stage::fields     ? fields_values(settings_)
                                                        : Result<OptionValues>();
    if (!values) return fail(std::move(values).error());
    for (auto& [name, value] : *values) header_.options.insert_or_assign(name, value);
    return {};
  }

  // Opens the document again for the stages that look at pixels or at what is hidden.
  Result<void> reopen() {
    std::shared_ptr<const fields::Rules> rules;
    if (options_.stage == Stage::fields) {
      auto loaded = fields::Rules::load(settings_.rule_files, settings_.watch_lists);
      if (!loaded) return fail(std::move(loaded).error());
      rules = std::move(*loaded);
    } else {
      file_.emplace(open_file(path_of(header_.info.source), settings_));
      if (file_->info.sha256 != header_.info.source.sha256) {
        return fail({"pipeline", std::nullopt, ProblemKind::io,
                     fmt::format("{} is not the file that was extracted; extract it again",
                                 header_.info.source.path)});
      }
      if (file_->source == nullptr) return fail(*file_->problem);
    }
    engines_.emplace(settings_, std::move(rules));
    return {};
  }

  Result<DocumentInfo> copy(WorkReader& reader) {
    for (;;) {
      auto page = reader.page();
      if (!page) return fail(std::move(page).error());
      if (!*page) return reader.end();
      if (auto written = put(**page); !written) return fail(std::move(written).error());
    }
  }

  Result<DocumentInfo> work(WorkReader& reader) {
    if (options_.stage == Stage::redactions) return judge(reader);
    std::optional<fields::Collector> collector;
    if (options_.stage == Stage::fields) collector.emplace(engines_->rules(), options_.explain);
    std::optional<RangeSources> sources;
    if (!collector) sources.emplace(*file_, settings_);
    for (;;) {
      auto page = reader.page();
      if (!page) return fail(std::move(page).error());
      if (!*page) break;
      if (sources && (*page)->examined) {
        auto source = sources->at((*page)->number);
        if (!source) return fail(std::move(source).error());
        if (options_.stage == Stage::regions) {
          regions::find_regions(**page, *source, {}, &sources->images());
        } else {
          recognise_page(**page, *source, *engines_);
        }
      } else if (collector) {
        collector->add(**page);
      }
      if (auto written = put(**page); !written) return fail(std::move(written).error());
    }
    DocumentInfo info = reader.end();
    if (collector) info.fields = collector->finish(info.metadata, info.redactions);
    if (collector && options_.explain) {
      if (auto said = to_standard_output(escaped_lines(collector->explanation())); !said)
        return fail(std::move(said).error());
    }
    return info;
  }

  Result<DocumentInfo> judge(WorkReader& reader) {
    redactions::Judge judge(settings_.redactions, judge_context(file_->source.get(), *engines_));
    std::vector<std::string> ids;
    const auto write_judged = [&]() -> Result<void> {
      while (std::optional<Page> page = judge.next()) {
        for (const Redaction& redaction : page->redactions) ids.push_back(redaction.id);
        if (auto drawn = draw(*page); !drawn) return drawn;
        if (auto written = put(*page); !written) return written;
      }
      return {};
    };
    for (;;) {
      auto page = reader.page();
      if (!page) return fail(std::move(page).error());
      if (!*page) break;
      judge.add(std::move(**page));
      if (auto written = write_judged(); !written) return fail(std::move(written).error());
    }
    judge.close();
    if (auto written = write_judged(); !written) return fail(std::move(written).error());
    DocumentInfo info = reader.end();
    info.redactions = judge.finish(info.metadata.pages);
    info.metadata = file_->source->metadata();
    info.metadata.problems.clear();
    judge.withhold(info.metadata);
    for (const std::string& id : ids) grounds_.emplace(id, judge.grounds_of(id));
    return info;
  }

  Result<void> draw(const Page& page) {
    if (options_.overlay.empty() || !page.examined) return {};
    std::error_code error;
    std::filesystem::create_directories(options_.overlay, error);
    return write_overlay(*file_->source, page,
                         fmt::format("{}/page-{:04}.png", options_.overlay, page.number));
  }

  Result<void> put(const Page& page) {
    whole_ &= page.examined && page.problems.empty();
    return output_->page(page);
  }

  const ToolOptions& options_;
  Settings settings_;
  std::unique_ptr<Output> output_;
  WorkHeader header_;
  std::optional<OpenedFile> file_;  // for all stages but fields
  std::optional<Engines> engines_;
  GroundsById grounds_;
  bool whole_ = true;
};

}  // namespace

ExitCode run_stage_tool(const ToolOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  auto code = Tool(options).run();
  if (code) return *code;
  const std::string subject = options.input == "-" ? "standard input" : options.input;
  say_error(subject, describe(code.error()));
  return ExitCode::could_not_run;
}

}  // namespace tachado::pipeline
