// What tells that two documents speak of the same contract or of the same party, written however.
#pragma once

#include <string>
#include <string_view>

namespace tachado::exporting {

// Letters of Latin scripts in lower case without accents, digits as they are, everything else as
// one blank between words: "Coedra, S.A. de C.V." is "coedra s a de c v".
[[nodiscard]] std::string folded(std::string_view text);

// Of a contract's number: its words joined by "-": "DCA/SSPM/161/2022" is "dca-sspm-161-2022".
[[nodiscard]] std::string number_key(std::string_view number);

// Of a party's name: folded, without the legal form at its end: "coedra".
[[nodiscard]] std::string name_key(std::string_view name);

}  // namespace tachado::exporting
