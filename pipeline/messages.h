// What is said to people, on standard error: `tachado: error: SUBJECT: what; what to do`.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// One line each; `subject` (a file, an option; may be empty) and `text` are escaped for the
// terminal.
[[nodiscard]] std::string message_line(std::string_view level, std::string_view subject,
                                       std::string_view text);
void say_error(std::string_view subject, std::string_view text);
void say_warning(std::string_view subject, std::string_view text);

// "page 3: damaged: the content stream ends early"
[[nodiscard]] std::string describe(const Problem& problem);

}  // namespace tachado::pipeline
