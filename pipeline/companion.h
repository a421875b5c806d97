// The other program, which has what `tachado` is quicker without: see pipeline/CMakeLists.txt.
#pragma once

namespace tachado::pipeline {

// Becomes `tachado-export`, with the same arguments: beside the running program (a build) or in
// ../libexec/tachado (an installation). Returns only where it is not there, after saying so.
void become_exporter(char** arguments);

}  // namespace tachado::pipeline
