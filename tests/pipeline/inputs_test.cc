// Archives, manifests and files that come twice, as inputs of a run.
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <sstream>

#include "pipeline/archive.h"
#include "pipeline/manifest.h"
#include "pipeline/tasks.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using nlohmann::json;
using tachado::testing::Finished;
using tachado::testing::make_pdf;
using tachado::testing::read_file;
using tachado::testing::run_tachado;
using tachado::testing::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

using Members = std::vector<std::pair<std::string, std::string>>;

// An archive of the kind that its name says, with these files.
std::string make_archive(const TemporaryFolder& folder, const std::string& name,
                         const Members& members) {
  const std::string path = folder.write(name, "");
  archive* writer = archive_write_new();
  if (name.ends_with(".zip")) archive_write_set_format_zip(writer);
  if (name.ends_with(".7z")) archive_write_set_format_7zip(writer);
  if (name.ends_with(".tar") || name.ends_with(".tar.gz")) {
    archive_write_set_format_pax_restricted(writer);
  }
  if (name.ends_with(".gz")) archive_write_add_filter_gzip(writer);
  EXPECT_EQ(archive_write_open_filename(writer, path.c_str()), ARCHIVE_OK);
  for (const auto& [member, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK);
    archive_write_data(writer, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_free(writer);
  return path;
}

std::vector<json> documents_in(const std::string& lines) {
  std::vector<json> documents;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) documents.push_back(json::parse(line));
  return documents;
}

std::vector<std::string> paths_in(const std::string& lines) {
  std::vector<std::string> paths;
  for (const json& document : documents_in(lines)) {
    paths.push_back(
        std::filesystem::path(document["source"]["path"].get<std::string>()).filename().string());
  }
  return paths;
}

std::string extracted(Archive& archive, const std::string& member) {
  const TemporaryFolder folder;
  const std::string path = folder.write("out", "");
  const Fd out(::open(path.c_str(), O_WRONLY));
  const auto done = archive.extract(member, out.value());
  return done ? read_file(path) : "(" + done.error().message + ")";
}

TEST(Location, TellsContainersByTheirPlace) {
  const Location file{"a!/b.zip", {}};
  const Location inner = file.member("c.zip").member("d!/e.pdf");
  EXPECT_EQ(inner.path, "a!/b.zip!/c.zip!/d!/e.pdf");
  EXPECT_EQ(inner.file(), "a!/b.zip");
  EXPECT_THAT(inner.members(), ElementsAre("c.zip", "d!/e.pdf"));
}

std::string little_endian(std::uint64_t value, int bytes) {
  std::string result;
  for (; bytes > 0; --bytes, value >>= 8U) result += static_cast<char>(value & 0xFFU);
  return result;
}

std::uint32_t checksum(const std::string& bytes) {
  return static_cast<std::uint32_t>(
      ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// RAR 4 as its technote says it (rarlab.com), members stored as they are: no free program writes
// one.
std::string rar4(const Members& members) {
  const auto block = [](const std::string& after_checksum) {
    return little_endian(checksum(after_checksum) & 0xFFFFU, 2) + after_checksum;
  };
  std::string file("Rar!\x1a\x07\0", 7);
  file += block("\x73" + little_endian(0, 2) + little_endian(13, 2) + little_endian(0, 6));
  for (const auto& [name, content] : members) {
    constexpr std::size_t kFixed = 32;
    constexpr std::uint64_t kHasData = 0x8000;
    constexpr std::uint64_t kUnix = 3;
    constexpr std::uint64_t kVersion = 20;
    constexpr std::uint64_t kStored = 0x30;
    constexpr std::uint64_t kDosTime = 0x52210000;
    file +=
        block("\x74" + little_endian(kHasData, 2) + little_endian(kFixed + name.size(), 2) +
              little_endian(content.size(), 4) + little_endian(content.size(), 4) +
              little_endian(kUnix, 1) + little_endian(checksum(content), 4) +
              little_endian(kDosTime, 4) + little_endian(kVersion, 1) + little_endian(kStored, 1) +
              little_endian(name.size(), 2) + little_endian(0100644, 4) + name) +
        content;
  }
  return file + block("\x7b" + little_endian(0x4000, 2) + little_endian(7, 2));
}

std::string rar5(const Members& members) {
  const auto number = [](std::uint64_t value) {
    std::string bytes;
    for (; value > 0x7F; value >>= 7U) bytes += static_cast<char>(0x80U | (value & 0x7FU));
    return bytes + static_cast<char>(value);
  };
  const auto block = [&](const std::string& header) {
    const std::string sized = number(header.size()) + header;
    return little_endian(checksum(sized), 4) + sized;
  };
  std::string file("Rar!\x1a\x07\x01\0", 8);
  file += block(number(1) + number(0) + number(0));
  for (const auto& [name, content] : members) {
    constexpr std::uint64_t kHasData = 2;
    constexpr std::uint64_t kHasChecksum = 4;
    constexpr std::uint64_t kUnix = 1;
    file += block(number(2) + number(kHasData) + number(content.size()) + number(kHasChecksum) +
                  number(content.size()) + number(0100644) + little_endian(checksum(content), 4) +
                  number(0) + number(kUnix) + number(name.size()) + name) +
            content;
  }
  return file + block(number(5) + number(0) + number(0));
}

TEST(ArchiveFile, MayBeRar) {
  const Members members{{"a.pdf", make_pdf({"uno"})}, {"carpeta/b.txt", "hola"}};
  const TemporaryFolder folder;
  for (const std::string& bytes : {rar4(members), rar5(members)}) {
    auto archive = Archive::open(folder.write("a.rar", bytes), {}, {});
    ASSERT_TRUE(archive) << archive.error().message;
    const auto list = archive->list();
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_FALSE(list->problem) << list->problem->message;
    EXPECT_THAT(list->members, ElementsAre("a.pdf", "carpeta/b.txt"));
    for (const auto& [name, content] : members) EXPECT_EQ(extracted(*archive, name), content);
  }
}

TEST(ArchiveFile, GivesMembersInAnyOrder) {
  const TemporaryFolder folder;
  for (const char* name : {"a.zip", "a.tar", "a.tar.gz", "a.7z"}) {
    const std::string path =
        make_archive(folder, name, {{"uno", "1"}, {"x/dos", "22"}, {"tres", "333"}});
    auto list = Archive::open(path, {})->list();
    ASSERT_TRUE(list) << name;
    EXPECT_THAT(list->members, ElementsAre("uno", "x/dos", "tres")) << name;
    auto archive = Archive::open(path, {});
    EXPECT_EQ(extracted(*archive, "x/dos"), "22") << name;
    EXPECT_EQ(extracted(*archive, "tres"), "333") << name;
    EXPECT_EQ(extracted(*archive, "uno"), "1") << name;
    EXPECT_EQ(extracted(*archive, "none"), "(the archive has no such member)") << name;
  }
}

TEST(ArchiveFile, RefusesBombs) {
  const TemporaryFolder folder;
  const std::string path = make_archive(folder, "a.zip", {{"big", std::string(3 << 20, '\0')}});
  ArchiveLimits limits;
  limits.harmless_bytes = 1 << 20;
  const auto list = Archive::open(path, {}, limits)->list();
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().kind, ProblemKind::limit);
  EXPECT_EQ(
      list.error().message,
      "the archive expands to more than 200 times its size; raise --archive-ratio to allow more");
  auto archive = Archive::open(path, {}, limits);
  EXPECT_EQ(
      extracted(*archive, "big"),
      "(the archive expands to more than 200 times its size; raise --archive-ratio to allow more)");
  limits = {};
  limits.bytes = 1 << 20;
  EXPECT_EQ(Archive::open(path, {}, limits)->list().error().message,
            "the archive holds more than 1 MB; raise --archive-mb to allow more");
  limits = {};
  limits.members = 1;
  const std::string two = make_archive(folder, "b.zip", {{"uno", "1"}, {"dos", "2"}});
  const auto cut = Archive::open(two, {}, limits)->list();
  ASSERT_TRUE(cut);
  EXPECT_THAT(cut->members, ElementsAre("uno"));
  EXPECT_EQ(cut->problem->kind, ProblemKind::limit);
}

TEST(ArchiveName, IsToldByItsEnd) {
  for (const char* name : {"a.zip", "a.ZIP", "x/a.tar.gz", "a.7z", "a.rar", "a.tgz"}) {
    EXPECT_TRUE(is_archive_name(name)) << name;
  }
  for (const char* name : {"a.pdf", ".zip", "a.docx", "zip", "a.zip.pdf"}) {
    EXPECT_FALSE(is_archive_name(name)) << name;
  }
}

TEST(ManifestFile, ReadsCsvAndJsonLines) {
  const auto csv = Manifest::parse(
      "\xEF\xBB\xBFurl,path,\"portal id\"\r\n\"http://x/?a=1,2\",a.pdf,7\r\n,\"b "
      "\"\"x\"\".pdf\",\"two\n"
      "lines\"\r\n\r\nu,a.pdf,8\n");
  ASSERT_TRUE(csv) << csv.error().message;
  EXPECT_THAT(csv->paths(), ElementsAre("a.pdf", "b \"x\".pdf"));
  EXPECT_THAT(csv->values("a.pdf"),
              ElementsAre(Pair("portal id", "7"), Pair("url", "http://x/?a=1,2")));
  EXPECT_THAT(csv->values("b \"x\".pdf"), ElementsAre(Pair("portal id", "two\nlines")));
  EXPECT_THAT(csv->values("c.pdf"), IsEmpty());
  const auto semicolons = Manifest::parse("file;date\na,b.pdf;2020\n");
  ASSERT_TRUE(semicolons);
  EXPECT_THAT(semicolons->values("a,b.pdf"), ElementsAre(Pair("date", "2020")));
  const auto lines =
      Manifest::parse("{\"filename\":\"a.pdf\",\"id\":7,\"x\":null}\n\n{\"path\":\"b\"}");
  ASSERT_TRUE(lines);
  EXPECT_THAT(lines->paths(), ElementsAre("a.pdf", "b"));
  EXPECT_THAT(lines->values("a.pdf"), ElementsAre(Pair("id", "7")));
}

TEST(ManifestFile, NamesTheLineThatIsWrong) {
  EXPECT_EQ(Manifest::parse("url,date\nx,y\n").error().message,
            "line 2: no column path, file or filename names the file");
  EXPECT_EQ(Manifest::parse("{\"path\":\"a\"}\n{\"path\":\n").error().message,
            "line 2: is no JSON object");
  EXPECT_EQ(Manifest::parse(std::string("{\"path\":") + std::string(1000, '[') + "}").error().kind,
            ProblemKind::damaged);
  EXPECT_TRUE(Manifest::parse(""));
}

class Inputs : public ::testing::Test {
 protected:
  Finished run(std::vector<std::string> more) const {
    more.insert(more.begin(), {"run", "--ocr", "never", "-q"});
    return run_tachado(more);
  }
  TemporaryFolder folder_;
};

TEST_F(Inputs, DocumentsInArchivesAreRead) {
  const std::string pdf = make_pdf({"uno"});
  const std::string inner = make_archive(folder_, "tmp/inner.tar.gz", {{"t/deep.pdf", pdf}});
  make_archive(
      folder_, "in/a.zip",
      {{"z.pdf", make_pdf({"dos"})}, {"inner.tar.gz", read_file(inner)}, {"n.txt", "hola"}});
  folder_.write("in/b.pdf", make_pdf({"tres"}));
  folder_.write("in/c.zip", "no archive");
  for (const char* jobs : {"1", "4"}) {
    const Finished stream = run({folder_ / "in", "-o", "-", "-j", jobs});
    EXPECT_EQ(stream.code, 3);
    EXPECT_THAT(paths_in(stream.out), ElementsAre("z.pdf", "deep.pdf", "n.txt", "b.pdf", "c.zip"));
  }
  EXPECT_EQ(run({folder_ / "in", "-o", folder_ / "out", "-j", "3"}).code, 3);
  const std::string tables = read_file(folder_ / "out/documents.jsonl");
  const std::vector<json> documents = documents_in(tables);
  ASSERT_EQ(documents.size(), 5U);
  EXPECT_EQ(documents[1]["source"]["path"], (folder_ / "in/a.zip!/inner.tar.gz!/t/deep.pdf"));
  EXPECT_EQ(documents[1]["pages"][0]["text"], "uno\n");
  EXPECT_EQ(documents[2]["problems"][0]["kind"], "unsupported");
  // The same once more: nothing to do, and the same tables.
  std::filesystem::remove(folder_ / "out/summary.csv");
  EXPECT_EQ(run({folder_ / "in", "-o", folder_ / "out"}).code, 3);
  EXPECT_EQ(read_file(folder_ / "out/documents.jsonl"), tables);
}

TEST_F(Inputs, DocumentsInARarArchiveAreRead) {
  folder_.write("in/a.rar", rar5({{"uno.pdf", make_pdf({"uno"})}, {"dos.pdf", make_pdf({"dos"})}}));
  folder_.write("in/b.rar", rar4({{"tres.pdf", make_pdf({"tres"})}}));
  const Finished stream = run({folder_ / "in", "-o", "-"});
  EXPECT_EQ(stream.code, 0) << stream.out;
  EXPECT_THAT(paths_in(stream.out), ElementsAre("uno.pdf", "dos.pdf", "tres.pdf"));
}

// A cover sheet and its files; an ordinary PDF with attachments where it is no collection.
std::string with_attachments(const Members& files, bool collection) {
  const auto stream = [](const std::string& dictionary, const std::string& content) {
    return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" +
           content + "\nendstream";
  };
  std::string names;
  std::vector<std::string> objects{
      "", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << "
      "/F1 5 0 R >> >> >>",
      stream("", "BT /F1 12 Tf 72 700 Td (Portada) Tj ET"),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string number = std::to_string(objects.size() + 1);
    objects.push_back("<< /Type /Filespec /F (" + files[i].first + ") /EF << /F " +
                      std::to_string(objects.size() + 2) + " 0 R >> >>");
    objects.push_back(stream("/Type /EmbeddedFile", files[i].second));
    names += "(key" + std::to_string(i) + ") " + number + " 0 R ";
  }
  objects[0] = "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [" + names +
               "] >> >>" + (collection ? " /Collection << /Type /Collection >>" : "") + " >>";
  return tachado::testing::pdf_of_objects(objects);
}

TEST_F(Inputs, FilesOfAPortfolioAreReadAsThoseOfAnArchive) {
  const std::string inner = with_attachments({{"hondo.pdf", make_pdf({"hondo"})}}, true);
  folder_.write("in/expediente.pdf", with_attachments({{"contrato.pdf", make_pdf({"contrato"})},
                                                       {"anexo.pdf", make_pdf({"anexo"})},
                                                       {"anexo.pdf", make_pdf({"otro anexo"})},
                                                       {"notas.txt", "apuntes"},
                                                       {"dentro.pdf", inner}},
                                                      true));
  const std::vector<std::string> command{"run",     folder_ / "in", "-o",   folder_ / "out",
                                         "--quiet", "--ocr",        "never"};
  EXPECT_EQ(run_tachado(command).code, 3);
  std::vector<std::pair<std::string, std::string>> answers;
  for (const json& document : documents_in(read_file(folder_ / "out/documents.jsonl"))) {
    const json& pages = document["pages"];
    answers.emplace_back(
        std::filesystem::path(document["source"]["path"].get<std::string>()).filename().string(),
        pages.empty() ? document["problems"][0]["kind"] : pages[0]["text"]);
  }
  EXPECT_THAT(answers,
              ElementsAre(Pair("expediente.pdf", "Portada\n"), Pair("contrato.pdf", "contrato\n"),
                          Pair("anexo.pdf", "anexo\n"), Pair("anexo.pdf (2)", "otro anexo\n"),
                          Pair("notas.txt", "unsupported"), Pair("dentro.pdf", "Portada\n"),
                          Pair("hondo.pdf", "hondo\n")));
  // Nothing is done again, and all of them are told.
  const Finished again = run_tachado(
      {"run", folder_ / "in", "-o", folder_ / "out", "--progress", "json", "--ocr", "never"});
  EXPECT_EQ(again.code, 3);
  const json summary = documents_in(again.err).back();
  EXPECT_EQ(summary["documents"], 7);
  EXPECT_EQ(summary["unchanged"], 7);
}

TEST_F(Inputs, AttachmentsOfAnOrdinaryPdfAreNoInputs) {
  folder_.write("in/a.pdf", with_attachments({{"contrato.pdf", make_pdf({"contrato"})}}, false));
  const Finished finished =
      run_tachado({"run", folder_ / "in", "-o", "-", "--quiet", "--ocr", "never"});
  EXPECT_THAT(paths_in(finished.out), ElementsAre("a.pdf"));
}

TEST_F(Inputs, AFileOfAPortfolioThatIsTooLargeIsRefused) {
  folder_.write("in/a.pdf", with_attachments({{"grande.pdf", std::string(2 << 20, ' ')}}, true));
  const Finished finished = run_tachado(
      {"run", folder_ / "in", "-o", "-", "--quiet", "--ocr", "never", "--archive-mb", "1"});
  const std::vector<json> documents = documents_in(finished.out);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[1]["problems"][0]["kind"], "limit");
  EXPECT_EQ(documents[1]["problems"][0]["message"],
            "comes to more than 1 MB; raise --archive-mb to allow more");
}

std::size_t count_files(const std::string& folder, std::string_view ending) {
  std::size_t count = 0;
  for (const auto& each : std::filesystem::recursive_directory_iterator(folder)) {
    if (each.is_regular_file() && each.path().string().ends_with(ending)) ++count;
  }
  return count;
}

// The originals are wanted once more: their pictures, and copies with something added.
TEST_F(Inputs, DocumentsInArchivesAreShownAndCopied) {
  const std::string locked = folder_ / "tmp/locked.pdf";
  folder_.write("tmp/open.pdf", make_pdf({"uno", "dos"}));
  ASSERT_EQ(tachado::testing::run_program({"qpdf", "--encrypt", "abierto", "dueño", "256", "--",
                                           folder_ / "tmp/open.pdf", locked})
                .code,
            0);
  tachado::testing::PdfOptions bar;
  bar.extra = "0 g 72 600 200 14 re f";
  const std::string inner =
      make_archive(folder_, "tmp/inner.tar.gz", {{"t/deep.pdf", make_pdf({"tres"}, bar)}});
  make_archive(folder_, "in/a.zip",
               {{"z!/b.pdf", make_pdf({"cuatro"})},
                {"inner.tar.gz", read_file(inner)},
                {"a.pdf", read_file(locked)}});
  const std::string out = folder_ / "out";
  EXPECT_EQ(run({folder_ / "in", "-o", out, "--password", "abierto"}).code, 0);
  const Finished report = run_tachado({"report", out, "--password", "abierto"});
  EXPECT_EQ(report.code, 0);
  EXPECT_EQ(report.err, "");
  EXPECT_EQ(count_files(out + "/report/images", "-full.jpg"), 4U);
  for (const char* format : {"pdf-marked", "pdf-text", "overlay"}) {
    const Finished made = run_tachado(
        {"export", out, "--to", format, "--password", "falso", "--password", "abierto"});
    EXPECT_EQ(made.code, 0) << format << made.err;
    const bool pictures = std::string_view(format) == "overlay";
    EXPECT_EQ(count_files(out + "/export/" + format, pictures ? ".png" : ".pdf"), pictures ? 1 : 3)
        << format;
  }
  // What is no longer what was read is neither shown nor copied.
  make_archive(folder_, "in/a.zip", {{"z!/b.pdf", make_pdf({"otro"})}});
  std::filesystem::remove_all(out + "/report");
  const Finished changed = run_tachado({"report", out, "--password", "abierto"});
  EXPECT_THAT(changed.err, HasSubstr("4 pages have no picture"));
  const Finished copies = run_tachado({"export", out, "--to", "pdf-marked", "-o", folder_ / "new"});
  EXPECT_EQ(copies.code, 3);
  EXPECT_THAT(copies.err, HasSubstr("the original was changed after it was read"));
  EXPECT_THAT(copies.err, HasSubstr("the archive has no such member"));
  EXPECT_EQ(count_files(folder_ / "new", ".pdf"), 0U);
}

// Each limit is hit, and not hit where it is one higher.
TEST_F(Inputs, ArchivesHaveLimits) {
  make_archive(folder_, "two/a.zip", {{"a.pdf", make_pdf({"uno"})}, {"b.pdf", make_pdf({"dos"})}});
  make_archive(folder_, "big/a.zip", {{"a.pdf", make_pdf({"uno"}) + std::string(3 << 20, ' ')}});
  make_archive(folder_, "bomb/a.zip", {{"a.pdf", make_pdf({"uno"}) + std::string(70 << 20, '\0')}});
  std::string deep = make_archive(folder_, "tmp/1.zip", {{"a.pdf", make_pdf({"uno"})}});
  deep = make_archive(folder_, "deep/2.zip", {{"1.zip", read_file(deep)}});
  const struct {
    const char* folder;
    std::vector<std::string> tight;
    std::vector<std::string> wide;
    std::string message;
  } kCases[] = {{"two",
                 {"--archive-members", "1"},
                 {"--archive-members", "2"},
                 "the archive has more than 1 members; raise --archive-members to see them all"},
                {"big",
                 {"--archive-mb", "3"},
                 {"--archive-mb", "4"},
                 "the archive holds more than 3 MB; raise --archive-mb to allow more"},
                {"bomb",
                 {"--archive-ratio", "200"},
                 {"--archive-ratio", "2000"},
                 "the archive expands to more than 200 times its size; raise --archive-ratio to "
                 "allow more"},
                {"deep",
                 {"--archive-depth", "1"},
                 {"--archive-depth", "2"},
                 "lies in 2 containers, one in the other; raise --archive-depth to allow more"}};
  for (const auto& [name, tight, wide, message] : kCases) {
    std::vector<std::string> command{folder_ / name, "-o", "-"};
    command.insert(command.end(), tight.begin(), tight.end());
    const Finished refused = run(command);
    EXPECT_EQ(refused.code, 3) << name;
    const json problem = documents_in(refused.out).at(0)["problems"][0];
    EXPECT_EQ(problem["kind"], "limit") << name;
    EXPECT_EQ(problem["message"], message) << name;
    command = {folder_ / name, "-o", "-"};
    command.insert(command.end(), wide.begin(), wide.end());
    const Finished read = run(command);
    EXPECT_EQ(read.code, 0) << name << read.out;
    EXPECT_EQ(documents_in(read.out).at(0)["pages"][0]["text"], "uno\n") << name;
  }
}

// Not with --retry-failed: what the message asks for is enough.
TEST_F(Inputs, AHigherLimitReadsWhatALowerOneLeftOut) {
  make_archive(folder_, "in/a.zip", {{"a.pdf", make_pdf({"uno"})}, {"b.pdf", make_pdf({"dos"})}});
  folder_.write("in/broken.pdf", "%PDF-1.7 no more");
  const auto read = [&](const char* members) {
    return run_tachado({"run", folder_ / "in", "-o", folder_ / "out", "--ocr", "never",
                        "--progress", "json", "--archive-members", members});
  };
  EXPECT_EQ(read("1").code, 3);
  const json again = documents_in(read("1").err).back();
  EXPECT_EQ(again["unchanged"], 3);  // the list as far as it goes, its first member, the broken one
  const json higher = documents_in(read("9").err).back();
  EXPECT_EQ(higher["documents"], 3);
  EXPECT_EQ(higher["unchanged"], 2);
  EXPECT_EQ(higher["ok"], 2);
  EXPECT_EQ(documents_in(read("9").err).back()["unchanged"], 3);
}

TEST_F(Inputs, AListMayComeFromAPipe) {
  folder_.write("in/a.pdf", make_pdf({"uno"}));
  const std::string in = folder_ / "in";
  const Finished finished =
      tachado::testing::run_program({"bash", "-c",
                                     TACHADO_BINARY " run @<(find " + in +
                                         " -name '*.pdf' -print0) --manifest <(echo '{\"path\":\"" +
                                         in + "/a.pdf\",\"id\":\"7\"}') -o - -q --ocr never"});
  EXPECT_EQ(finished.code, 0) << finished.err;
  ASSERT_THAT(paths_in(finished.out), ElementsAre("a.pdf"));
  EXPECT_EQ(documents_in(finished.out)[0]["source"]["manifest"]["id"], "7");
}

TEST_F(Inputs, TheManifestIsCarriedThrough) {
  folder_.write("in/a.pdf", make_pdf({"uno"}));
  folder_.write("in/b.pdf", make_pdf({"dos"}));
  const std::string manifest = folder_.write("in/m.csv", "path,url\na.pdf,http://x/1\n");
  const std::vector<std::string> command{folder_ / "in/b.pdf", "--manifest", manifest, "-o",
                                         folder_ / "out"};
  EXPECT_EQ(run(command).code, 0);
  auto documents = documents_in(read_file(folder_ / "out/documents.jsonl"));
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0]["source"]["manifest"], json::object());
  EXPECT_EQ(documents[1]["source"]["manifest"], (json{{"url", "http://x/1"}}));
  // Other words of the manifest, the same file.
  folder_.write("in/m.csv", "path,url\na.pdf,http://x/2\n");
  EXPECT_EQ(run(command).code, 0);
  documents = documents_in(read_file(folder_ / "out/documents.jsonl"));
  EXPECT_EQ(documents[1]["source"]["manifest"], (json{{"url", "http://x/2"}}));
}

TEST_F(Inputs, WhatComesTwiceIsReadOnce) {
  const std::string pdf = make_pdf(std::vector<std::string>(3, "hoja, con coma"));
  for (const char* name : {"in/a.pdf", "in/b, \"c\".pdf", "in/d.pdf"}) folder_.write(name, pdf);
  const std::string cut = pdf.substr(0, pdf.size() / 2);
  folder_.write("in/x1.pdf", cut);
  folder_.write("in/x2.pdf", cut);
  // As if each were read: what a stream gives.
  const Finished stream = run({folder_ / "in", "-o", "-"});
  const Finished once =
      run({folder_ / "in", "-o", folder_ / "out", "-j", "3", "--log", folder_ / "log"});
  EXPECT_EQ(once.code, stream.code);
  std::istringstream lines(stream.out);
  for (const char* name : {"a.pdf", "b, \"c\".pdf", "d.pdf", "x1.pdf", "x2.pdf"}) {
    std::string document =
        read_file(folder_ / "out/documents" + (folder_ / "in/") + name + ".json");
    std::erase(document, '\n');
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(document, line) << name;
  }
  // One by one, in a folder each: the same tables.
  std::string summary;
  std::string failures;
  for (const char* name : {"a.pdf", "b, \"c\".pdf", "d.pdf", "x1.pdf", "x2.pdf"}) {
    const std::string out = folder_ / (std::string("one/") + name);
    (void)run({folder_ / (std::string("in/") + name), "-o", out});
    const auto rows = [&](const char* table) {
      const std::string text = read_file(out + table);
      return text.substr(text.find("\r\n") + 2);
    };
    summary += rows("/summary.csv");
    failures += rows("/failures.csv");
  }
  EXPECT_THAT(read_file(folder_ / "out/summary.csv"), ::testing::EndsWith(summary));
  EXPECT_THAT(read_file(folder_ / "out/failures.csv"), ::testing::EndsWith(failures));

  // A file that moved is known by its content; one that was only touched too.
  std::filesystem::rename(folder_ / "in/a.pdf", folder_ / "in/e.pdf");
  std::filesystem::last_write_time(folder_ / "in/d.pdf",
                                   std::filesystem::file_time_type::clock::now());
  EXPECT_EQ(run({folder_ / "in", "-o", folder_ / "out"}).code, once.code);
  EXPECT_EQ(documents_in(read_file(folder_ / "out/documents.jsonl")).size(), 6U);
}

TEST_F(Inputs, VerifyTellsFilesByTheirContent) {
  const std::string path = folder_.write("in/a.pdf", make_pdf({"uno"}));
  const std::vector<std::string> command{"run", path, "-o", folder_ / "out", "--ocr", "never"};
  run_tachado(command);
  const auto time = std::filesystem::last_write_time(path);
  folder_.write("in/a.pdf", make_pdf({"dos"}));  // as long, and as old
  std::filesystem::last_write_time(path, time);
  EXPECT_THAT(run_tachado(command).err, HasSubstr("1 (1 unchanged"));
  std::vector<std::string> verify = command;
  verify.emplace_back("--verify");
  EXPECT_THAT(run_tachado(verify).err, ::testing::Not(HasSubstr("unchanged")));
  EXPECT_THAT(run_tachado(verify).err, HasSubstr("1 (1 unchanged"));
  EXPECT_THAT(read_file(folder_ / "out/documents.jsonl"), HasSubstr("dos"));
}

TEST_F(Inputs, PathsComeFromStandardInput) {
  folder_.write("in/a.pdf", make_pdf({"uno"}));
  folder_.write("in/b\n.pdf", make_pdf({"dos"}));
  const std::string list = (folder_ / "in/a.pdf") + '\0' + (folder_ / "in/b\n.pdf") + '\0';
  const Finished finished = run_tachado({"run", "-", "-o", "-", "-q", "--ocr", "never"}, list);
  EXPECT_EQ(finished.code, 0);
  EXPECT_THAT(paths_in(finished.out), ElementsAre("a.pdf", "b\n.pdf"));
}

TEST_F(Inputs, ProgressForPrograms) {
  folder_.write("in/a.pdf", make_pdf({"uno"}));
  const Finished finished = run_tachado({"run", folder_ / "in", "-o", folder_ / "out", "--progress",
                                         "json", "--log", folder_ / "log"});
  const json summary = json::parse(finished.err.substr(0, finished.err.find('\n')));
  EXPECT_EQ(summary["event"], "summary");
  EXPECT_EQ(summary["ok"], 1);
  std::vector<std::string> events;
  for (const json& line : documents_in(read_file(folder_ / "log"))) events.push_back(line["event"]);
  EXPECT_THAT(events, ElementsAre("begin", "document", "end"));
}

}  // namespace
}  // namespace tachado::pipeline
