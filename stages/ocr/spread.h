// Two pages of a book or a folder on one sheet.
#pragma once

#include <optional>
#include <vector>

#include "stages/ocr/picture_text.h"

namespace tachado::ocr {

// Where the right one begins (points from the left), if a sheet wider than high shows two columns
// of prose with an empty strip down its middle. A table's columns are no prose: its lines are
// short.
[[nodiscard]] std::optional<double> spread_of(const std::vector<PictureLine>& lines, double width,
                                              double height);

}  // namespace tachado::ocr
