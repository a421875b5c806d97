// The texts of --help that no option makes.
#pragma once

#include <cstddef>
#include <string_view>

namespace tachado::pipeline {

inline constexpr std::size_t kHelpColumn = 30;

inline constexpr std::string_view kDescription =
    "tachado reads public contracts and says what each one is worth, to whom it went and under\n"
    "which number, and what was struck out of it: where, how much, on what ground, and whether it\n"
    "really is gone.";

inline constexpr std::string_view kOverview =
    R"(Examples:
  tachado run contracts -o out             a folder into out/: JSON, documents.jsonl, summary.csv
  tachado run a.pdf b.pdf -o - | jq .summary
                                           whole documents as JSON lines
  tachado run @list.txt -o out --ocr never text layers only, paths from a list
  tachado extract a.pdf | tachado regions | tachado ocr | tachado redactions | tachado fields
                                           the same, stage by stage

Results: out/documents/<path>.json, one a document; out/summary.csv, a row a document;
out/failures.csv, what could not be read and why; out/run.json, how the run was made.

Exit codes: 0 all well; 2 the command line was not understood; 3 some documents failed or are
partial; 4 nothing could be done, or the results could not be written; 5 a --fail-on condition was
met; 130 interrupted. Of several the worst.

Each command has its own help: tachado run --help)";

inline constexpr std::string_view kRunExamples =
    R"(Examples:
  tachado run contracts -o out                    resumes where an earlier run ended
  tachado run contracts -o out --retry-failed     and tries again what failed
  find . -name '*.pdf' -print0 | tachado run - -o out
  tachado run downloads.zip --manifest downloads.csv -o out --log out.log
  tachado run locked.pdf -o out --password-file passwords.txt
  tachado run releases -o out --fail-on failed,leaks    before you publish

Limits are per page and per document: what takes too long or too much memory is left out and
reported, the rest goes on. Passwords given with --password can be seen by other users of the
machine; --password-file keeps them out of sight.)";

inline constexpr std::string_view kToolExamples =
    R"(Examples:
  tachado extract a.pdf | tachado regions | tachado ocr | tachado redactions | tachado fields
  tachado extract a.pdf --final | jq -r '.pages[].text'
  tachado extract a.pdf > a.work; tachado regions a.work --final
  tachado extract a.pdf | tachado regions | tachado ocr | tachado redactions --overlay pictures

Between the tools flows tachado/work/1: JSON lines, a header, a line a page, an end. Tools that need
pixels open the document again by its path. The last one writes what tachado run writes.)";

inline constexpr std::string_view kStatusExamples =
    R"(Examples:
  tachado status out                also while a run is writing there
  tachado status part1 part2        counted together
  tachado status out --missing      shards that are to be run again: 3,17

Where out holds a plan (out/plan.json) and the results of its shards (out/shards/1, 2, ...), as
submit-slurm makes them, each shard has a line.

Exit codes: 0 every document is ok; 3 some failed or are partial, or shards are not done; 4 there
are no results.)";

inline constexpr std::string_view kExportExamples =
    R"(Examples:
  tachado export out --to csv               a row a document: out/export/documents.csv
  tachado export out --to sqlite && sqlite3 out/export/tachado.sqlite 'SELECT * FROM suppliers_by_total'
  tachado export out --to jsonl -o - | jq .summary.amount
  tachado export out --to ocds --ocid-prefix ocds-213czf --publisher 'Transparencia'
  tachado export out --to txt -o texts      texts/<path>.txt, a file a document

Formats:
  jsonl           all documents, one a line, without words
  csv, csv-fields, csv-redactions
                  a table each, safe to open in a spreadsheet
  xlsx            these tables in one file
  sqlite          all tables with full text and views; brought up to date where it is there already
  ocds            an Open Contracting release package (OCDS 1.1)
  ftm             FollowTheMoney entities, one a line, for Aleph
  txt, hocr, alto the text of each document
  pdf-text        a copy of each PDF with what was recognised as invisible text: it can be searched
  pdf-marked      a copy of each PDF with redactions and the places of values as annotations
  overlay         a picture of each page with redactions, these drawn on it
Copies do not keep their signatures valid.

Exit codes: 0 all well; 3 some documents have no copy; 4 it could not be done.)";

inline constexpr std::string_view kCompletionExamples =
    R"(Examples:
  source <(tachado completion bash)         for this shell
  tachado completion fish > ~/.config/fish/completions/tachado.fish

make install and the Debian package put them in place.)";

inline constexpr std::string_view kReportExamples =
    R"(Examples:
  tachado report out                        out/report/index.html, in Spanish
  tachado report out -o report --lang en --mask-personal
  tachado report out --no-images            in seconds, without pictures of the pages

The folder opens from disk, without server or network. Pictures are made of the sources, which must
lie where they were; those that are there already are kept.

Exit codes: 0 all well; 4 it could not be done.)";

inline constexpr std::string_view kSearchExamples =
    R"(Examples:
  tachado search out cámaras domo           pages with both words
  tachado search out '"circuito cerrado"'   with the phrase
  tachado search out 'video*'               with words that begin so

Prints a line for each page: the document, the page, the words where they stand, and the redactions
of that page. Uses out/export/tachado.sqlite, made or brought up to date first.

Exit codes: 0 something was found; 3 nothing was; 4 it could not be done.)";

inline constexpr std::string_view kPlanExamples =
    R"(Examples:
  tachado plan contracts -o plan.json                  says how many hours it will take
  tachado plan contracts -o plan.json --shards 8
  tachado run --plan plan.json --shard 3/8 -o part3    lists nothing again
  tachado plan contracts -o plan.json --shards 8       takes up new files; the others stay

Each file is opened and a few of its pages are looked at: scans take far longer than text.

Exit codes: 0 all well; 4 it could not be done.)";

inline constexpr std::string_view kMergeExamples =
    R"(Examples:
  tachado run contracts -o part1 --shard 1/2     and on another machine
  tachado run contracts -o part2 --shard 2/2
  tachado merge part1 part2 -o all
  tachado merge part1 part2 -o all --plan plan.json    shards of a plan: names what is missing

Doing it again takes over what the parts have meanwhile.

Exit codes: 0 all well; 3 something is missing, or two folders answer differently for the same
path; 4 it could not be done.)";

inline constexpr std::string_view kCompareExamples =
    R"(Examples:
  tachado compare release-2021.pdf release-2023.pdf | jq '.differences[] | .hidden.context, .shown[0].text'
  tachado compare out/documents/a.pdf.json out/documents/b.pdf.json

Pages and lines are laid beside each other, recognition errors allowed for. Each difference says
where one version hides something, what the other shows there, and how sure that is. Only what the
pages show is compared: text that lies beneath a redaction is neither read nor written.

Exit codes: 0 compared; 2 the command line was not understood; 4 a version cannot be read, or they
are no versions of one text.)";

}  // namespace tachado::pipeline
