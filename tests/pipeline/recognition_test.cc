// What a run costs where little or nothing is to be recognised.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>

#include "tests/pipeline/support.h"

namespace tachado::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLanguageData = "/usr/share/tesseract-ocr/5/tessdata";

// Counts how often a file of a folder is opened while it lives.
class Opens {
 public:
  explicit Opens(const std::string& folder) : queue_(inotify_init1(IN_NONBLOCK)) {
    EXPECT_GE(inotify_add_watch(queue_, folder.c_str(), IN_OPEN), 0);
  }
  ~Opens() { close(queue_); }
  Opens(const Opens&) = delete;
  Opens& operator=(const Opens&) = delete;

  int of(const std::string& name) {
    int count = 0;
    alignas(inotify_event) std::array<char, 65536> events{};
    for (ssize_t got = 0; (got = read(queue_, events.data(), events.size())) > 0;) {
      for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
        inotify_event event{};
        std::memcpy(&event, events.data() + at, sizeof event);
        const char* seen = events.data() + at + sizeof event;
        count += event.len > 0 && name == seen;
        at += sizeof event + event.len;
      }
    }
    return count;
  }

 private:
  int queue_;
};

class Recognition : public ::testing::Test {
 protected:
  Recognition() {
    fs::create_directories(folder_ / "data");
    for (const char* name : {"spa.traineddata", "eng.traineddata", "osd.traineddata"}) {
      fs::copy_file(fs::path(kLanguageData) / name, fs::path(data()) / name);
    }
  }
  [[nodiscard]] std::string data() const { return folder_ / "data"; }

  // With the language data of the test; gives how often the Spanish one was opened.
  int opens_of_run(const std::string& input, const std::string& out) {
    Opens opens(data());
    const Finished run =
        run_program({"env", "TESSDATA_PREFIX=" + data(), TACHADO_BINARY, "run", input, "-o",
                     folder_ / out, "--quiet", "--jobs", "1", "--page-seconds", "600"});
    EXPECT_EQ(run.code, 0) << run.err << read_file(folder_ / out + "/failures.csv");
    return opens.of("spa.traineddata");
  }

  [[nodiscard]] std::string scan() const {
    return std::string(TACHADO_SAMPLES_DIR) + "/scan_black_bars.pdf";
  }

  TemporaryFolder folder_;
};

nlohmann::json only_document(const std::string& out) {
  for (const auto& each : fs::recursive_directory_iterator(out + "/documents")) {
    if (each.path().extension() == ".json") return nlohmann::json::parse(read_file(each.path()));
  }
  return {};
}

TEST_F(Recognition, TextNeverLoadsTheEngine) {
  const std::string text = folder_.write(
      "text.pdf", make_pdf({"Contrato de prestacion de servicios", "Segunda pagina"}));
  EXPECT_EQ(opens_of_run(text, "out"), 0);
}

TEST_F(Recognition, ALongMixedDocumentLoadsItOnce) {
  const std::string text =
      folder_.write("text.pdf", make_pdf({"Las partes acuerdan lo siguiente"}));
  std::vector<std::string> command{"qpdf", "--empty", "--pages"};
  for (int page = 1; page <= 300; ++page) {
    command.push_back(page % 100 == 50 ? scan() : text);
    command.emplace_back("1");
  }
  const std::string mixed = folder_ / "mixed.pdf";
  command.insert(command.end(), {"--", mixed});
  const Finished made = run_program(command);
  ASSERT_EQ(made.code, 0) << made.err;

  const int once = opens_of_run(scan(), "one");
  EXPECT_GT(once, 0);
  EXPECT_EQ(opens_of_run(mixed, "many"), once);
  const nlohmann::json document = only_document(folder_ / "many");
  ASSERT_EQ(document["pages"].size(), 300U);
  for (const nlohmann::json& page : document["pages"]) {
    const int number = page["number"];
    EXPECT_EQ(page["text_source"], number % 100 == 50 ? "ocr" : "text") << number;
  }
}

}  // namespace
}  // namespace tachado::testing
