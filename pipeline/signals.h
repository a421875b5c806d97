// Ctrl-C and termination, as a flag that loops look at.
#pragma once

namespace tachado::pipeline {

// From now on SIGINT and SIGTERM set the flag; the second one ends the process at once. SIGPIPE is
// ignored: writing says it.
void catch_interrupts();
// For workers: only the supervisor decides.
void ignore_interrupts();
[[nodiscard]] bool interrupted();

}  // namespace tachado::pipeline
