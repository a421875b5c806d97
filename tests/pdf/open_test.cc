// Bad input: every file gives its typed problem or what can be read of it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/pdf/open_pages.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado {
namespace {

using test::open_or_fail;
using test::PdfBuilder;
using test::text_of;

std::string one_page() {
  PdfBuilder builder;
  builder.add_page("BT /F1 10 Tf 20 50 Td (CONTRATO) Tj ET");
  return builder.build();
}

std::optional<ProblemKind> kind_of(std::string_view bytes, const pdf::Options& options = {}) {
  const auto source = pdf::open_bytes(bytes, options);
  return source ? std::nullopt : std::optional(source.error().kind);
}

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes) {
    path_ = (std::filesystem::temp_directory_path() / "tachado-pdf-XXXXXX").string();
    const int file = mkstemp(path_.data());
    if (file < 0) std::abort();
    ::close(file);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(LooksLikePdf, HeaderWithinTheFirstKilobyte) {
  EXPECT_TRUE(pdf::looks_like_pdf("%PDF-1.4\n"));
  EXPECT_TRUE(pdf::looks_like_pdf("\r\njunk %PDF-1.4\n"));
  EXPECT_FALSE(pdf::looks_like_pdf("PDF"));
  EXPECT_FALSE(pdf::looks_like_pdf(""));
  EXPECT_FALSE(pdf::looks_like_pdf(std::string(1024, ' ') + "%PDF-1.4"));
}

TEST(Open, NothingIsEmpty) { EXPECT_EQ(kind_of(""), ProblemKind::empty); }

TEST(Open, TextIsDamaged) { EXPECT_EQ(kind_of("This is no PDF at all.\n"), ProblemKind::damaged); }

TEST(Open, NoPagesIsEmpty) { EXPECT_EQ(kind_of(PdfBuilder().build()), ProblemKind::empty); }

TEST(Open, NoPageTreeIsDamaged) {
  std::string file = one_page();
  file.replace(file.find("/Pages 2 0 R"), 12, "/Pages 9 0 R");
  EXPECT_EQ(kind_of(file), ProblemKind::damaged);
}

TEST(Open, FilesByPath) {
  EXPECT_EQ(pdf::open("/nowhere/at/all.pdf", {}).error().kind, ProblemKind::io);
  EXPECT_EQ(pdf::open("/", {}).error().kind, ProblemKind::io);
  const TemporaryFile empty("");
  EXPECT_EQ(pdf::open(empty.path(), {}).error().kind, ProblemKind::empty);
  const TemporaryFile whole(one_page());
  auto source = pdf::open(whole.path(), {});
  ASSERT_TRUE(source.has_value());
  EXPECT_EQ((*source)->page_count(), 1);
  EXPECT_EQ(text_of(*(*source)->interpret(1)), "CONTRATO");
}

TEST(Open, TruncatedAnywhereNeverDies) {
  const std::string whole = one_page();
  for (std::size_t tenth = 1; tenth < 10; ++tenth) {
    const std::string part = whole.substr(0, whole.size() * tenth / 10);
    auto source = pdf::open_bytes(part, {});
    if (!source) {
      EXPECT_TRUE(source.error().kind == ProblemKind::damaged ||
                  source.error().kind == ProblemKind::empty)
          << tenth;
      continue;
    }
    for (int page = 1; page <= (*source)->page_count(); ++page) (void)(*source)->interpret(page);
  }
  // Only the table of offsets is lost: everything can be rebuilt.
  const std::string no_table = whole.substr(0, whole.find("xref\n"));
  const std::string with_trailer = no_table + "trailer\n<< /Root 1 0 R >>\n";
  EXPECT_EQ(text_of(test::record_or_fail(with_trailer)), "CONTRATO");
}

TEST(Open, PageTreeWithACycleEnds) {
  PdfBuilder builder;
  builder.add_page("BT /F1 10 Tf 20 50 Td (A) Tj ET");
  std::string file = builder.build();
  const std::size_t kids = file.find("/Kids [");
  file.insert(kids + 7, "2 0 R ");
  const auto source = pdf::open_bytes(file, {});
  if (source) {
    for (int page = 1; page <= (*source)->page_count(); ++page) (void)(*source)->interpret(page);
  } else {
    EXPECT_EQ(source.error().kind, ProblemKind::damaged);
  }
}

TEST(Open, ABadPageLeavesTheOthersWhole) {
  PdfBuilder builder;
  const int bad = builder.add_page("BT /F1 10 Tf 20 50 Td (A) Tj ET");
  builder.add_page("BT /F1 10 Tf 20 50 Td (B) Tj ET");
  const std::string file = builder.revise(builder.build(), bad, "(no page)");
  const auto source = open_or_fail(file);
  ASSERT_NE(source, nullptr);
  ASSERT_EQ(source->page_count(), 2);
  // Poppler closes up the gap, so that the whole page may come first.
  std::string text;
  int failed = 0;
  for (int number = 1; number <= 2; ++number) {
    const auto page = source->interpret(number);
    if (page) {
      text += text_of(*page);
      continue;
    }
    ++failed;
    EXPECT_EQ(page.error().kind, ProblemKind::damaged);
    EXPECT_EQ(page.error().page, number);
  }
  EXPECT_EQ(text, "B");
  EXPECT_EQ(failed, 1);
}

TEST(Open, PagesThatDoNotExist) {
  const std::string file = one_page();
  const auto source = open_or_fail(file);
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(source->interpret(0).error().kind, ProblemKind::internal);
  EXPECT_EQ(source->interpret(2).error().kind, ProblemKind::internal);
  EXPECT_EQ(source->pixels(2, {}).error().kind, ProblemKind::internal);
  EXPECT_EQ(source->image(1, 0, 100, false).error().kind, ProblemKind::internal);
}

TEST(Open, DamageOnAPageIsToldOnce) {
  PdfBuilder builder;
  builder.add_page("BT /F1 10 Tf 20 50 Td (A) Tj ET nonsense nonsense nonsense");
  const RawPage page = test::record_or_fail(builder.build());
  EXPECT_EQ(text_of(page), "A");
  ASSERT_EQ(page.problems.size(), 1U);
  EXPECT_EQ(page.problems[0].kind, ProblemKind::damaged);
  EXPECT_EQ(page.problems[0].page, 1);
}

TEST(Open, PasswordsAreTriedInOrder) {
  const TemporaryFile plain(one_page());
  const std::string locked = plain.path() + ".locked";
  const std::string command =
      "qpdf --encrypt 'contraseña' owner 256 -- '" + plain.path() + "' '" + locked + "'";
  ASSERT_EQ(std::system(command.c_str()), 0) << "qpdf is needed for this test";
  EXPECT_EQ(pdf::open(locked, {}).error().kind, ProblemKind::encrypted);
  pdf::Options options;
  options.passwords = {"wrong"};
  EXPECT_EQ(pdf::open(locked, options).error().kind, ProblemKind::encrypted);
  options.passwords = {"wrong", "contraseña"};
  auto source = pdf::open(locked, options);
  ASSERT_TRUE(source.has_value());
  EXPECT_TRUE((*source)->metadata().encrypted);
  EXPECT_EQ(text_of(*(*source)->interpret(1)), "CONTRATO");
  std::filesystem::remove(locked);
}

TEST(Limits, EachIsAKindOfItsOwn) {
  PdfBuilder builder;
  std::string many;
  for (int i = 0; i < 200; ++i) many += "10 10 5 5 re f BT /F1 10 Tf 20 50 Td (ABC) Tj ET ";
  builder.add_page(many);
  builder.add_page("");
  const std::string file = builder.build();
  const auto kind_under = [&](const pdf::Limits& limits) -> std::optional<ProblemKind> {
    pdf::Options options;
    options.limits = limits;
    const auto page = open_or_fail(file, options)->interpret(1);
    return page ? std::nullopt : std::optional(page.error().kind);
  };
  EXPECT_EQ(kind_under({}), std::nullopt);
  pdf::Limits limits;
  limits.shapes = 100;
  EXPECT_EQ(kind_under(limits), ProblemKind::limit);
  limits = {};
  limits.glyphs = 100;
  EXPECT_EQ(kind_under(limits), ProblemKind::limit);
  limits = {};
  limits.operators = 100;
  EXPECT_EQ(kind_under(limits), ProblemKind::limit);

  pdf::Options one_page_only;
  one_page_only.limits.pages = 1;
  const auto source = open_or_fail(file, one_page_only);
  EXPECT_EQ(source->page_count(), 1);
  EXPECT_EQ(source->metadata().pages, 2);
  ASSERT_EQ(source->metadata().problems.size(), 1U);
  EXPECT_EQ(source->metadata().problems[0].kind, ProblemKind::limit);
}

}  // namespace
}  // namespace tachado
