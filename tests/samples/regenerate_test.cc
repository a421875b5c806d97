// The committed samples are what their generator makes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

bool is_sample(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".pdf" || extension == ".tif" || extension == ".json";
}

std::set<std::string> samples_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (is_sample(entry.path())) {
      names.insert(entry.path().filename().string());
    }
  }
  return names;
}

TEST(Samples, AreWhatTheGeneratorMakes) {
  const fs::path made = fs::path(testing::TempDir()) / "tachado-samples-made-anew";
  fs::remove_all(made);
  const std::string command = std::string(TACHADO_GENERATE_SAMPLES) + " '" + made.string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::set<std::string> names = samples_in(made);
  EXPECT_EQ(names, samples_in(TACHADO_SAMPLES_DIR));
  for (const std::string& name : names) {
    EXPECT_TRUE(bytes_of(made / name) == bytes_of(fs::path(TACHADO_SAMPLES_DIR) / name))
        << name << " differs; make samples writes them anew";
  }
  fs::remove_all(made);
}

TEST(Samples, AreSmall) {
  constexpr std::uintmax_t kMost = 4'000'000;  // bytes, together
  std::uintmax_t sum = 0;
  for (const std::string& name : samples_in(TACHADO_SAMPLES_DIR)) {
    sum += fs::file_size(fs::path(TACHADO_SAMPLES_DIR) / name);
  }
  EXPECT_LT(sum, kMost);
}

}  // namespace
