// Writes the samples and their expected results into a folder.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "samples/generate/sample.h"

namespace {

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  if (!out.flush()) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

void generate(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const tachado::samples::Sample& sample : tachado::samples::make_samples(folder.string())) {
    write(folder / sample.file, sample.bytes);
    const std::filesystem::path stem = std::filesystem::path(sample.file).stem();
    write(folder / (stem.string() + ".expected.json"), tachado::samples::expected_json(sample));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: generate_samples FOLDER\n");
    return 2;
  }
  try {
    generate(argv[1]);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "generate_samples: error: %s\n", e.what());
    return 4;
  }
  return 0;
}
