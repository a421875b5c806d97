// Pages as the unit of work: kept in a file, and shared between workers.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "pipeline/kept_pages.h"
#include "pipeline/page_ranges.h"
#include "pipeline/shared_documents.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using tachado::testing::read_file;
using tachado::testing::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Pages of which those from `first` to `last` are scans, all of one picture or each of another.
class Scan : public PageSource {
 public:
  Scan(int pages, int first, int last, bool one_picture)
      : pages_(pages), first_(first), last_(last), one_picture_(one_picture) {}
  [[nodiscard]] int page_count() const override { return pages_; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] std::int64_t likely_scan(int number) override {
    if (number < first_ || number > last_) return 0;
    return one_picture_ ? 1 : number;
  }
  [[nodiscard]] Result<RawPage> interpret(int) override { return RawPage{}; }
  [[nodiscard]] Result<Bitmap> pixels(int, const PixelRequest&) override { return Bitmap{}; }
  [[nodiscard]] Result<Bitmap> image(int, int, int, bool) override { return Bitmap{}; }

 private:
  int pages_;
  int first_;
  int last_;
  bool one_picture_;
  Metadata metadata_;
};

TEST(Ranges, AScanIsCutIntoPagesTextIntoPiecesOfEight) {
  struct Case {
    int pages, first, last;
    bool one_picture;
    int ranges;
  };
  for (const auto& [pages, first, last, one_picture, ranges] : {
           Case{0, 1, 0, false, 0},      // nothing
           Case{1, 1, 1, false, 1},      // one page
           Case{2, 1, 2, false, 2},      // a scan
           Case{2, 2, 2, false, 1},      // half of one
           Case{8, 1, 0, false, 1},      // text
           Case{9, 1, 0, false, 2},      //
           Case{24, 1, 24, false, 24},   // a scan
           Case{24, 13, 24, false, 24},  // text with scans behind it
           Case{24, 19, 24, false, 3},   // with fewer of them
           Case{24, 1, 24, true, 3},     // a background
           Case{1'000'000, 1, 0, false, 125'000},
       }) {
    Scan source(pages, first, last, one_picture);
    const PageRanges cut(source);
    EXPECT_EQ(cut.count(), ranges) << pages << " " << first;
    // Every page is in one range, and the ranges are in order.
    int next = 1;
    for (int range = 0; range < cut.count(); ++range) {
      ASSERT_EQ(cut.first_page(range), next);
      ASSERT_EQ(cut.of(next), range);
      ASSERT_GE(cut.last_page(range), next);
      ASSERT_EQ(cut.of(cut.last_page(range)), range);
      next = cut.last_page(range) + 1;
    }
    EXPECT_EQ(next, pages + 1);
  }
}

class Kept : public ::testing::Test {
 protected:
  Kept() : path_(folder_ / "pages") {}
  [[nodiscard]] Fd open() const {
    return Fd(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  }
  [[nodiscard]] static std::vector<Page> pages(int first, const std::string& text) {
    std::vector<Page> pages(2);
    pages[0].number = first;
    pages[0].width = 612.000000000000123;
    pages[0].lines.emplace_back();
    pages[0].words.push_back({.text = text, .box = {1, 2, 3.1, 4}});
    assemble_text(pages[0]);
    pages[1].number = first + 1;
    pages[1].examined = false;
    pages[1].problems.push_back({"pipeline", first + 1, ProblemKind::timeout, "slow"});
    return pages;
  }

  TemporaryFolder folder_;
  std::string path_;
};

TEST_F(Kept, ComeBackAsTheyWere) {
  KeptPages writer(open(), "key");
  ASSERT_TRUE(writer.keep(3, pages(25, "uno")));
  ASSERT_TRUE(KeptPages(open(), "key").keep(1, pages(9, "dos")));  // another process's
  KeptPages reader(open(), "key");
  EXPECT_THAT(reader.ranges(), IsEmpty());
  reader.refresh();
  EXPECT_THAT(reader.ranges(), ElementsAre(1, 3));
  const auto read = reader.read(3);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0].text, "uno\n");
  EXPECT_EQ((*read)[0].width, 612.000000000000123);
  EXPECT_EQ((*read)[1].problems, pages(25, "uno")[1].problems);
  EXPECT_FALSE(reader.read(2));

  // What is appended later is found too.
  ASSERT_TRUE(writer.keep(2, pages(17, "tres")));
  reader.refresh();
  EXPECT_THAT(reader.ranges(), ElementsAre(1, 2, 3));
}

TEST_F(Kept, WhatWasCutOffIsPassedOver) {
  ASSERT_TRUE(KeptPages(open(), "key").keep(0, pages(1, "uno")));
  const auto whole = std::filesystem::file_size(path_);
  ASSERT_TRUE(KeptPages(open(), "key").keep(1, pages(9, "dos")));
  const auto both = std::filesystem::file_size(path_);
  for (const auto size : {whole + 1, whole + 20, both - 1}) {
    std::filesystem::resize_file(path_, size);
    ASSERT_TRUE(KeptPages(open(), "key").keep(2, pages(17, "tres")));
    KeptPages reader(open(), "key");
    reader.refresh();
    EXPECT_THAT(reader.ranges(), ElementsAre(0, 2)) << size;
  }
}

TEST_F(Kept, PagesOfAnotherContentOrSetUpAreNotTaken) {
  ASSERT_TRUE(KeptPages(open(), "key").keep(0, pages(1, "uno")));
  KeptPages other(open(), "other key");
  other.refresh();
  EXPECT_THAT(other.ranges(), IsEmpty());
  // Nor one of which a byte was changed.
  std::string bytes = read_file(path_);
  bytes[bytes.find("uno")] = 'U';
  folder_.write("pages", bytes);
  KeptPages changed(open(), "key");
  changed.refresh();
  EXPECT_THAT(changed.ranges(), IsEmpty());
}

using Answer = SharedDocuments::Answer;

TEST(Shared, EveryRangeIsReadByOneWorker) {
  SharedDocuments shared;
  EXPECT_FALSE(shared.help());
  shared.open(7, 5, {4}, 1);
  EXPECT_EQ(shared.help(), (std::pair<std::size_t, int>(7, 1)));
  // The owner wants what the helper has: it reads another one meanwhile.
  const auto meanwhile = shared.turn(7, 1);
  EXPECT_EQ(meanwhile.answer, Answer::other);
  EXPECT_EQ(meanwhile.range, 2);
  shared.done(7, 2);
  shared.done(7, 1);
  EXPECT_EQ(shared.turn(7, 1).answer, Answer::kept);
  EXPECT_EQ(shared.turn(7, 2).answer, Answer::kept);
  EXPECT_EQ(shared.turn(7, 3).answer, Answer::read);
  EXPECT_FALSE(shared.help());
  shared.done(7, 3);
  EXPECT_EQ(shared.turn(7, 4).answer, Answer::kept);
}

TEST(Shared, TheOwnerWaitsForTheLastOne) {
  SharedDocuments shared;
  shared.open(0, 3, {}, 2);
  ASSERT_TRUE(shared.help());
  EXPECT_EQ(shared.turn(0, 2).answer, Answer::wait);
  shared.give_back(0, 2);  // the helper died
  EXPECT_EQ(shared.turn(0, 2).answer, Answer::read);
}

TEST(Shared, AnotherOwnerBeginsWithWhatIsKept) {
  SharedDocuments shared;
  shared.open(0, 4, {}, 1);
  EXPECT_EQ(shared.turn(0, 1).answer, Answer::read);
  shared.done(0, 1);  // in the memory of an owner that then dies
  EXPECT_EQ(shared.help()->second, 2);
  shared.open(0, 4, {0}, 1);
  EXPECT_EQ(shared.turn(0, 1).answer, Answer::read);
  EXPECT_EQ(shared.help()->second, 3);
  EXPECT_EQ(shared.turn(0, 2).answer, Answer::wait);
  shared.close(0);
  EXPECT_EQ(shared.turn(0, 2).answer, Answer::read);
}

// A worker in the wrong hands may say anything: the supervisor neither hangs on it nor grows.
TEST(Shared, NumbersThatNoDocumentHasAreNotCountedUpTo) {
  constexpr int kMost = std::numeric_limits<int>::max();
  SharedDocuments shared;
  const auto begun = std::chrono::steady_clock::now();
  shared.open(0, 3, {-1, kMost}, kMost);
  EXPECT_EQ(shared.turn(0, 2).answer, Answer::kept);
  shared.open(1, -kMost, {0}, 1);
  EXPECT_EQ(shared.turn(1, 0).answer, Answer::read);
  shared.open(2, kMost, {}, -kMost);
  EXPECT_EQ(shared.turn(2, kMost).answer, Answer::read);
  EXPECT_FALSE(shared.help() == std::nullopt);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
}

TEST(Shared, WhatKillsHelpersIsLeftToItsOwner) {
  SharedDocuments shared;
  shared.open(0, 3, {}, 1);
  shared.leave_alone(0);
  EXPECT_FALSE(shared.help());
  EXPECT_EQ(shared.turn(0, 1).answer, Answer::read);
}

}  // namespace
}  // namespace tachado::pipeline
