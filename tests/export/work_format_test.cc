#include "stages/export/work_format.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/model_equal.h"
#include "tests/support/model_samples.h"

namespace tachado::exporting {
namespace {

using tachado::testing::equal;
using tachado::testing::Samples;

std::string stream_of(std::uint64_t seed, int pages) {
  Samples samples(seed);
  std::string stream = write_work_header({samples.document(pages), {"extract", "regions"}, {}});
  for (int number = 1; number <= pages; ++number) stream += write_work_page(samples.page(number));
  return stream + write_work_end(samples.document(pages), {{"p1-r1", {0, 2}}, {"p2-r1", {}}});
}

// Reads a stream to its end; the first problem, if there is one.
std::optional<Problem> read_all(const std::string& stream, const WorkLimits& limits = {}) {
  std::istringstream in(stream);
  WorkReader reader(in, limits);
  if (const auto header = reader.header(); !header) return header.error();
  while (true) {
    const auto page = reader.page();
    if (!page) return page.error();
    if (!*page) return std::nullopt;
  }
}

TEST(WorkFormat, GivesBackEveryValue) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Samples samples(seed);
    const WorkHeader header{samples.document(2), {"extract"}, {{"ocr", "never"}}};
    const Page first = samples.page(1);
    const Page second = samples.page(7);
    const DocumentInfo end = samples.document(2);
    const GroundsById grounds{{"p1-r1", {0, 2}}, {"p7-r1", {}}};
    std::istringstream in(write_work_header(header) + write_work_page(first) +
                          write_work_page(second) + write_work_end(end, grounds));
    WorkReader reader(in);
    const auto seen = reader.header();
    ASSERT_TRUE(seen) << seen.error().message;
    EXPECT_TRUE(equal(seen->info, header.info)) << seed;
    EXPECT_EQ(seen->stages, header.stages);
    EXPECT_EQ(seen->options, header.options);
    EXPECT_TRUE(equal(reader.end(), header.info));
    for (const Page* page : {&first, &second}) {
      const auto read = reader.page();
      ASSERT_TRUE(read) << read.error().message;
      ASSERT_TRUE(*read);
      EXPECT_TRUE(equal(**read, *page)) << seed;
    }
    const auto last = reader.page();
    ASSERT_TRUE(last) << last.error().message;
    EXPECT_FALSE(*last);
    EXPECT_FALSE(*reader.page()) << "the end stays the end";
    EXPECT_TRUE(equal(reader.end(), end)) << seed;
    EXPECT_EQ(reader.grounds(), grounds);
  }
}

TEST(WorkFormat, LinesAreLines) {
  const std::string stream = stream_of(3, 2);
  EXPECT_EQ(std::count(stream.begin(), stream.end(), '\n'), 4);
}

TEST(WorkReader, RefusesACutStreamWhereverItIsCut) {
  const std::string stream = stream_of(5, 2);
  for (std::size_t length = 0; length < stream.size(); length += 97) {
    const auto problem = read_all(stream.substr(0, length));
    ASSERT_TRUE(problem) << length;
    EXPECT_EQ(problem->kind, ProblemKind::damaged);
  }
  EXPECT_EQ(read_all(stream.substr(0, stream.size() - 1))->message,
            "work stream, line 4: the stream was cut off here");
  EXPECT_FALSE(read_all(stream));
}

TEST(WorkReader, SurvivesChangedBytes) {
  const std::string stream = stream_of(8, 1);
  int refused = 0;
  for (std::size_t at = 0; at < stream.size(); at += 41) {
    for (const char c : {'\0', '"', '9', '-', '}', '\xFF'}) {
      std::string changed = stream;
      changed[at] = c;
      if (const auto problem = read_all(changed)) {
        ++refused;
        EXPECT_NE(problem->kind, ProblemKind::internal);
      }
    }
  }
  EXPECT_GT(refused, 50);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

struct Hostile {
  const char* from;
  const char* to;
  const char* message;
};

TEST(WorkReader, RefusesValuesThatDoNotFit) {
  Page page;
  page.lines = {{{1, 2, 3, 4}, 0}};
  Word word;
  word.text = "uno";
  page.words = {word};
  assemble_text(page);
  page.images = {{}};
  page.shapes = {{}};
  page.candidates = {{}};
  const std::string header = write_work_header({});
  const std::string line = write_work_page(page);
  const std::string end = write_work_end({});
  ASSERT_FALSE(read_all(header + line + end));
  const Hostile cases[] = {
      {R"("number":1)", R"("number":0)", "number: should be a whole number in its range"},
      {R"("number":1)", R"("number":2147483648)", "number: should be a whole number in its range"},
      {R"("number":1)", R"("number":18446744073709551615)",
       "number: should be a whole number in its range"},
      {R"("number":1)", R"("number":1.5)", "number: should be a whole number in its range"},
      {R"("number":1)", R"("nummer":1)", "number: should be a whole number in its range"},
      {R"("width":0)", R"("width":1e999)", "not a JSON object"},
      {R"("width":0)", R"("width":1e31)", "width: should be a number"},
      {R"("width":0)", R"("width":-1)", "width: should be a length"},
      {R"("width":0)", R"("width":"0")", "width: should be a number"},
      {R"("examined":true)", R"("examined":2)", "examined: should be true or false"},
      {R"("text_source":"none")", R"("text_source":"magic")",
       "text_source: should be a name of its list"},
      {R"("kind":"filled")", R"("kind":"empty")", "kind: should be a name of its list"},
      {R"("color":"#000000")", R"("color":"#00000")", "color: should be a colour, #rrggbb"},
      {R"("color":"#000000")", R"("color":"#00000G")", "color: should be a colour, #rrggbb"},
      {R"(["uno",0,0,0,0,0)", R"(["uno",0,0,0,0,1)",
       "words: should be in the order of their lines"},
      {R"(["uno",0,0,0,0,0)", R"(["uno",0,0,0,0,-1)",
       "words: should be a whole number in its range"},
      {R"(["uno",0,0,0,0,0,0)", R"(["uno",0,0,0,0,0,99)", "words: should be within the text"},
      {R"(["uno",0,0,0,0,0,0)", R"(["uno",0,0)", "words: should be a number"},
      {R"("largest_image":-1)", R"("largest_image":1)",
       "facts: should be about an image of the page"},
      {R"("largest_image":-1)", R"("largest_image":-2)",
       "largest_image: should be a whole number in its range"},
      {R"("shapes":[[0,0,0)", R"("shapes":[[0,3,0)",
       "shapes: should be a whole number in its range"},
      {R"(,0,[],1)", R"(,0,[1],1)", "shapes: should be pairs of numbers"},
      {R"("lines":[)", R"("lines":7,"x":[)", "lines: should be an array"},
      {R"("facts":{)", R"("facts":7,"x":{)", "facts: should be an object"},
      {R"({"page":{)", R"({"pages":{)", "page: should be an object"},
      {R"({"page":)", R"({"page":7,"x":)", "page: should be an object"},
      {R"({"page":)", R"([{"page":)", "not a JSON object"},
  };
  for (const Hostile& each : cases) {
    const auto problem = read_all(header + replaced(line, each.from, each.to) + end);
    ASSERT_TRUE(problem) << each.to;
    EXPECT_EQ(problem->kind, ProblemKind::damaged);
    EXPECT_EQ(problem->message, std::string("work stream, line 2: ") + each.message) << each.to;
  }
}

TEST(WorkReader, RefusesPagesOutOfOrder) {
  Samples samples(1);
  const std::string page = write_work_page(samples.page(2));
  EXPECT_EQ(read_all(write_work_header({}) + page + page)->message,
            "work stream, line 3: number: should be ascending");
}

TEST(WorkReader, RefusesAnotherSchema) {
  const auto problem = read_all(replaced(write_work_header({}), "work/1", "work/2"));
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->message, "work stream, line 1: not the beginning of a tachado/work/1 stream");
}

TEST(WorkReader, PassesOverKeysThatItDoesNotKnow) {
  EXPECT_FALSE(read_all(replaced(write_work_header({}), "{", R"({"later":[1,{"a":null}],)") +
                        replaced(write_work_page({}), R"("number":1)", R"("number":1,"later":2)") +
                        write_work_end({})));
}

TEST(WorkReader, KeepsToItsLimits) {
  const std::string header = write_work_header({});
  const std::string end = write_work_end({});
  WorkLimits small;
  small.line_bytes = 2000;
  const auto longer = read_all(header + std::string(3000, ' ') + "\n" + end, small);
  ASSERT_TRUE(longer);
  EXPECT_EQ(longer->kind, ProblemKind::limit);
  const auto deep = read_all(header + std::string(100'000, '[') + "\n" + end);
  ASSERT_TRUE(deep);
  EXPECT_EQ(deep->kind, ProblemKind::limit);
  WorkLimits few;
  few.values = 1000;
  std::string many = "{\"x\":[0";
  for (int i = 0; i < 1000; ++i) many += ",0";
  const auto crowded = read_all(header + many + "]}\n" + end, few);
  ASSERT_TRUE(crowded);
  EXPECT_EQ(crowded->kind, ProblemKind::limit);
  // Brackets and commas inside text count for nothing.
  Page page;
  page.text = std::string(5000, '[') + "\"" + std::string(5000, ',') + "\\";
  EXPECT_FALSE(read_all(header + write_work_page(page) + end, few));
}

}  // namespace
}  // namespace tachado::exporting
