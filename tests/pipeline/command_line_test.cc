// What may be typed and what is said when it means nothing: exact words.
#include "pipeline/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using tachado::testing::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Answered answer(const std::vector<std::string>& arguments) {
  const Command command = parse_command_line(arguments);
  const auto* answered = std::get_if<Answered>(&command);
  return answered != nullptr ? *answered : Answered{ExitCode::ok, "", "(it was understood)"};
}

TEST(CommandLine, WrongOnesAreAnsweredInOneSentence) {
  const struct {
    std::vector<std::string> typed;
    std::string said;
  } kCases[] = {
      {{"rnu", "a"}, "tachado: error: rnu: no such command; did you mean run?\n"},
      {{"frobnicate"},
       "tachado: error: frobnicate: no such command; the commands are run, extract, regions, ocr, "
       "redactions, fields, status, plan, merge, export, search, compare, report, completion\n"},
      {{"run", "a", "-o", "b", "--lanugages", "spa"},
       "tachado: error: --lanugages: no such option; did you mean --languages?\n"},
      {{"run", "a", "-o", "b", "--zzz=1"},
       "tachado: error: --zzz: no such option; see tachado run --help\n"},
      {{"run", "a", "-o", "b", "--ocr", "maybe"},
       "tachado: error: --ocr: maybe not in {auto,never,always,redo}; see tachado run --help\n"},
      {{"run", "a", "-o", "b", "--min-confidence", "2"},
       "tachado: error: --min-confidence: 2 is no number from 0 to 1; see tachado run --help\n"},
      {{"run", "a", "-o", "b", "--pages", "many"},
       "tachado: error: --pages: many is no number from 1 to 1000000; see tachado run --help\n"},
      {{"run", "a", "-o", "b", "--shard", "3/2"},
       "tachado: error: --shard: 3/2 is no part; give one as in 1/8\n"},
      {{"run", "a", "-o", "-", "--reveal"},
       "tachado: error: --reveal: is not done on standard output; give a folder with -o\n"},
      {{"run", "a", "-o", "b", "--password-file", "/nonexistent"},
       "tachado: error: --password-file: /nonexistent cannot be read: No such file or directory\n"},
      {{"run", "a", "-o", "b", "--light-count", "20"},
       "tachado: error: --light-count: what is light must not be above what is heavy; lower "
       "--light-count or --light-share, or raise --heavy-count or --heavy-share\n"},
      {{"run", "a", "-o", "b", "--languages", ","},
       "tachado: error: --languages: names no language; give some, as in spa,eng\n"},
  };
  for (const auto& [typed, said] : kCases) {
    const Answered answered = answer(typed);
    EXPECT_EQ(answered.code, ExitCode::usage);
    EXPECT_EQ(answered.out, "");
    EXPECT_EQ(answered.err, said);
  }
}

TEST(CommandLine, ALanguageThatIsNotInstalledIsRefusedWithThoseThatAre) {
  const Answered answered = answer({"run", "a", "-o", "b", "--languages", "spa,klingon"});
  EXPECT_EQ(answered.code, ExitCode::usage);
  EXPECT_THAT(answered.err, ::testing::MatchesRegex(
                                "tachado: error: --languages: klingon is not installed; installed "
                                "are .*eng.*spa.*tesseract-ocr-klingon\\)\n"));
  // Nobody will be asked to recognise anything.
  EXPECT_EQ(answer({"run", "a", "-o", "b", "--languages", "klingon", "--ocr", "never"}).err,
            "(it was understood)");
}

TEST(CommandLine, WhatIsMissingIsNamed) {
  EXPECT_THAT(answer({"run", "a"}).err, HasSubstr("--output"));
  EXPECT_THAT(answer({"run", "-o", "b"}).err, HasSubstr("INPUT"));
  EXPECT_THAT(answer({"extract"}).err, HasSubstr("FILE"));
  EXPECT_EQ(answer({}).code, ExitCode::usage);
  EXPECT_THAT(answer({}).err, HasSubstr("tachado run contracts -o out"));
}

TEST(CommandLine, AShortKeyIsRefused) {
  const TemporaryFolder folder;
  const std::string key = folder.write("key", "short");
  EXPECT_THAT(answer({"run", "a", "-o", "b", "--digest-key", key}).err,
              HasSubstr("has 5 bytes, at least 16 are needed; make one with"));
}

TEST(CommandLine, OptionsReachTheirStage) {
  const TemporaryFolder folder;
  const std::string passwords = folder.write("passwords", "uno\r\ndos\n");
  const Command command = parse_command_line({"run",         "a.pdf",
                                              "b",           "-o",
                                              "out",         "-j",
                                              "3",           "--ocr",
                                              "redo",        "--languages",
                                              "eng",         "--password",
                                              "cero",        "--password-file",
                                              passwords,     "--heavy-count",
                                              "20",          "--pages",
                                              "7",           "--fail-on",
                                              "heavy,leaks", "--memory-mb",
                                              "512",         "--quiet"});
  ASSERT_TRUE(std::holds_alternative<RunOptions>(command));
  const auto& run = std::get<RunOptions>(command);
  EXPECT_THAT(run.inputs, ElementsAre("a.pdf", "b"));
  EXPECT_EQ(run.output, "out");
  EXPECT_EQ(run.jobs, 3);
  EXPECT_EQ(run.settings.ocr.mode, ocr::Mode::redo);
  EXPECT_THAT(run.settings.ocr.languages, ElementsAre("eng"));
  EXPECT_THAT(run.settings.passwords, ElementsAre("cero", "uno", "dos"));
  EXPECT_EQ(run.settings.redactions.level.heavy_count, 20);
  EXPECT_EQ(run.settings.limits.pages, 7);
  EXPECT_EQ(run.settings.limits.memory_mb, 512);
  EXPECT_THAT(run.fail_on, ElementsAre(FailOn::heavy, FailOn::leaks));
  EXPECT_EQ(run.progress, ProgressMode::quiet);
  // A password is for nobody else to read.
  EXPECT_THAT(run.command, ::testing::Not(::testing::Contains("cero")));
  EXPECT_THAT(run.command, ::testing::Contains("***"));
}

TEST(CommandLine, OptionsThatChangeResultsChangeTheirHash) {
  const auto hash_of = [](std::vector<std::string> more) {
    more.insert(more.begin(), {"run", "a", "-o", "b"});
    const Command command = parse_command_line(more);
    return options_hash(*all_values(std::get<RunOptions>(command).settings));
  };
  const std::string plain = hash_of({});
  EXPECT_EQ(plain.size(), 16U);
  EXPECT_EQ(hash_of({"--jobs", "4", "--quiet", "--password", "x", "--page-seconds", "5"}), plain);
  std::set<std::string> hashes{plain};
  const std::vector<std::vector<std::string>> kChanges = {
      {"--ocr", "never"},     {"--languages", "eng"},  {"--min-confidence", "0.6"},
      {"--heavy-count", "9"}, {"--light-share", "0"},  {"--pages", "10"},
      {"--reveal"},           {"--heavy-share", "0.9"}};
  for (const auto& change : kChanges)
    EXPECT_TRUE(hashes.insert(hash_of(change)).second) << change[0];
}

TEST(CommandLine, EveryOptionStandsInTheManual) {
  const std::string manual = std::regex_replace(
      tachado::testing::read_file(TACHADO_SOURCE_DIR "/docs/tachado.1"), std::regex(R"(\\-)"), "-");
  static const std::regex kOption("--[a-z][a-z-]*");
  std::set<std::string> options;
  for (const char* command :
       {"", "run", "extract", "regions", "ocr", "redactions", "fields", "status", "plan", "merge",
        "export", "search", "report", "completion"}) {
    std::vector<std::string> typed{command, "--help"};
    if (typed[0].empty()) typed.erase(typed.begin());
    const Answered help = answer(typed);
    EXPECT_EQ(help.code, ExitCode::ok);
    EXPECT_THAT(help.out, HasSubstr("Examples:"));
    EXPECT_THAT(manual, HasSubstr(command));
    const std::sregex_iterator begin(help.out.begin(), help.out.end(), kOption);
    for (auto found = begin; found != std::sregex_iterator(); ++found) options.insert(found->str());
  }
  EXPECT_GE(options.size(), 20U);
  for (const std::string& option : options) EXPECT_THAT(manual, HasSubstr(option));
}

TEST(CommandLine, ShellsLearnEveryOption) {
  const Answered help = answer({"run", "--help"});
  static const std::regex kOption("--[a-z][a-z-]*");
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Answered script = answer({"completion", shell});
    EXPECT_EQ(script.code, ExitCode::ok);
    const std::sregex_iterator begin(help.out.begin(), help.out.end(), kOption);
    for (auto found = begin; found != std::sregex_iterator(); ++found) {
      const std::string option = found->str();
      const bool fish = std::string_view(shell) == "fish";
      EXPECT_THAT(script.out, HasSubstr(fish ? "-l " + option.substr(2) : option)) << shell;
    }
  }
  const TemporaryFolder folder;
  const std::string script = folder.write("completion", answer({"completion", "bash"}).out);
  const auto completed = [&](const std::string& words, const std::string& last) {
    return tachado::testing::run_program({"bash", "-c",
                                          "source " + script + "; COMP_WORDS=(tachado " + words +
                                              "); COMP_CWORD=" + last +
                                              "; _tachado; echo \"${COMPREPLY[*]}\""})
        .out;
  };
  EXPECT_EQ(completed("se", "1"), "search\n");
  EXPECT_EQ(completed("run --ocr re", "3"), "redo\n");
  EXPECT_EQ(completed("report --no-i", "2"), "--no-images\n");
  EXPECT_EQ(completed("run con", "2"), "\n");  // a file
}

TEST(CommandLine, TheVersionNamesTheEngines) {
  const Answered version = answer({"--version"});
  EXPECT_EQ(version.code, ExitCode::ok);
  for (const char* part : {"tachado 0.1.0\n", "poppler ", "tesseract ", "leptonica", "GPL-3.0"}) {
    EXPECT_THAT(version.out, HasSubstr(part));
  }
}

}  // namespace
}  // namespace tachado::pipeline
