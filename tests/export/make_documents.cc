// Writes documents made up from seeds, one a file, into a folder: for the schema test.
#include <fstream>
#include <string>

#include "stages/export/document_json.h"
#include "tests/support/model_samples.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string folder = argv[1];
  const int count = std::stoi(argv[2]);
  for (int seed = 0; seed < count; ++seed) {
    tachado::testing::Samples samples(static_cast<std::uint64_t>(seed));
    const int pages = seed % 4;
    std::string json;
    tachado::exporting::write_document_begin(json, samples.document(pages));
    for (int number = 1; number <= pages; ++number) {
      tachado::exporting::write_page(json, samples.page(number), number == 1);
    }
    tachado::exporting::write_document_end(json);
    std::ofstream(folder + "/" + std::to_string(seed) + ".json", std::ios::binary) << json;
    std::string line;
    tachado::exporting::write_document_line(line, json);
    std::ofstream(folder + "/documents.jsonl", std::ios::binary | std::ios::app) << line;
  }
  return 0;
}
