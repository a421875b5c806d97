// Bad input: each has its typed problem and exit code, and the other documents of the run are
// whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

#include <fstream>

#include "tests/pipeline/support.h"

namespace tachado {
namespace {

using nlohmann::json;
using ::testing::AnyOf;
using testing::Finished;
using ::testing::HasSubstr;
using testing::make_pdf;
using testing::pdf_of_objects;
using testing::read_file;
using testing::run_program;
using testing::run_tachado;
using testing::TemporaryFolder;

std::string big_endian(std::uint32_t value) {
  return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U),
          static_cast<char>(value >> 8U), static_cast<char>(value)};
}

std::string png_chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto sum =
      ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body +
         big_endian(static_cast<std::uint32_t>(sum));
}

// A white 1-bit PNG that unpacks to width * height pixels.
std::string white_png(std::uint32_t width, std::uint32_t height) {
  const std::string row = std::string(1, '\0') + std::string((width + 7) / 8, '\xFF');
  std::string raw;
  for (std::uint32_t y = 0; y < height; ++y) raw += row;
  std::string packed(::compressBound(raw.size()), '\0');
  uLongf size = packed.size();
  ::compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
              reinterpret_cast<const Bytef*>(raw.data()), raw.size(), 1);
  packed.resize(size);
  const std::string header =
      big_endian(width) + big_endian(height) + std::string("\x01\0\0\0\0", 5);
  return "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + png_chunk("IDAT", packed) +
         png_chunk("IEND", "");
}

// Runs over a folder with one bad file and one good one; the good one is whole whatever happens.
json answer_for(const std::string& bad, int code, const std::vector<std::string>& more = {}) {
  const TemporaryFolder folder;
  const std::string good = folder.write("in/good.pdf", make_pdf({"Contrato 1", "Contrato 2"}));
  folder.write("in/bad.pdf", bad);
  std::vector<std::string> command{"run", folder / "in", "-o", "-", "--quiet"};
  command.insert(command.end(), more.begin(), more.end());
  const Finished finished = run_tachado(command);
  EXPECT_EQ(finished.code, code) << finished.err;
  const std::size_t end = finished.out.find('\n');
  EXPECT_NE(end, std::string::npos);
  const json whole = json::parse(finished.out.substr(end + 1));
  EXPECT_EQ(whole["source"]["path"], good);
  EXPECT_EQ(whole["status"], "ok");
  EXPECT_EQ(whole["pages"].size(), 2U);
  return json::parse(finished.out.substr(0, end));
}

std::string kind_of(const json& document) {
  return document["problems"].empty() ? "" : document["problems"][0]["kind"].get<std::string>();
}

TEST(BadInput, AnEmptyFile) {
  const json document = answer_for("", 3);
  EXPECT_EQ(document["status"], "failed");
  EXPECT_EQ(kind_of(document), "empty");
  EXPECT_EQ(document["problems"][0]["message"], "the file has no bytes");
  EXPECT_EQ(document["source"]["bytes"], 0);
}

TEST(BadInput, ForeignFilesUnderAPdfName) {
  const struct {
    std::string content;
    std::string media_type;
  } kCases[] = {{"Just some text about a contract.\n", "text/plain"},
                {"<html><head><title>404</title></head></html>", "text/html"},
                {std::string("PK\x03\x04\x14\0\0\0\x08\0", 10) + "aaaabbbbccccdddd" +
                     std::string("\x05\0\0\0", 4) + "a.txt" + std::string(60, 'x'),
                 "application/zip"},
                {"{\\rtf1\\ansi Hola}", "text/rtf"}};
  for (const auto& [content, media_type] : kCases) {
    const json document = answer_for(content, 3);
    EXPECT_EQ(document["status"], "failed");
    EXPECT_EQ(kind_of(document), "unsupported");
    EXPECT_EQ(document["source"]["media_type"], media_type);
  }
}

std::string little_endian(std::uint32_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
  return text;
}

// As office programs write their files: an archive whose first members tell its kind.
std::string office_file(const std::vector<std::pair<std::string, std::string>>& members) {
  std::string file;
  for (const auto& [name, content] : members) {
    const auto size = static_cast<std::uint32_t>(content.size());
    const auto sum =
        ::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(size));
    file += std::string("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0", 14) +
            little_endian(static_cast<std::uint32_t>(sum), 4) + little_endian(size, 4) +
            little_endian(size, 4) + little_endian(static_cast<std::uint32_t>(name.size()), 2) +
            std::string(2, '\0') + name + content;
  }
  return file;
}

TEST(BadInput, OfficeFilesAreToldByTheirKind) {
  const auto xml = [](const std::string& first) {
    return office_file(
        {{"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", "<x/>"}, {first, "<x/>"}});
  };
  const std::string openxml = "application/vnd.openxmlformats-officedocument.";
  const std::string open_document = "application/vnd.oasis.opendocument.text";
  const struct {
    std::string content;
    std::string media_type;
    std::string words;
  } kCases[] = {
      {xml("word/document.xml"), openxml + "wordprocessingml.document",
       "a word processor's document"},
      {xml("xl/workbook.xml"), openxml + "spreadsheetml.sheet", "a spreadsheet"},
      {xml("ppt/presentation.xml"), openxml + "presentationml.presentation", "a presentation"},
      {office_file({{"mimetype", open_document}}), open_document, "a word processor's document"},
      {"\n <!DOCTYPE html>\n<html><body>503</body></html>", "text/html",
       "a web page, perhaps an error page of the portal"}};
  for (const auto& [content, media_type, words] : kCases) {
    const json document = answer_for(content, 3);
    EXPECT_EQ(kind_of(document), "unsupported");
    EXPECT_EQ(document["source"]["media_type"], media_type);
    EXPECT_EQ(document["problems"][0]["message"],
              "is " + words + " (" + media_type + "); PDF, PNG, JPEG and TIFF are read");
  }
}

std::string stream_of(const std::string& dictionary, const std::string& content) {
  return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" +
         content + "\nendstream";
}

// Two pages; the first has these contents and draws the form /X, the sixth object.
std::string with_first_page(const std::string& contents, const std::vector<std::string>& forms) {
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /XObject "
      "<< /X 6 0 R >> >> >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>", contents};
  objects.insert(objects.end(), forms.begin(), forms.end());
  return pdf_of_objects(objects);
}

std::string deflated(const std::string& bytes) {
  std::string packed(::compressBound(bytes.size()), '\0');
  uLongf size = packed.size();
  ::compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
              reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 9);
  packed.resize(size);
  return packed;
}

void expect_first_page_left_out(const json& document, const std::string& message) {
  EXPECT_EQ(document["status"], "partial");
  EXPECT_EQ(kind_of(document), "limit");
  EXPECT_EQ(document["problems"][0]["page"], 1);
  EXPECT_EQ(document["problems"][0]["message"], message);
  EXPECT_EQ(document["pages"][0]["examined"], false);
  EXPECT_EQ(document["pages"][1]["examined"], true);
}

TEST(BadInput, FormsWithinFormsBeyondTheLimit) {
  constexpr int kForms = 6;
  std::vector<std::string> forms;
  for (int i = 0; i < kForms; ++i) {
    forms.push_back(
        stream_of("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X " +
                      std::to_string(7 + i) + " 0 R >> >>",
                  i + 1 < kForms ? "/X Do" : "0 0 9 9 re f"));
  }
  const std::string file = with_first_page(stream_of("", "/X Do"), forms);
  expect_first_page_left_out(
      answer_for(file, 3, {"--ocr", "never", "--object-depth", "5"}),
      "the page has more forms within forms (--object-depth) than the limit allows");
  EXPECT_EQ(answer_for(file, 0, {"--ocr", "never", "--object-depth", "6"})["status"], "ok");
}

TEST(BadInput, InstructionsThatExpandBeyondTheLimit) {
  const std::string packed = deflated(std::string(3 << 20, ' '));
  const std::string message =
      "the page has more decompressed instructions (--content-mb) than the limit allows";
  const std::string empty_form = stream_of("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", "");
  const std::string page = with_first_page(stream_of("/Filter /FlateDecode", packed), {empty_form});
  expect_first_page_left_out(answer_for(page, 3, {"--ocr", "never", "--content-mb", "2"}), message);
  EXPECT_EQ(answer_for(page, 0, {"--ocr", "never", "--content-mb", "4"})["status"], "ok");
  const std::string form = with_first_page(
      stream_of("", "/X Do"),
      {stream_of("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Filter /FlateDecode", packed)});
  expect_first_page_left_out(answer_for(form, 3, {"--ocr", "never", "--content-mb", "2"}), message);
}

TEST(BadInput, AnAnswerLongerThanTheLimit) {
  testing::PdfOptions full;  // of small print
  for (int y = 20; y < 680; y += 12) {
    full.extra += "BT /F1 2 Tf 72 " + std::to_string(y) + " Td (";
    for (int i = 0; i < 40; ++i) full.extra += "palabra ";
    full.extra += ") Tj ET\n";
  }
  const std::string file = make_pdf(std::vector<std::string>(100, "hoja"), full);
  const json document = answer_for(file, 3, {"--ocr", "never", "--output-mb", "1"});
  EXPECT_EQ(document["status"], "partial");
  EXPECT_EQ(kind_of(document), "limit");
  EXPECT_EQ(
      document["problems"][0]["message"],
      "what the pages before it say comes to more than 1 MB; raise --output-mb to allow more");
  EXPECT_EQ(document["pages"].size(), 100U);
  EXPECT_EQ(document["pages"][0]["examined"], true);
  EXPECT_EQ(document["pages"][99]["examined"], false);
  EXPECT_EQ(document["redactions"]["count"], nullptr);
}

TEST(BadInput, TruncatedAtTenPlaces) {
  const std::string whole = make_pdf({"uno", "dos", "tres", "cuatro"});
  for (std::size_t tenth = 1; tenth <= 10; ++tenth) {
    const std::size_t bytes = whole.size() * tenth / 11;
    const json document = answer_for(whole.substr(0, bytes), 3);
    EXPECT_THAT(document["status"].get<std::string>(), AnyOf("failed", "partial")) << bytes;
    EXPECT_EQ(kind_of(document), "damaged") << bytes;
  }
}

TEST(BadInput, DamageIsSaidInWordsForPeople) {
  testing::PdfOptions strange;
  strange.extra = "1 2 zzz 3 4 yyy 5 (contrasena) vvvvvvv";
  const json document = answer_for(make_pdf({"uno"}, strange), 3, {"--ocr", "never"});
  EXPECT_EQ(document["status"], "partial");
  ASSERT_EQ(document["problems"].size(), 1U);  // of three that mean the same
  EXPECT_EQ(document["problems"][0]["page"], 1);
  EXPECT_EQ(document["problems"][0]["message"],
            "drawing instructions are damaged; parts may be missing (Poppler: Unknown operator "
            "'zzz')");
}

TEST(BadInput, NoPages) {
  const json document = answer_for(
      pdf_of_objects({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"}),
      3);
  EXPECT_EQ(document["status"], "failed");
  EXPECT_THAT(kind_of(document), AnyOf("empty", "damaged"));
  EXPECT_EQ(document["summary"]["redaction_level"], nullptr);
}

TEST(BadInput, APageTreeThatGoesInCircles) {
  const json document = answer_for(
      pdf_of_objects({"<< /Type /Catalog /Pages 2 0 R >>",
                      "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
                      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> >>"}),
      3);
  EXPECT_THAT(document["status"].get<std::string>(), AnyOf("partial", "failed"));
}

TEST(BadInput, AnImageOfFourHundredMillionPixels) {
  const json document = answer_for(white_png(20'000, 20'000), 3);
  EXPECT_EQ(document["source"]["media_type"], "image/png");
  EXPECT_THAT(document["status"].get<std::string>(), AnyOf("partial", "failed"));
  EXPECT_EQ(kind_of(document), "limit");
}

TEST(BadInput, PixelsBeyondTheLimit) {
  const std::string png = white_png(2000, 1500);
  const std::string message = "the image has more pixels (--megapixels) than the limit allows";
  const json refused = answer_for(png, 3, {"--ocr", "never", "--megapixels", "2"});
  EXPECT_EQ(kind_of(refused), "limit");
  EXPECT_EQ(refused["problems"][0]["message"], message);
  EXPECT_EQ(answer_for(png, 0, {"--ocr", "never", "--megapixels", "3"})["status"], "ok");
  // The same within a PDF, as its page's only picture.
  const std::string picture = stream_of(
      "/Type /XObject /Subtype /Image /Width 2000 /Height 1500 /BitsPerComponent 1 "
      "/ColorSpace /DeviceGray /Filter /FlateDecode",
      deflated(std::string(250 * 750, '\xFF') + std::string(250 * 750, '\xF0')));
  const std::string scan = with_first_page(stream_of("", "612 0 0 792 0 0 cm /X Do"), {picture});
  const json left_out = answer_for(scan, 3, {"--ocr", "never", "--megapixels", "2"});
  EXPECT_EQ(left_out["status"], "partial");
  ASSERT_EQ(kind_of(left_out), "limit");
  EXPECT_EQ(left_out["problems"][0]["page"], 1);
  EXPECT_EQ(left_out["problems"][0]["message"],
            "an image has more pixels (--megapixels) than the limit allows");
  EXPECT_EQ(answer_for(scan, 0, {"--ocr", "never", "--megapixels", "3"})["status"], "ok");
  // Several stages ask for the same pixels.
  EXPECT_EQ(answer_for(scan, 3, {"--megapixels", "2"})["problems"], left_out["problems"]);
}

TEST(BadInput, APageOfTwoHundredInches) {
  const json document =
      answer_for(make_pdf({"grande"}, {.width = 14400, .height = 14400, .extra = ""}), 0);
  EXPECT_EQ(document["status"], "ok");
  EXPECT_EQ(document["pages"][0]["width"], 14400);
}

TEST(BadInput, AWrongPassword) {
  const std::string locked = read_file(TACHADO_TEST_DATA "/pipeline/encrypted_user_secreto.pdf");
  const json without = answer_for(locked, 3);
  EXPECT_EQ(without["status"], "failed");
  EXPECT_EQ(kind_of(without), "encrypted");
  EXPECT_EQ(without["metadata"]["encrypted"], true);
  EXPECT_EQ(kind_of(answer_for(locked, 3, {"--password", "falso"})), "encrypted");
  const json with = answer_for(locked, 0, {"--password", "falso", "--password", "secreto"});
  EXPECT_EQ(with["status"], "ok");
  EXPECT_EQ(with["metadata"]["encrypted"], true);
}

TEST(BadInput, MorePagesThanAllowed) {
  const json document = answer_for(make_pdf({"uno", "dos", "tres"}), 3, {"--pages", "2"});
  EXPECT_EQ(document["status"], "partial");
  EXPECT_EQ(kind_of(document), "limit");
  EXPECT_EQ(document["problems"][0]["message"],
            "pages after page 2 are not read; raise --pages to read them");
  EXPECT_EQ(document["pages"].size(), 2U);
  EXPECT_EQ(document["metadata"]["pages"], 3);
  EXPECT_EQ(document["redactions"]["count"], nullptr);
}

TEST(BadInput, AMissingFileAndAnEmptyFolder) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "empty");
  const Finished finished =
      run_tachado({"run", folder / "gone.pdf", folder / "empty", "-o", folder / "out"});
  EXPECT_EQ(finished.code, 3);
  const json gone = json::parse(
      read_file(folder.path() / "out/documents" / ((folder / "gone.pdf").substr(1) + ".json")));
  EXPECT_EQ(gone["problems"][0]["message"], "cannot be read: No such file or directory");
  EXPECT_EQ(kind_of(gone), "io");
  EXPECT_THAT(read_file(folder / "out/failures.csv"), HasSubstr("is a folder without files"));
}

// Root does it as nobody: file modes do not stop root.
TEST(BadInput, WhatMayNotBeReadOrWritten) {
  const TemporaryFolder folder;
  folder.write("in/good.pdf", make_pdf({"uno"}));
  const std::string secret = folder.write("in/secret.pdf", make_pdf({"dos"}));
  ::chmod(folder.path().c_str(), 0755);
  ::chmod(secret.c_str(), 0);
  folder.write("in/closed/a.pdf", make_pdf({"tres"}));
  ::chmod((folder / "in/closed").c_str(), 0);
  std::filesystem::create_directories(folder / "locked");
  ::chmod((folder / "locked").c_str(), 0555);
  std::filesystem::create_directories(folder / "out");
  ::chmod((folder / "out").c_str(), 0777);
  // The binary may lie where nobody may look: it is opened before the privileges are dropped.
  const std::string another =
      ::geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : "";
  const std::string as_nobody = "exec 9<" TACHADO_BINARY "; cd / && exec " + another +
                                "/proc/self/fd/9 run " + (folder / "in") + " -o ";
  const Finished unwritable = run_program({"sh", "-c", as_nobody + (folder / "locked")});
  EXPECT_EQ(unwritable.code, 4);
  EXPECT_EQ(unwritable.err, "tachado: error: " + (folder / "locked") +
                                ": the folder cannot be made: Permission denied; choose another "
                                "folder with -o\n");
  const Finished unreadable = run_program({"sh", "-c", as_nobody + (folder / "out")});
  EXPECT_EQ(unreadable.code, 3) << unreadable.err;
  EXPECT_THAT(read_file(folder / "out/failures.csv"),
              HasSubstr("secret.pdf,failed,pipeline,,io,cannot be read: Permission denied"));
  EXPECT_THAT(read_file(folder / "out/failures.csv"),
              HasSubstr("closed,failed,pipeline,,io,is a folder that cannot be read: Permission "
                        "denied"));
  EXPECT_THAT(read_file(folder / "out/summary.csv"), HasSubstr("good.pdf"));
  ::chmod((folder / "in/closed").c_str(), 0755);  // to be removed
}

// A sink that fails as a full disk does: no file may grow beyond a few kilobytes.
TEST(BadInput, AFullDisk) {
  const TemporaryFolder folder;
  folder.write("in/a.pdf", make_pdf({"uno"}));
  const std::string full = folder / "full";
  std::filesystem::create_directories(full);
  const Finished mounted = run_program({"mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", full});
  std::string out = full;
  if (mounted.code != 0) out = "/dev/full";
  for (int i = 0; i < 40; ++i) {
    folder.write("in/b" + std::to_string(i) + ".pdf",
                 make_pdf(std::vector<std::string>(30, "una hoja con algo de texto")));
  }
  const Finished finished = run_tachado({"run", folder / "in", "-o", out});
  EXPECT_EQ(finished.code, 4);
  if (mounted.code == 0) {
    EXPECT_THAT(finished.err, HasSubstr("No space left on device"));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(full)) {
      if (entry.path().extension() == ".json") {
        EXPECT_TRUE(json::accept(read_file(entry.path()))) << entry.path();
      }
    }
    // With more room the same command does the rest.
    run_program({"mount", "-o", "remount,size=20m", full});
    EXPECT_EQ(run_tachado({"run", folder / "in", "-o", out, "--quiet"}).code, 0);
    EXPECT_EQ(run_tachado({"run", folder / "in", "-o", folder / "calm", "--quiet"}).code, 0);
    for (const char* table : {"documents.jsonl", "summary.csv", "failures.csv"}) {
      EXPECT_EQ(read_file(full + "/" + table), read_file(folder.path() / "calm" / table));
    }
    EXPECT_TRUE(std::filesystem::is_empty(full + "/.tachado/writing"));
    ::umount(full.c_str());
  }
  const Finished stream =
      run_program({"sh", "-c", TACHADO_BINARY " run " + (folder / "in") + " -o - > /dev/full"});
  EXPECT_EQ(stream.code, 4);
  EXPECT_THAT(stream.err, HasSubstr("tachado: error: standard output: cannot be written: No space "
                                    "left on device"));
}

// What was finished before the disk was full is not done again: the tables give the state their
// room, a megabyte by then. With one worker they have grown in step with the documents.
TEST(BadInput, AFullDiskKeepsWhatIsFinished) {
  const TemporaryFolder folder;
  constexpr int kDocuments = 1000;
  for (int i = 0; i < kDocuments; ++i) {
    folder.write("in/" + std::to_string(i) + ".pdf", make_pdf({"hoja " + std::to_string(i)}));
  }
  const std::string full = folder / "full";
  std::filesystem::create_directories(full);
  ASSERT_EQ(run_program({"mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", full}).code, 0);
  const std::vector<std::string> run{"run", folder / "in", "-o", full, "--ocr", "never", "-j", "1"};
  const Finished finished = run_tachado(run);
  EXPECT_EQ(finished.code, 4);
  EXPECT_THAT(finished.err, HasSubstr("cannot be written: No space left on device"));
  run_program({"mount", "-o", "remount,size=20m", full});
  const Finished rest = run_tachado(run);
  EXPECT_EQ(rest.code, 0);
  EXPECT_THAT(rest.err, HasSubstr("1000 ("));
  EXPECT_THAT(rest.err, HasSubstr(" unchanged since an earlier run)"));
  const std::string lines = read_file(full + "/documents.jsonl");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), kDocuments);
  ::umount(full.c_str());
}

TEST(BadInput, AReaderThatGoesAway) {
  const TemporaryFolder folder;
  for (int i = 0; i < 50; ++i) {
    folder.write("in/" + std::to_string(i) + ".pdf", make_pdf({"uno", "dos", "tres"}));
  }
  const Finished finished = run_program(
      {"bash", "-c",
       TACHADO_BINARY " run " + (folder / "in") + " -o - -q | head -c 10; exit ${PIPESTATUS[0]}"});
  EXPECT_EQ(finished.code, 4);
}

}  // namespace
}  // namespace tachado
