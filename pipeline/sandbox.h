// What a worker gives up before it sees a document: the network, other programs and processes, and
// every way of changing files. Reading stays, and so do the descriptors it holds.
#pragma once

#include "stages/model/problem.h"

namespace tachado::pipeline {

// Whether the system can do it at all.
[[nodiscard]] bool can_seal();

// For this process, and for good: refused calls fail with EPERM, since libraries probe. Fails with
// unsupported where the system cannot.
[[nodiscard]] Result<void> seal();

}  // namespace tachado::pipeline
