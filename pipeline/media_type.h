// What a file that is not read may be, for the message that says so.
#pragma once

#include <string>
#include <string_view>

namespace tachado::pipeline {

// "text/html", "application/zip", …, by libmagic on the first bytes; "application/octet-stream"
// where nothing is known of them.
[[nodiscard]] std::string media_type_of(std::string_view head);

}  // namespace tachado::pipeline
