// Pictures of the pages of a batch that have redactions, for export.
#pragma once

#include <string>

#include "pipeline/batch_reader.h"
#include "pipeline/settings.h"

namespace tachado::pipeline {

// One PNG for each page with redactions, as overlay.h draws it: `<folder>/3.png` for page 3. Drawn
// by a process of its own with limits of time and memory, so that a hostile document ends nothing
// but that. Fails with io where the source is not what was read any more, and with crash or what
// drawing fails with where a picture could not be made; those made before stay. `settings`:
// passwords and limits. Forks.
[[nodiscard]] Result<void> export_overlays(const StoredDocument& document,
                                           const std::string& folder, const Settings& settings);

}  // namespace tachado::pipeline
