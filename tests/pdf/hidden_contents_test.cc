// What a PDF holds beside its pages, and what its earlier revisions said.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "stages/pdf/object_bytes.h"
#include "stages/pdf/scripts.h"
#include "tests/pdf/open_pages.h"
#include "tests/support/redaction_pairs.h"

namespace tachado::pdf {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const test::RedactionPair& pair_named(const std::string& name) {
  static const std::vector<test::RedactionPair> kPairs = test::redaction_pairs();
  return *std::find_if(kPairs.begin(), kPairs.end(),
                       [&](const auto& pair) { return pair.name == name; });
}

// The texts of one kind, joined.
std::string held(const std::string& bytes, const std::string& kind) {
  const auto source = test::open_or_fail(bytes);
  if (!source) return {};
  const auto contents = source->hidden_contents({1});
  EXPECT_TRUE(contents.has_value());
  std::string text;
  for (const HiddenContent& content : *contents) {
    if (content.kind == kind) text += content.text + "|";
  }
  return text;
}

struct Place {
  const char* pair;
  const char* kind;
  const char* says;
};

class HiddenContents : public ::testing::TestWithParam<Place> {};

TEST_P(HiddenContents, AreReadFromTheirPlace) {
  EXPECT_THAT(held(pair_named(GetParam().pair).failed, GetParam().kind),
              HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    Of, HiddenContents,
    ::testing::Values(Place{"title", "metadata", "Teodora Quintanar"},
                      Place{"xmp", "metadata", "Contrato con Teodora Quintanar"},
                      Place{"bookmark", "bookmark", "Representante: Teodora Quintanar"},
                      Place{"attached_text", "attachment", "version integra"},
                      Place{"attached_pdf", "attachment", "Teodora Quintanar 73,914.50 EUR"},
                      Place{"attached_name", "file_name", "Teodora_Quintanar.bin"},
                      Place{"comment", "annotation_contents", "Teodora Quintanar"},
                      Place{"field", "form_field", "Teodora Quintanar"},
                      Place{"xfa", "form_field", "Teodora Quintanar"},
                      Place{"actual_text", "tagged_text", "Teodora Quintanar"},
                      Place{"alternative_text", "tagged_text", "Teodora Quintanar"},
                      Place{"orphan", "orphan_object", "Firma Teodora Quintanar"},
                      Place{"private_stream", "other", "Representante legal"},
                      Place{"script", "javascript", "Teodora Quintanar"}),
    [](const auto& one) { return std::string(one.param.pair); });

TEST(EarlierRevisions, SayOnlyWhatTheLastNoLongerSays) {
  EXPECT_EQ(held(pair_named("earlier_revision").failed, "earlier_revision"),
            "Teodora Quintanar 73,914.50 EUR|");
  EXPECT_EQ(held(pair_named("earlier_revision").sound, "earlier_revision"), "");
}

TEST(EarlierRevisions, AnAttachedFilesEndsAreNone) {
  const std::string& bytes = pair_named("attached_pdf").failed;
  EXPECT_EQ(held(bytes, "earlier_revision"), "");
  EXPECT_EQ(test::open_or_fail(bytes)->metadata().revisions, 1);
}

TEST(Scripts, TheirLiteralsAreRead) {
  EXPECT_THAT(string_literals(R"(alert("a \"b\" c"); // "no"
                                 /* 'nor this' */ x = 'A\u0062\x63' + `d`;)"),
              ElementsAre("a \"b\" c", "Abc", "d"));
  EXPECT_THAT(string_literals("\"never closed\nx = 1"), ElementsAre("never closed"));
  EXPECT_THAT(string_literals("x = \"\";"), IsEmpty());
  EXPECT_THAT(string_literals("'ends with a backslash\\"), ElementsAre("ends with a backslash\\"));
}

TEST(Xml, IsReadWithoutItsTags) {
  EXPECT_EQ(text_of_xml("<a x='1'>Pe&amp;a <b>y</b>\n C&iacute;a</a>"), "Pe&a y C&iacute;a");
  EXPECT_EQ(text_of_xml("no tags"), "no tags");
  EXPECT_EQ(text_of_xml("<open"), "");
}

TEST(PlainText, IsToldFromBytes) {
  EXPECT_TRUE(is_plain_text("una nota de texto"));
  EXPECT_FALSE(is_plain_text("abc"));
  EXPECT_FALSE(is_plain_text(std::string("\0\1\2\3\4\5\6\7", 8)));
}

}  // namespace
}  // namespace tachado::pdf
