// tachado report over a folder that a run made; in a browser it is looked at by tests/report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

namespace fs = std::filesystem;
using tachado::testing::Finished;
using tachado::testing::make_pdf;
using tachado::testing::read_file;
using tachado::testing::run_tachado;
using tachado::testing::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kNumber = "012180001234567891";

class Report : public ::testing::Test {
 protected:
  Report() {
    folder_.write("in/a.pdf", make_pdf({std::string("CLABE ") + kNumber, "Segunda pagina"}));
    folder_.write("in/b.pdf", make_pdf({"Otro documento"}));
    EXPECT_EQ(run_tachado({"run", folder_ / "in", "-o", out(), "-q", "--ocr", "never"}).code, 0);
  }
  [[nodiscard]] std::string out() const { return folder_ / "out"; }
  Finished report(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"report", out()});
    return run_tachado(more);
  }
  // All files of the report below `part` by their names, with what they hold.
  [[nodiscard]] std::map<std::string, std::string> files(const std::string& part) const {
    std::map<std::string, std::string> found;
    const fs::path root = fs::path(out()) / "report" / part;
    for (const auto& each : fs::recursive_directory_iterator(root)) {
      if (each.is_regular_file()) {
        found[fs::relative(each.path(), root).string()] = read_file(each.path());
      }
    }
    return found;
  }

  TemporaryFolder folder_;
};

TEST_F(Report, TwiceGivesTheSameBytesAndKeepsItsPictures) {
  const Finished first = report();
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_EQ(first.out, out() + "/report/index.html\n");
  const auto before = files("");
  EXPECT_EQ(files("images").size(), 6U);  // three pages, two sizes
  const fs::path picture = fs::path(out()) / "report/images" / files("images").begin()->first;
  const auto made = fs::last_write_time(picture);
  EXPECT_EQ(report().code, 0);
  EXPECT_EQ(files(""), before);
  EXPECT_EQ(fs::last_write_time(picture), made);
  EXPECT_FALSE(fs::exists(out() + "/report.tmp"));
}

TEST_F(Report, MasksWhatIsPersonalOnPicturesToo) {
  EXPECT_EQ(report().code, 0);
  const auto plain = files("images");
  EXPECT_EQ(report({"--mask-personal"}).code, 0);
  const auto masked = files("images");
  int changed = 0;
  for (const auto& [name, bytes] : masked) changed += plain.at(name) != bytes ? 1 : 0;
  EXPECT_EQ(changed, 2);  // the page with the number, in both sizes
  for (const char* part : {"documents", "search", "data"}) {
    for (const auto& [name, text] : files(part)) EXPECT_THAT(text, Not(HasSubstr(kNumber))) << name;
  }
}

TEST_F(Report, AFileThatIsGoneHasNoPictures) {
  fs::remove(folder_ / "in/b.pdf");
  const Finished made = report();
  EXPECT_EQ(made.code, 0);
  EXPECT_THAT(made.err, HasSubstr("1 pages have no picture"));
  EXPECT_EQ(files("images").size(), 4U);
}

TEST_F(Report, WithoutPicturesThereAreNone) {
  EXPECT_EQ(report({"--no-images", "--lang", "en"}).code, 0);
  EXPECT_FALSE(fs::exists(out() + "/report/images"));
  EXPECT_THAT(files("").at("index.html"), HasSubstr("<html lang=\"en\">"));
  for (const auto& [name, text] : files("documents")) EXPECT_THAT(text, Not(HasSubstr("<img")));
}

TEST_F(Report, ReplacesNothingThatIsNoReport) {
  folder_.write("precious/file", "x");
  const Finished refused = report({"-o", folder_ / "precious"});
  EXPECT_EQ(refused.code, 4);
  EXPECT_THAT(refused.err, HasSubstr("precious: is there and is no report"));
  EXPECT_TRUE(fs::exists(folder_ / "precious/file"));
}

}  // namespace
}  // namespace tachado::pipeline
