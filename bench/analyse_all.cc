// Every document of a folder through all stages in one process, its JSON thrown away: the work
// itself, without workers, sandbox, state or files, and with their way with memory. What
// bench/batch.py divides by. --write: the JSON goes to a file of its own, as cheaply as can be (and
// stays there half written where the process is killed): less than this no program takes that gives
// each document a file.
//
// usage: analyse_all [--write NEW-FOLDER] FOLDER...
#include <fcntl.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/document_run.h"
#include "pipeline/files.h"
#include "pipeline/inputs.h"
#include "pipeline/worker_process.h"

namespace {

constexpr std::size_t kFilesPerFolder = 1000;

void write_file(const std::string& folder, std::size_t number, const std::string& json) {
  const std::string place = folder + "/" + std::to_string(number / kFilesPerFolder);
  if (number % kFilesPerFolder == 0) std::filesystem::create_directories(place);
  const std::string path = place + "/" + std::to_string(number) + ".json";
  const tachado::pipeline::Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0644));
  if (!tachado::pipeline::write_all(file.value(), json)) std::exit(1);
}

}  // namespace

int main(int count, char** values) {
  using namespace tachado::pipeline;
  keep_freed_memory();
  std::vector<std::string> arguments(values + 1, values + count);
  std::string folder;
  if (arguments.size() > 2 && arguments[0] == "--write") {
    folder = arguments[1];
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  Settings settings;
  settings.ocr.mode = tachado::ocr::Mode::never;
  auto rules = tachado::fields::Rules::load({}, {});
  const auto inputs = collect_inputs(arguments, {}, "");
  if (!rules || !inputs) return 1;
  Engines engines(settings, std::move(*rules));
  std::size_t bytes = 0;
  std::size_t number = 0;
  std::string json;
  for (const Input& input : *inputs) {
    DocumentOrder order;
    order.path = input.path;
    json.clear();
    const auto done = run_document(std::move(order), engines,
                                   [&](std::string_view piece) -> tachado::Result<void> {
                                     bytes += piece.size();
                                     if (!folder.empty()) json += piece;
                                     return {};
                                   });
    if (!done) return 1;
    if (!folder.empty()) write_file(folder, number++, json);
  }
  std::printf("%zu documents, %zu bytes of JSON\n", inputs->size(), bytes);
}
