// Which country's pesos a dollar sign stands for.
#pragma once

#include <string>
#include <string_view>

namespace tachado::fields {

// "MXN" or "COP" by the authorities, identifiers and places that the document names; "USD" where it
// is English and names neither country's; empty where nothing tells. Linear in the text.
[[nodiscard]] std::string pesos_of(std::string_view folded);

}  // namespace tachado::fields
