#include "pipeline/command_options.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/export_formats.h"
#include "pipeline/help.h"

namespace tachado::pipeline {
namespace {

// Versions are compared two by two: this many make 190 comparisons.
constexpr int kMostVersions = 20;

// Numbers from `low` to `high`, in our own words.
CLI::Validator within(double low, double high) {
  const auto check = [low, high](const std::string& text) {
    double value = 0;
    const bool number = CLI::detail::lexical_cast(text, value);
    return number && value >= low && value <= high
               ? std::string()
               : fmt::format("{} is no number from {} to {}", text, low, high);
  };
  return CLI::Validator(check, "");
}

void add_password_options(CLI::App& app, Typed& typed) {
  app.add_option("--password", typed.settings.passwords,
                 "A password to try on encrypted files; may be given again")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  app.add_option("--password-file", typed.password_files, "Passwords to try, one a line")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

void add_pixels_option(CLI::App& app, Typed& typed) {
  app.add_option("--megapixels", typed.settings.limits.megapixels,
                 "Millions of pixels that a page or a picture may come to; a page with more is "
                 "left out")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 2000));
}

void add_archive_options(CLI::App& app, Typed& typed) {
  ArchiveLimits& limits = typed.settings.limits.archives;
  app.add_option("--archive-ratio", limits.ratio,
                 "How many times its own size an archive may expand to, beyond 64 MB")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 1'000'000));
  app.add_option("--archive-depth", limits.depth,
                 "Archives and portfolios within each other that are opened")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 16));
  app.add_option("--archive-mb", typed.archive_mb,
                 "What one archive may expand to; one that says more is refused")
      ->type_name("MB")
      ->capture_default_str()
      ->check(within(1, 1 << 24));
}

void add_page_limits(CLI::App& app, Typed& typed) {
  app.add_option("--object-depth", typed.settings.limits.object_depth,
                 "Drawings within drawings that are followed; a page with more is left out")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 1000));
  app.add_option("--content-mb", typed.settings.limits.content_mb,
                 "What a page's instructions may expand to; a page with more is left out")
      ->type_name("MB")
      ->capture_default_str()
      ->check(within(1, 1 << 20));
}

void add_pages_option(CLI::App& app, Typed& typed) {
  app.add_option("--pages", typed.settings.limits.pages,
                 "Pages of a document that are examined; the others make it partial")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 1'000'000));
}

void add_ocr_options(CLI::App& app, Typed& typed) {
  app.add_option("--ocr", typed.ocr,
                 "auto: pages without usable text; never; always: every page; redo: in place of an "
                 "earlier OCR layer")
      ->type_name("WHEN")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "never", "always", "redo"}));
  app.add_option("--languages", typed.languages, "Languages to recognise, as Tesseract names them")
      ->type_name("LIST")
      ->capture_default_str();
}

void add_page_time_option(CLI::App& app, Typed& typed) {
  app.add_option("--page-seconds", typed.settings.limits.page_seconds,
                 "Processor time for one page; one that takes longer is left out")
      ->type_name("SECONDS")
      ->capture_default_str()
      ->check(within(0.1, 86400.0));
}

void add_redaction_options(CLI::App& app, Typed& typed) {
  redactions::Options& options = typed.settings.redactions;
  const CLI::Validator share = within(0, 1);
  const CLI::Validator count = within(0, 1'000'000);
  app.add_option("--min-confidence", options.min_confidence,
                 "Redactions that are less certain are not written")
      ->type_name("0..1")
      ->capture_default_str()
      ->check(share);
  app.add_option("--heavy-count", options.level.heavy_count,
                 "More redactions than this make a document's level heavy")
      ->type_name("N")
      ->capture_default_str()
      ->check(count);
  app.add_option("--heavy-share", options.level.heavy_share,
                 "So does a larger share of the content")
      ->type_name("0..1")
      ->capture_default_str()
      ->check(share);
  app.add_option("--light-count", options.level.light_count,
                 "At most this many redactions are light")
      ->type_name("N")
      ->capture_default_str()
      ->check(count);
  app.add_option("--light-share", options.level.light_share, "If they cover less than this share")
      ->type_name("0..1")
      ->capture_default_str()
      ->check(share);
  app.add_option("--digest-key", typed.digest_key_file,
                 "Key for digests of what redactions fail to hide (HMAC-SHA-256)")
      ->type_name("FILE");
}

void add_rules_option(CLI::App& app, Typed& typed) {
  app.add_option("--rules", typed.settings.rule_files,
                 "Rule files that add to the built-in ones; may be given again")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app.add_option("--watchlist", typed.settings.watch_lists,
                 "Names to look for, besides the FCC Covered List: a CSV with a column `name`, the "
                 "SAT's 69-B list, the consolidated screening list (JSON), sanctioned suppliers; "
                 "may be given again")
      ->type_name("FILE")
      ->allow_extra_args(false);
}

void add_run(CLI::App& app, Typed& typed) {
  CLI::App* run = app.add_subcommand("run", "Read files and folders, write JSON and tables");
  run->footer(std::string(kRunExamples));
  run->add_option(
      "INPUT", typed.run.inputs,
      "Files, folders with all that is in them, archives (ZIP, TAR, 7z, RAR), @LIST (a file "
      "with a path on each line), - (such a list from standard input)");
  run->add_option("--manifest", typed.run.manifest,
                  "More inputs, with what is known of them: CSV or JSON lines; the column `path` "
                  "names the file, the others go to source.manifest")
      ->type_name("FILE");
  run->add_option("-o,--output", typed.run.output,
                  "Folder for the results; what an earlier run finished is kept. `-`: whole "
                  "documents as JSON lines on standard output")
      ->type_name("OUT")
      ->required();
  run->add_option("-j,--jobs", typed.run.jobs, "Worker processes; 0: one per core")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(0, 1024));
  add_ocr_options(*run, typed);
  add_password_options(*run, typed);
  add_rules_option(*run, typed);
  add_redaction_options(*run, typed);
  run->add_flag("--reveal", typed.settings.redactions.reveal,
                "Write the text that redactions fail to hide; the files are for their owner alone");
  run->add_option("--fail-on", typed.fail_on,
                  "Exit with 5 if any document is heavily redacted (heavy), has a redaction that "
                  "does not hide what it covers (failed), or leaks elsewhere (leaks)")
      ->type_name("WHAT")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"heavy", "failed", "leaks"}));
  run->add_option("--db", typed.run.database,
                  "An SQLite file to make or bring up to date; see tachado export --help")
      ->type_name("FILE");
  run->add_flag("--retry-failed", typed.run.retry_failed,
                "Do again what failed or was partial in an earlier run");
  run->add_flag("--verify", typed.run.verify,
                "Tell files that were done by their content, not by their time and size");
  add_pages_option(*run, typed);
  add_page_limits(*run, typed);
  add_pixels_option(*run, typed);
  add_page_time_option(*run, typed);
  run->add_option(
         "--shard", typed.shard,
         "Only the I-th of N parts of the inputs, told apart by a hash of their paths: for "
         "the jobs of a cluster")
      ->type_name("I/N");
  run->add_option("--plan", typed.run.plan,
                  "Divide the shards by this plan (tachado plan), so that they take as long; "
                  "without INPUT, it says what to read too")
      ->type_name("FILE");
  run->add_option("--document-seconds", typed.settings.limits.document_seconds,
                  "Processor time for one document; its other pages are left out")
      ->type_name("SECONDS")
      ->capture_default_str()
      ->check(within(0.1, 864000.0));
  run->add_option("--output-mb", typed.settings.limits.output_mb,
                  "What one document's JSON may come to; pages after that are left out")
      ->type_name("MB")
      ->capture_default_str()
      ->check(within(1, 1 << 20));
  run->add_option("--memory-mb", typed.settings.limits.memory_mb,
                  "Memory of one worker; a page that needs more is left out")
      ->type_name("MB")
      ->capture_default_str()
      ->check(within(64, 1 << 20));
  run->add_option("--archive-members", typed.settings.limits.archives.members,
                  "Members of one archive that are read")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 10'000'000));
  add_archive_options(*run, typed);
  run->add_flag("!--no-sandbox", typed.run.sandbox,
                "Let workers use the network, start programs and write files");
  run->add_option("--log", typed.run.log, "What happens, as lines of JSON; added to the file")
      ->type_name("FILE");
  run->add_option("--progress", typed.progress,
                  "auto: a bar on a terminal, else a line now and then; json: a line of JSON every "
                  "second and at the end; none")
      ->type_name("HOW")
      ->capture_default_str()
      ->check(CLI::IsMember({"auto", "json", "none"}));
  run->add_flag("-q,--quiet", typed.quiet, "The same as --progress none");
}

CLI::App* add_tool(CLI::App& app, Typed& typed, const char* name, const char* description) {
  CLI::App* tool = app.add_subcommand(name, description);
  tool->footer(std::string(kToolExamples));
  if (std::string_view(name) == "extract") {
    tool->add_option("FILE", typed.tool.input, "The document: PDF, PNG, JPEG or TIFF")->required();
  } else {
    tool->add_option("FILE", typed.tool.input, "A work stream; `-`: standard input")
        ->capture_default_str();
  }
  if (std::string_view(name) != "fields") {
    tool->add_flag("--final", typed.tool.final_document,
                   "Write the document as it is known now, not the work stream");
  }
  return tool;
}

void add_tools(CLI::App& app, Typed& typed) {
  CLI::App* extract =
      add_tool(app, typed, "extract", "Read words, shapes and images of a document");
  add_password_options(*extract, typed);
  add_pages_option(*extract, typed);
  add_page_limits(*extract, typed);
  add_pixels_option(*extract, typed);
  CLI::App* regions = add_tool(app, typed, "regions", "Find what looks like a redaction");
  add_pixels_option(*regions, typed);
  add_password_options(*regions, typed);
  CLI::App* ocr = add_tool(app, typed, "ocr", "Recognise the text of pages that need it");
  add_ocr_options(*ocr, typed);
  add_page_time_option(*ocr, typed);
  add_pixels_option(*ocr, typed);
  add_password_options(*ocr, typed);
  CLI::App* redactions = add_tool(app, typed, "redactions",
                                  "Judge what is a redaction, and whether "
                                  "it hides what it covers");
  add_redaction_options(*redactions, typed);
  redactions
      ->add_option("--overlay", typed.tool.overlay,
                   "Folder for pictures of the pages with their redactions drawn on them")
      ->type_name("DIR");
  add_pixels_option(*redactions, typed);
  add_password_options(*redactions, typed);
  CLI::App* fields = add_tool(app, typed, "fields",
                              "Read numbers, amounts, parties and dates; "
                              "write the document");
  add_rules_option(*fields, typed);
  fields->add_flag("--explain", typed.tool.explain,
                   "Say how each answer was reached (candidates, scores, evidence) in place of the "
                   "document");
}

void add_status(CLI::App& app, Typed& typed) {
  CLI::App* status = app.add_subcommand("status", "Say what an output folder holds");
  status->footer(std::string(kStatusExamples));
  status
      ->add_option("OUT", typed.status.folders,
                   "Folders that were given to run with -o; several are counted together")
      ->required();
  status->add_flag("--missing", typed.status.missing,
                   "Only the numbers of the shards that are not done, with commas");
}

void add_plan(CLI::App& app, Typed& typed) {
  CLI::App* plan = app.add_subcommand("plan", "Estimate what a batch will take, file by file");
  plan->footer(std::string(kPlanExamples));
  plan->add_option("INPUT", typed.plan.inputs, "As for run");
  plan->add_option("-o,--output", typed.plan.output, "File for the plan; `-`: standard output")
      ->type_name("FILE")
      ->required();
  plan->add_option("--manifest", typed.plan.manifest, "As for run")->type_name("FILE");
  CLI::Option* shards =
      plan->add_option("--shards", typed.plan.shards,
                       "Divide the documents into so many parts that take as long; each keeps its "
                       "part when the plan is made again")
          ->type_name("N")
          ->check(within(1, kMostShards));
  plan->add_option("--shard-hours", typed.plan.shard_hours,
                   "Into as many parts as take so many hours of one core each")
      ->type_name("HOURS")
      ->check(within(0.01, 10'000))
      ->excludes(shards);
  add_ocr_options(*plan, typed);
  add_pages_option(*plan, typed);
  add_password_options(*plan, typed);
}

void add_merge(CLI::App& app, Typed& typed) {
  CLI::App* merge = app.add_subcommand("merge", "Join output folders, of shards most often");
  merge->footer(std::string(kMergeExamples));
  merge->add_option("OUT", typed.merge.folders, "Folders that were given to run with -o")
      ->required();
  merge->add_option("-o,--output", typed.merge.output, "Folder for all of it; may hold results")
      ->type_name("OUT")
      ->required();
  merge
      ->add_option("--plan", typed.merge.plan,
                   "The plan that the shards were divided by: the tables have its order, and what "
                   "has no answer is named")
      ->type_name("FILE");
}

void add_privacy_options(CLI::App& app, exporting::Privacy& privacy) {
  app.add_flag("--reveal", privacy.reveal,
               "With the text that redactions fail to hide, where the run wrote it; the files are "
               "for their owner alone");
  app.add_flag("--mask-personal", privacy.mask_personal,
               "Dots for CURP, CLABE, C.C. and account numbers");
}

void add_export(CLI::App& app, Typed& typed) {
  CLI::App* command =
      app.add_subcommand("export", "Write what other tools read: tables, databases, text");
  command->footer(std::string(kExportExamples));
  command->add_option("OUT", typed.exported.folder, "The folder that was given to run with -o")
      ->required();
  command->add_option("--to", typed.exported.format, "What to write, see below")
      ->type_name("FORMAT")
      ->required()
      ->check(CLI::IsMember(export_formats()));
  command
      ->add_option("-o,--output", typed.exported.output,
                   "The file, or the folder where each document has its own; `-`: standard output. "
                   "Else below OUT/export")
      ->type_name("FILE");
  add_privacy_options(*command, typed.exported.privacy);
  add_password_options(*command, typed);
  add_archive_options(*command, typed);
  exporting::Publication& publication = typed.exported.publication;
  command
      ->add_option("--ocid-prefix", publication.ocid_prefix,
                   "For ocds: the prefix that is registered for the publisher")
      ->type_name("TEXT");
  command->add_option("--publisher", publication.publisher, "For ocds: the publisher's name")
      ->type_name("TEXT");
  command
      ->add_option("--uri", publication.uri,
                   "For ocds: where the package will be found; else made from its content")
      ->type_name("URI");
  command
      ->add_option("--published", publication.date,
                   "For ocds: when, as in 2022-05-16T10:00:00Z; else the end of the run")
      ->type_name("TIME");
}

void add_compare(CLI::App& app, Typed& typed) {
  CLI::App* command = app.add_subcommand(
      "compare", "Say what one public version of a document shows and another hides");
  command->footer(std::string(kCompareExamples));
  command
      ->add_option("VERSION", typed.compared.inputs,
                   "Documents, or the JSON that run made of them; two or more")
      ->required()
      ->expected(2, kMostVersions);
  add_ocr_options(*command, typed);
  add_page_time_option(*command, typed);
  add_pages_option(*command, typed);
  add_password_options(*command, typed);
  add_rules_option(*command, typed);
}

void add_search(CLI::App& app, Typed& typed) {
  CLI::App* search = app.add_subcommand("search", "Find words in the pages of a batch");
  search->footer(std::string(kSearchExamples));
  search->add_option("OUT", typed.search.folder, "The folder that was given to run with -o")
      ->required();
  search->add_option("WORDS", typed.search.words, "All of them on one page; accents do not matter")
      ->required();
  search->add_option("--most", typed.search.most, "At most this many pages, the best first")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(1, 1'000'000));
}

void add_report(CLI::App& app, Typed& typed) {
  CLI::App* report = app.add_subcommand("report", "Make a folder of pages for a browser");
  report->footer(std::string(kReportExamples));
  report->add_option("OUT", typed.report.folder, "The folder that was given to run with -o")
      ->required();
  report
      ->add_option("-o,--output", typed.report.output,
                   "Folder for the report; an earlier report there is replaced. Else OUT/report")
      ->type_name("DIR");
  report->add_option("--lang", typed.report_language, "Language of the report")
      ->type_name("es|en")
      ->capture_default_str()
      ->check(CLI::IsMember({"es", "en"}));
  report->add_flag("!--no-images", typed.report.report.images,
                   "Without pictures of the pages: quick, and small");
  add_privacy_options(*report, typed.report.report.privacy);
  report->add_option("-j,--jobs", typed.report.jobs, "Processes that draw pages; 0: one per core")
      ->type_name("N")
      ->capture_default_str()
      ->check(within(0, 1024));
  add_password_options(*report, typed);
  add_archive_options(*report, typed);
  report->add_flag("!--no-sandbox", typed.report.sandbox,
                   "Let these processes use the network, start programs and write files");
}

void add_completion(CLI::App& app, Typed& typed) {
  CLI::App* completion =
      app.add_subcommand("completion", "Print what teaches a shell these commands and options");
  completion->footer(std::string(kCompletionExamples));
  completion->add_option("SHELL", typed.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

}  // namespace

void add_commands(CLI::App& app, Typed& typed) {
  add_run(app, typed);
  add_tools(app, typed);
  add_status(app, typed);
  add_plan(app, typed);
  add_merge(app, typed);
  add_export(app, typed);
  add_search(app, typed);
  add_compare(app, typed);
  add_report(app, typed);
  add_completion(app, typed);
}

}  // namespace tachado::pipeline
