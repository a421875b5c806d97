#include "tests/fuzz/contract_page.h"

#include <sstream>
#include <string>
#include <string_view>

namespace tachado::fuzz {

Page contract_page() {
  constexpr std::string_view kText =
      "CONTRATO No. DCA/SSPM/161/2022 que celebran por una parte el Municipio de San Pedro y por "
      "la "
      "otra INT Intelligence, S.A. de C.V., R.F.C. IIT010203AB1, por un monto total de "
      "$61,310,877.00 "
      "(sesenta y un millones trescientos diez mil ochocientos setenta y siete pesos 00/100 M.N.) "
      "el "
      "16 de mayo de 2022. ████ ████";
  Page page;
  page.width = 612;
  page.height = 792;
  page.text_source = TextSource::text;
  std::istringstream words{std::string(kText)};
  for (std::string text; words >> text;) {
    const int line = static_cast<int>(page.words.size() / 8);
    const double left = 72 + 50.0 * static_cast<double>(page.words.size() % 8);
    Word word;
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

}  // namespace tachado::fuzz
