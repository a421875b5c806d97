// Names for things that no register numbers: the same for the same thing, in every export and on
// every machine.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tachado::exporting {

// SHA-1 of the parts, each with its end marked, in lower-case hexadecimal. Tells things apart;
// protects nothing.
[[nodiscard]] std::string stable_id(std::initializer_list<std::string_view> parts);

}  // namespace tachado::exporting
