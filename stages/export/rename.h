// A written document under another path: for a file of the same content, which is not analysed
// again. Nothing else in a document depends on its path.
#pragma once

#include <string>
#include <string_view>

#include "stages/model/document.h"

namespace tachado::exporting {

// One line of a document as it was written; the one of its source is given the path and the
// manifest of `to`, others come back as they are.
[[nodiscard]] std::string renamed_line(std::string_view line, const SourceInfo& to);

// Its rows of summary.csv and failures.csv, made for the path of `from`.
[[nodiscard]] std::string renamed_summary_row(std::string_view row, const SourceInfo& from,
                                              const SourceInfo& to);
[[nodiscard]] std::string renamed_failures_rows(std::string_view rows, const SourceInfo& from,
                                                const SourceInfo& to);

}  // namespace tachado::exporting
