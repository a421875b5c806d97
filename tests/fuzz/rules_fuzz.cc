// Any bytes as a rule file: loaded, or refused with its reason; what was loaded reads a page of a
// contract within its limits.
#include <cstdlib>
#include <sstream>
#include <string>

#include "stages/fields/fields.h"
#include "tests/fuzz/memory_file.h"

namespace {

tachado::Page contract_page() {
  constexpr std::string_view kText =
      "CONTRATO No. DCA/SSPM/161/2022 que celebran por una parte el Municipio de San Pedro y por "
      "la "
      "otra INT Intelligence, S.A. de C.V., R.F.C. IIT010203AB1, por un monto total de "
      "$61,310,877.00 "
      "(sesenta y un millones trescientos diez mil ochocientos setenta y siete pesos 00/100 M.N.) "
      "el "
      "16 de mayo de 2022. ████ ████";
  tachado::Page page;
  page.width = 612;
  page.height = 792;
  page.text_source = tachado::TextSource::text;
  std::istringstream words{std::string(kText)};
  for (std::string text; words >> text;) {
    const int line = static_cast<int>(page.words.size() / 8);
    const double left = 72 + 50.0 * static_cast<double>(page.words.size() % 8);
    tachado::Word word;
    word.text = text;
    word.line = line;
    word.box = {left, 72 + 12.0 * line, left + 45, 82 + 12.0 * line};
    page.words.push_back(word);
    if (static_cast<std::size_t>(line) == page.lines.size()) page.lines.emplace_back();
    page.lines.back().box = unite(page.lines.back().box, word.box);
  }
  assemble_text(page);
  return page;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tachado::fuzz::MemoryFile file(data, size);
  const auto rules = tachado::fields::Rules::load({file.path()});
  if (!rules) {
    if (rules.error().message.empty()) std::abort();
    return 0;
  }
  tachado::fields::Collector collector(*rules);
  collector.add(contract_page());
  (void)collector.finish({}, {});
  return 0;
}
