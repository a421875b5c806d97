// Any bytes as a rule file: loaded, or refused with its reason; what was loaded reads a page of a
// contract within its limits.
#include <cstdlib>

#include "stages/fields/fields.h"
#include "tests/fuzz/contract_page.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tachado::fuzz::MemoryFile file(data, size);
  const auto rules = tachado::fields::Rules::load({file.path()});
  if (!rules) {
    if (rules.error().message.empty()) std::abort();
    return 0;
  }
  tachado::fields::Collector collector(*rules);
  collector.add(tachado::fuzz::contract_page());
  (void)collector.finish({}, {});
  return 0;
}
