// Every document of a folder through all stages in one process, its JSON thrown away: the work
// itself, without workers, sandbox, state or files, and with their way with memory. What
// bench/batch.py divides by.
//
// usage: analyse_all FOLDER...
#include <cstdio>
#include <string>
#include <vector>

#include "pipeline/document_run.h"
#include "pipeline/inputs.h"
#include "pipeline/worker_process.h"

int main(int count, char** values) {
  using namespace tachado::pipeline;
  keep_freed_memory();
  Settings settings;
  settings.ocr.mode = tachado::ocr::Mode::never;
  auto rules = tachado::fields::Rules::load({}, {});
  const auto inputs = collect_inputs(std::vector<std::string>(values + 1, values + count), {}, "");
  if (!rules || !inputs) return 1;
  Engines engines(settings, std::move(*rules));
  std::size_t bytes = 0;
  for (const Input& input : *inputs) {
    DocumentOrder order;
    order.path = input.path;
    const auto done = run_document(std::move(order), engines,
                                   [&](std::string_view json) -> tachado::Result<void> {
                                     bytes += json.size();
                                     return {};
                                   });
    if (!done) return 1;
  }
  std::printf("%zu documents, %zu bytes of JSON\n", inputs->size(), bytes);
}
