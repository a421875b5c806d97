// Text within HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace tachado::exporting {

// For text and attributes of both: whole UTF-8 with their five signs escaped. Control characters,
// which neither can hold (XML 1.0, 2.2; HTML, 13.2.3.5), become blanks, and so do tabs; line ends
// stay. U+FFFE and U+FFFF, which XML cannot hold either, become U+FFFD.
[[nodiscard]] std::string markup(std::string_view text);

}  // namespace tachado::exporting
