// What a worker gives up before it sees a document: the network, other programs and processes, and
// every way of changing files. Reading stays, and so do the descriptors it holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::pipeline {

// Whether the system can do it at all, and whether it can limit what is read besides.
[[nodiscard]] bool can_seal();
[[nodiscard]] bool can_limit_reading();

// What can still be read where the kernel has Landlock (elsewhere everything that the user can):
// these files and folders with all beneath them, what is open by these descriptors, and what the
// system and the engines need (fonts, languages, character maps). No paths: everything.
struct Readable {
  std::vector<std::string> paths;
  std::vector<int> descriptors;
};

// For this process, and for good: refused calls fail with EPERM, since libraries probe; reading
// elsewhere with EACCES. Fails with unsupported where the system cannot.
[[nodiscard]] Result<void> seal(const Readable& readable = {});

// For this process, and for good: more private memory than this is refused to it. Not the address
// space: engines map far more than they use. Not under AddressSanitizer, whose own would be
// counted.
void limit_memory(std::int64_t megabytes);

// For this process, and for good: writing a file beyond this ends it; few descriptors, no core
// dumps, no message queues.
void limit_files(std::int64_t megabytes);

}  // namespace tachado::pipeline
