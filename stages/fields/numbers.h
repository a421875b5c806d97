// Numbers of contracts, amendments, tenders, letters, agreements and files.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

// A federal procedure code in which digits were misread as letters is set right; none where the
// text is no such code, or is right already.
[[nodiscard]] std::optional<std::string> repair_federal_code(std::string_view folded);

// Equal for two spellings of one number: letters and digits without leading zeros and "DE", "DEL".
[[nodiscard]] std::string number_key(std::string_view folded);

// One entry for each number and role, best first, with all its evidence.
[[nodiscard]] std::vector<NumberField> find_numbers(const Reading& reading);

}  // namespace tachado::fields
