// Which build this is: two builds of one version may read differently.
#pragma once

#include <string>

namespace tachado::pipeline {

// The linker's build ID of the running program, in hexadecimal: the same for the same code. Empty
// where the linker gave none.
[[nodiscard]] std::string build_id();

}  // namespace tachado::pipeline
