// tachado export and search over a folder that a run made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "pipeline/search.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using tachado::testing::Finished;
using tachado::testing::make_pdf;
using tachado::testing::read_file;
using tachado::testing::run_tachado;
using tachado::testing::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A folder with in/a.pdf, in/b/c.pdf and what a run made of them in out/.
class Export : public ::testing::Test {
 protected:
  Export() {
    folder_.write("in/a.pdf", make_pdf({"Camaras de video para la via publica", "Segunda pagina"}));
    folder_.write("in/b/c.pdf", make_pdf({"Mantenimiento de camaras termicas"}));
    const Finished run = run_tachado({"run", folder_ / "in", "-o", out(), "-q", "--ocr", "never"});
    EXPECT_EQ(run.code, 0) << run.err;
  }
  [[nodiscard]] std::string out() const { return folder_ / "out"; }
  [[nodiscard]] std::string made(const std::string& name) const {
    return read_file(out() + "/export/" + name);
  }
  Finished exported(const std::string& format, std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"export", out(), "--to", format});
    return run_tachado(more);
  }

  TemporaryFolder folder_;
};

TEST_F(Export, JsonLinesGoToAFileOrToStandardOutput) {
  EXPECT_EQ(exported("jsonl").code, 0);
  const std::string lines = made("documents.jsonl");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
  EXPECT_EQ(exported("jsonl", {"-o", "-"}).out, lines);
  const auto first = nlohmann::json::parse(lines.substr(0, lines.find('\n')));
  EXPECT_THAT(first["source"]["path"], ::testing::EndsWith("in/a.pdf"));
  EXPECT_EQ(first["pages"].size(), 2U);
}

TEST_F(Export, TextsLieBesideEachOther) {
  EXPECT_EQ(exported("txt", {"-o", folder_ / "texts"}).code, 0);
  std::string found;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder_ / "texts")) {
    if (each.path().filename() == "c.pdf.txt") found = read_file(each.path());
  }
  EXPECT_EQ(found, "Mantenimiento de camaras termicas\n\f");
}

// A page with what is hard to write: a word over the edge, one divided at the line's end, one that
// runs upwards, markup, and a redaction.
std::string hard_page() {
  const std::string drawn =
      "BT /F 12 Tf -20 780 Td (sobre el borde) Tj ET BT /F 12 Tf 72 700 Td 14 TL (la normati-) Tj "
      "T* "
      "(vidad <&\"'> aplicable) Tj ET BT /F 12 Tf 0 1 -1 0 40 300 Tm (hacia arriba) Tj ET "
      "0 g 72 600 200 14 re f";
  return tachado::testing::pdf_of_objects(
      {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
       "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font "
       "<< /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
       "<< /Length " + std::to_string(drawn.size()) + " >>\nstream\n" + drawn + "\nendstream"});
}

TEST_F(Export, LayoutsAreOfTheirFormats) {
  folder_.write("in/\"d\" <&>.pdf", hard_page());
  folder_.write("in/broken.pdf", "%PDF-1.4\nnothing more");
  EXPECT_EQ(run_tachado({"run", folder_ / "in", "-o", out(), "-q", "--ocr", "never"}).code, 3);
  for (const std::string format : {"hocr", "alto"}) {
    const Finished made = exported(format);
    EXPECT_EQ(made.code, 3) << made.err;
    EXPECT_THAT(made.err, HasSubstr("broken.pdf.json: no page of the document was read"));
    const std::string grammar = std::string(TACHADO_TEST_DATA) + "/layout/" + format + ".rng";
    std::size_t found = 0;
    for (const auto& each :
         std::filesystem::recursive_directory_iterator(out() + "/export/" + format)) {
      if (!each.is_regular_file()) continue;
      ++found;
      const Finished check = tachado::testing::run_program(
          {"xmllint", "--nonet", "--noout", "--relaxng", grammar, each.path().string()});
      EXPECT_EQ(check.code, 0) << check.err;
    }
    EXPECT_EQ(found, 3U) << format;
  }
}

TEST_F(Export, SearchableCopiesAreOfPdfOnly) {
  folder_.write("in/d.pgm", "P5 2 2 255\nabcd");
  const Finished run = run_tachado({"run", folder_ / "in", "-o", out(), "-q", "--ocr", "never"});
  EXPECT_EQ(run.code, 3) << run.err;
  const Finished copies = exported("pdf-text");
  EXPECT_EQ(copies.code, 3);
  EXPECT_THAT(copies.err, HasSubstr("d.pgm"));
  std::size_t found = 0;
  for (const auto& each :
       std::filesystem::recursive_directory_iterator(out() + "/export/pdf-text")) {
    if (!each.is_regular_file()) continue;
    ++found;
    const Finished check = tachado::testing::run_program({"qpdf", "--check", each.path().string()});
    EXPECT_EQ(check.code, 0) << check.out << check.err;
  }
  EXPECT_EQ(found, 2U);
}

TEST_F(Export, EveryFormatTwiceGivesTheSameBytes) {
  for (const char* format :
       {"jsonl", "csv", "csv-fields", "csv-redactions", "ftm", "xlsx", "sqlite"}) {
    EXPECT_EQ(exported(format, {"-o", folder_ / "one"}).code, 0) << format;
    EXPECT_EQ(exported(format, {"-o", folder_ / "two"}).code, 0) << format;
    EXPECT_EQ(read_file(folder_ / "one"), read_file(folder_ / "two")) << format;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "one.tmp")) << format;
    std::filesystem::remove(folder_ / "one");
    std::filesystem::remove(folder_ / "two");
  }
}

TEST_F(Export, WhatFailsLeavesTheEarlierFile) {
  EXPECT_EQ(exported("csv").code, 0);
  const std::string before = made("documents.csv");
  const auto documents = std::filesystem::path(out()) / "documents";
  for (const auto& each : std::filesystem::recursive_directory_iterator(documents)) {
    if (each.path().filename() == "c.pdf.json") std::filesystem::resize_file(each.path(), 100);
  }
  const Finished second = exported("csv");
  EXPECT_EQ(second.code, 4);
  EXPECT_THAT(second.err, HasSubstr("c.pdf.json: not a whole document"));
  EXPECT_EQ(made("documents.csv"), before);
  EXPECT_FALSE(std::filesystem::exists(out() + "/export/documents.csv.tmp"));
  EXPECT_EQ(exported("sqlite").code, 4);
  EXPECT_FALSE(std::filesystem::exists(out() + "/export/tachado.sqlite"));
}

TEST_F(Export, SaysWhatCannotBeDone) {
  EXPECT_EQ(run_tachado({"export", folder_ / "in", "--to", "csv"}).err,
            "tachado: error: " + (folder_ / "in") +
                ": holds no results; name the folder that was given to run with -o\n");
  EXPECT_EQ(exported("txt", {"-o", "-"}).err,
            "tachado: error: --output: txt does not go to standard output; name a file\n");
  EXPECT_EQ(exported("jsonl", {"-o", "-", "--reveal"}).err,
            "tachado: error: --reveal: is not done on standard output; give a file with -o\n");
  EXPECT_THAT(exported("pdf").err, StartsWith("tachado: error: --to: pdf not in {jsonl,csv"));
}

TEST_F(Export, AnOpenContractingPackageNeedsItsPublisher) {
  EXPECT_EQ(exported("ocds").err,
            "tachado: error: --ocid-prefix: is needed for ocds; a publisher registers one with the "
            "Open Contracting Partnership, as ocds-213czf\n");
  EXPECT_EQ(exported("ocds", {"--ocid-prefix", "ocds-1"}).err,
            "tachado: error: --publisher: is needed for ocds; give the publisher's name\n");
  const std::vector<std::string> known{"--ocid-prefix", "ocds-1", "--publisher", "P"};
  EXPECT_EQ(exported("ocds", known).code, 0);
  const auto package = nlohmann::json::parse(made("release-package.json"));
  EXPECT_EQ(package["publisher"]["name"], "P");
  // The date is the run's, not today's.
  const auto run = nlohmann::json::parse(read_file(out() + "/run.json"));
  EXPECT_EQ(package["publishedDate"], run["end"]);
  EXPECT_THAT(package["uri"].get<std::string>(), StartsWith("urn:sha256:"));
}

TEST_F(Export, RevealedFilesAreForTheirOwner) {
  EXPECT_EQ(exported("jsonl", {"--reveal"}).code, 0);
  struct stat status {};
  ASSERT_EQ(::stat((out() + "/export/documents.jsonl").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(Export, ARunKeepsItsDatabase) {
  const std::string database = folder_ / "batch.sqlite";
  const std::vector<std::string> run{"run",   folder_ / "in", "-o",   out(),   "-q",
                                     "--ocr", "never",        "--db", database};
  EXPECT_EQ(run_tachado(run).code, 0);
  const std::string before = read_file(database);
  EXPECT_EQ(run_tachado(run).code, 0);
  EXPECT_EQ(read_file(database), before);
  folder_.write("in/d.pdf", make_pdf({"Un contrato nuevo"}));
  EXPECT_EQ(run_tachado(run).code, 0);
  EXPECT_NE(read_file(database), before);
}

TEST_F(Export, SearchFindsPages) {
  const Finished found = run_tachado({"search", out(), "cámaras"});
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("in/a.pdf:1: [Camaras] de video para la via publica\n"));
  EXPECT_THAT(found.out, HasSubstr("in/b/c.pdf:1: Mantenimiento de [camaras] termicas\n"));
  EXPECT_EQ(run_tachado({"search", out(), "\"camaras termicas\""}).code, 0);
  EXPECT_EQ(run_tachado({"search", out(), "pag*"}).code, 0);
  EXPECT_EQ(run_tachado({"search", out(), "elefante"}).code, 3);
  EXPECT_EQ(run_tachado({"search", out(), "AND OR NEAR( col:x"}).code, 3);
  EXPECT_EQ(run_tachado({"search", out(), "*"}).code, 2);
}

TEST(FullTextQuery, MeansNothingButItsWords) {
  const struct {
    std::vector<std::string> typed;
    std::string query;
  } kCases[] = {
      {{"uno", "dos"}, R"("uno" AND "dos")"},
      {{"uno dos"}, R"("uno" AND "dos")"},
      {{"\"uno dos\" tres"}, R"("uno dos" AND "tres")"},
      {{"vid*"}, R"("vid" *)"},
      {{"\"uno do\"*"}, R"("uno do" *)"},
      {{"a\"b"}, R"("a" AND "b")"},
      {{"OR"}, R"("OR")"},
      {{"", "\"\"", "*", " "}, ""},
  };
  for (const auto& [typed, query] : kCases) EXPECT_EQ(full_text_query(typed), query);
}

}  // namespace
}  // namespace tachado::pipeline
