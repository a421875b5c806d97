// What a document says of itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/pdf/open_pages.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado {
namespace {

using test::open_or_fail;
using test::PdfBuilder;

TEST(Metadata, DocumentInformation) {
  PdfBuilder builder;
  builder.add_page("");
  const int info = builder.add(
      "<< /Title <FEFF004100F1006F> /Author (Secretar\\355a) /Producer (x) "
      "/CreationDate (D:20220516100000-06'00') /ModDate (D:2022) >>");
  builder.trailer("/Info " + builder.ref(info));
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  ASSERT_NE(source, nullptr);
  const Metadata& metadata = source->metadata();
  EXPECT_EQ(metadata.title, "Año");
  EXPECT_EQ(metadata.author, "Secretaría");
  EXPECT_EQ(metadata.producer, "x");
  EXPECT_EQ(metadata.created, "2022-05-16T10:00:00-06:00");
  EXPECT_EQ(metadata.modified, "2022");
  EXPECT_EQ(metadata.pages, 1);
  EXPECT_FALSE(metadata.encrypted);
  EXPECT_EQ(metadata.revisions, 1);
}

struct DateCase {
  const char* printed;
  const char* iso;  // nullptr: no date
};

TEST(Metadata, Dates) {
  const DateCase cases[] = {{"D:20220516", "2022-05-16"},
                            {"D:202205161000Z", "2022-05-16T10:00:00Z"},
                            {"D:20220516100059+02'30'", "2022-05-16T10:00:59+02:30"},
                            {"D:20220516100059", "2022-05-16T10:00:59"},
                            {"20220516100059-0600", "2022-05-16T10:00:59-06:00"},
                            {"D:20221399", "2022"},
                            {"yesterday", nullptr}};
  for (const DateCase& c : cases) {
    PdfBuilder builder;
    builder.add_page("");
    const int info = builder.add("<< /CreationDate (" + std::string(c.printed) + ") >>");
    builder.trailer("/Info " + builder.ref(info));
    const std::string file = builder.build();
    const auto source = open_or_fail(file);
    ASSERT_NE(source, nullptr);
    const auto expected = c.iso != nullptr ? std::optional<std::string>(c.iso) : std::nullopt;
    EXPECT_EQ(source->metadata().created, expected) << c.printed;
  }
}

TEST(Metadata, XmpFillsWhatTheInformationLacks) {
  PdfBuilder builder;
  builder.add_page("");
  const int xmp = builder.add_stream(
      "/Type /Metadata /Subtype /XML",
      "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description "
      "xmp:CreateDate='2021-01-02T03:04:05Z'><xmp:ModifyDate>2021-02-03</xmp:ModifyDate>"
      "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>A &amp; B</rdf:li></rdf:Alt></dc:title>"
      "</rdf:Description></rdf:RDF></x:xmpmeta>");
  builder.catalog("/Metadata " + builder.ref(xmp));
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(source->metadata().title, "A & B");
  EXPECT_EQ(source->metadata().created, "2021-01-02T03:04:05Z");
  EXPECT_EQ(source->metadata().modified, "2021-02-03");
  EXPECT_EQ(source->metadata().author, std::nullopt);
}

TEST(Metadata, PageLabels) {
  PdfBuilder builder;
  builder.add_page("");
  builder.add_page("");
  builder.add_page("");
  builder.catalog("/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /P (A-) >>] >>");
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(source->interpret(1)->label, "i");
  EXPECT_EQ(source->interpret(2)->label, "ii");
  EXPECT_EQ(source->interpret(3)->label, "A-1");
}

TEST(Metadata, RevisionsAreCountedByWhatWasAppended) {
  PdfBuilder builder;
  builder.add_page("");
  const int note = builder.add("(one)");
  const std::string first = builder.build();
  const std::string second = builder.revise(first, note, "(two)");
  const std::string third = builder.revise(second, note, "(three)");
  EXPECT_EQ(open_or_fail(first)->metadata().revisions, 1);
  EXPECT_EQ(open_or_fail(second)->metadata().revisions, 2);
  EXPECT_EQ(open_or_fail(third)->metadata().revisions, 3);
  // Word's second, empty table; and a mark that is only repeated.
  const std::size_t at = first.rfind("xref\n1 1");
  const std::string empty = first + "xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R /Prev " +
                            std::to_string(at) + " >>\nstartxref\n" + std::to_string(first.size()) +
                            "\n%%EOF\n";
  EXPECT_EQ(open_or_fail(empty)->metadata().revisions, 1);
  const std::string repeated = first + first.substr(first.rfind("startxref"));
  EXPECT_EQ(open_or_fail(repeated)->metadata().revisions, 1);
}

TEST(Metadata, Signatures) {
  PdfBuilder builder;
  builder.add_page("");
  const std::string digits(64, '0');
  // The ranges are filled in once the file's size is known: ten places each.
  const std::string blank_ranges = "[0 1111111111 2222222222 3333333333]";
  const int value = builder.add(
      "<< /Type /Sig /Filter /Adobe.PPKLite /Name (Ana P\\351rez) "
      "/M (D:20220516120000Z) /ByteRange " +
      blank_ranges + " /Contents <" + digits + "> >>");
  const int field = builder.add("<< /FT /Sig /T (s) /V " + builder.ref(value) + " >>");
  builder.catalog("/AcroForm << /Fields [" + builder.ref(field) + "] >>");
  std::string file = builder.build();
  const std::size_t open = file.find("<" + digits + ">");
  const std::size_t close = open + digits.size() + 2;
  const auto ten = [](std::size_t number) {
    std::string text = std::to_string(number);
    return std::string(10 - text.size(), ' ') + text;
  };
  std::string ranges = "[0 " + ten(open) + " " + ten(close) + " " + ten(file.size() - close) + "]";
  file.replace(file.find(blank_ranges), blank_ranges.size(), ranges);
  {
    const auto source = open_or_fail(file);
    ASSERT_EQ(source->metadata().signatures.size(), 1U);
    const Signature& signature = source->metadata().signatures[0];
    EXPECT_EQ(signature.signer, "Ana Pérez");
    EXPECT_EQ(signature.time, "2022-05-16T12:00:00Z");
    EXPECT_TRUE(signature.covers_whole_file);
  }
  const std::string changed =
      builder.revise(file, field, "<< /FT /Sig /T (s) /V " + builder.ref(value) + " >>");
  const auto source = open_or_fail(changed);
  ASSERT_EQ(source->metadata().signatures.size(), 1U);
  EXPECT_FALSE(source->metadata().signatures[0].covers_whole_file);
}

TEST(Metadata, Attachments) {
  PdfBuilder builder;
  const int data = builder.add_stream("/Type /EmbeddedFile /Params << /Size 3 >>", "abc");
  const int spec =
      builder.add("<< /Type /Filespec /F (anexo.txt) /EF << /F " + builder.ref(data) + " >> >>");
  const int pin = builder.add("<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 10 10] /FS " +
                              builder.ref(spec) + " >>");
  builder.catalog("/Names << /EmbeddedFiles << /Names [(a) " + builder.ref(spec) + "] >> >>");
  builder.add_page("", "/MediaBox [0 0 200 300] /Annots [" + builder.ref(pin) + "]");
  const std::string file = builder.build();
  const auto source = open_or_fail(file);
  ASSERT_NE(source, nullptr);
  ASSERT_EQ(source->metadata().attachments.size(), 2U);
  for (const Attachment& attachment : source->metadata().attachments) {
    EXPECT_EQ(attachment.name, "anexo.txt");
    EXPECT_EQ(attachment.bytes, 3);
  }
}

}  // namespace
}  // namespace tachado
