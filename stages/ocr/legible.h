// Which candidates are read with the page instead of being blanked first. A pale box that only
// looks like a redaction (a shadow on a photographed sheet, a cell, the white between two lines
// whose letters touch) must not cost the text in it; a real one holds a short label or nothing.
#pragma once

#include <vector>

#include "stages/model/bitmap.h"
#include "stages/model/page.h"

namespace tachado::ocr {

// One answer for each candidate. `look`: grey pixels of the page or of a part of it. Cost: none
// without a pale candidate, else one pass over the pixels.
[[nodiscard]] std::vector<bool> legible(const std::vector<Region>& candidates, const Bitmap& look);

}  // namespace tachado::ocr
