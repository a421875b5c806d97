#include "stages/export/marked_pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "stages/export/document_json.h"

namespace tachado::exporting {
namespace {

using ::testing::HasSubstr;

// A PDF of one blank page.
std::string pdf_with(const std::string& page_entries) {
  std::string pdf = "%PDF-1.7\n";
  std::vector<std::size_t> offsets;
  const auto add = [&](const std::string& object) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(offsets.size()) + " 0 obj\n" + object + "\nendobj\n";
  };
  add("<< /Type /Catalog /Pages 2 0 R >>");
  add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  add("<< /Type /Page /Parent 2 0 R " + page_entries + " >>");
  const std::size_t xref = pdf.size();
  pdf += "xref\n0 4\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return pdf + "trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n" + std::to_string(xref) +
         "\n%%EOF\n";
}

std::string document_with(double width, double height) {
  DocumentInfo info;
  info.source.media_type = "application/pdf";
  info.source.sha256 = std::string(64, 'a');
  info.metadata.pages = 1;
  AmountField amount;
  amount.minor_units = 100;
  amount.role = "total";
  Evidence evidence;
  evidence.page = 1;
  evidence.box = {10, 20, 60, 30};
  amount.evidence = {evidence};
  info.fields.fields.amounts = {amount};
  Page page;
  page.width = width;
  page.height = height;
  Redaction redaction;
  redaction.id = "p1-r1";
  redaction.kind = RegionKind::filled;
  redaction.box = {10, 40, 60, 50};
  redaction.findings.push_back({.kind = "box_over_text", .text = "el secreto"});
  page.redactions = {redaction};
  std::string json;
  write_document_begin(json, info);
  write_page(json, page, true);
  write_document_end(json);
  return json;
}

// Writes `pdf` to a file and gives the marked copy.
Result<std::string> marked(const std::string& pdf, const std::string& document,
                           const std::string& sha256 = std::string(64, 'a')) {
  std::string name = (std::filesystem::temp_directory_path() / "tachado-marked-XXXXXX").string();
  const int fd = ::mkstemp(name.data());
  EXPECT_GE(fd, 0);
  ::close(fd);
  std::ofstream(name, std::ios::binary) << pdf;
  std::istringstream in(document);
  std::string copy;
  auto written = write_marked_pdf(in, {name, sha256},
                                  [&](std::string_view piece) { copy += piece; }, {.reveal = true});
  std::filesystem::remove(name);
  if (!written) return fail(written.error());
  return copy;
}

std::vector<QPDFObjectHandle> annotations_of(QPDF& pdf, const std::string& bytes) {
  pdf.processMemoryFile("copy", bytes.data(), bytes.size());
  auto pages = QPDFPageDocumentHelper(pdf).getAllPages();
  return pages.at(0).getObjectHandle().getKey("/Annots").getArrayAsVector();
}

std::vector<double> rectangle(QPDFObjectHandle annotation) {
  std::vector<double> corners;
  for (auto& each : annotation.getKey("/Rect").getArrayAsVector()) {
    corners.push_back(each.getNumericValue());
  }
  return corners;
}

TEST(MarkedPdf, PutsEachThingInItsPlaceWhicheverWayThePageIsTurned) {
  const struct {
    std::string page;
    double width, height;
    std::vector<double> highlight;
  } kCases[] = {
      {"/MediaBox [0 0 200 100]", 200, 100, {10, 70, 60, 80}},
      {"/MediaBox [0 0 200 100] /CropBox [50 0 200 90]", 150, 90, {60, 60, 110, 70}},
      {"/MediaBox [0 0 200 100] /Rotate 90", 100, 200, {20, 10, 30, 60}},
      {"/MediaBox [0 0 200 100] /Rotate 180", 200, 100, {140, 20, 190, 30}},
      {"/MediaBox [0 0 200 100] /Rotate 270", 100, 200, {170, 40, 180, 90}},
      {"/MediaBox [0 0 100 50] /UserUnit 2", 200, 100, {5, 35, 30, 40}},
  };
  for (const auto& each : kCases) {
    const auto copy = marked(pdf_with(each.page), document_with(each.width, each.height));
    ASSERT_TRUE(copy) << copy.error().message;
    QPDF pdf;
    const auto annotations = annotations_of(pdf, *copy);
    ASSERT_EQ(annotations.size(), 2U);
    QPDFObjectHandle highlight = annotations[0];
    EXPECT_EQ(highlight.getKey("/Subtype").getName(), "/Highlight");
    EXPECT_EQ(rectangle(highlight), each.highlight) << each.page;
    EXPECT_TRUE(highlight.getKey("/AP").getKey("/N").isStream());
  }
}

TEST(MarkedPdf, NeverHoldsWhatWasRecovered) {
  const auto copy = marked(pdf_with("/MediaBox [0 0 200 100]"), document_with(200, 100));
  ASSERT_TRUE(copy);
  QPDF pdf;
  QPDFObjectHandle square = annotations_of(pdf, *copy)[1];
  EXPECT_EQ(square.getKey("/Subtype").getName(), "/Square");
  EXPECT_EQ(square.getKey("/Contents").getUTF8Value(),
            "p1-r1: filled, hides unknown, box_over_text");
  EXPECT_EQ(copy->find("secreto"), std::string::npos);
}

TEST(MarkedPdf, KeepsTheAnnotationsThatAreThere) {
  const auto copy = marked(
      pdf_with(
          "/MediaBox [0 0 200 100] /Annots [<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] >>]"),
      document_with(200, 100));
  ASSERT_TRUE(copy);
  QPDF pdf;
  EXPECT_EQ(annotations_of(pdf, *copy).size(), 3U);
}

TEST(MarkedPdf, TheSameTwiceGivesTheSameBytes) {
  const std::string pdf = pdf_with("/MediaBox [0 0 200 100]");
  EXPECT_EQ(*marked(pdf, document_with(200, 100)), *marked(pdf, document_with(200, 100)));
}

TEST(MarkedPdf, RefusesAFileThatWasChanged) {
  const auto copy = marked(pdf_with(""), document_with(200, 100), "other");
  ASSERT_FALSE(copy);
  EXPECT_EQ(copy.error().kind, ProblemKind::io);
  EXPECT_THAT(copy.error().message, HasSubstr("changed"));
}

}  // namespace
}  // namespace tachado::exporting
