// What the tests of the command need: folders that go away, processes with their output, PDFs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::testing {

// A folder of its own, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string operator/(std::string_view name) const {
    return (path_ / name).string();
  }
  // Writes a file, making the folders above it; gives its path.
  std::string write(std::string_view name, std::string_view content) const;

 private:
  std::filesystem::path path_;
};

struct Finished {
  int code = -1;  // exit code; 128 + signal where it died of one
  std::string out;
  std::string err;
};

// Runs a program (found by PATH) with `input` on its standard input.
Finished run_program(const std::vector<std::string>& command, const std::string& input = "");
// The built tachado.
Finished run_tachado(const std::vector<std::string>& arguments, const std::string& input = "");

std::string read_file(const std::filesystem::path& path);

// A PDF with a page for each text, set in Helvetica 12; `extra` is drawn after the text of each.
struct PdfOptions {
  double width = 612;
  double height = 792;
  std::string extra;  // content operators
};
std::string make_pdf(const std::vector<std::string>& pages, const PdfOptions& options = {});

// A PDF of the given objects (without "N 0 obj"), the first being the catalogue.
std::string pdf_of_objects(const std::vector<std::string>& objects);

}  // namespace tachado::testing
