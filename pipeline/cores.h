// How many processor cores this process may use.
#pragma once

namespace tachado::pipeline {

[[nodiscard]] int cores();

}  // namespace tachado::pipeline
