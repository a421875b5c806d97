// Watch lists as they are published, recognised by their content:
//
//   a CSV with a header: name, aliases (parted by "|" or ";"), tax_id, list, listed, status, url;
//     only name must be there
//   the SAT's list of article 69-B (CSV: RFC, Nombre del Contribuyente, Situación del
//     contribuyente), preamble and encoding as it comes
//   the consolidated screening list (JSON: results with name, alt_names, source, start_date)
//   lists of sanctioned suppliers (CSV with a column for the supplier, licitante or contratista)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::fields {

struct WatchEntry {
  std::string name;
  std::vector<std::string> aliases;
  std::string tax_id;  // empty: none
  std::string list;
  std::optional<std::string> listed;  // ISO 8601, a day or a year
  std::string status;                 // listed, presumed, cleared
  std::string url;
};

// `file` names the list where it does not name itself. Fails with "FILE:LINE: reason".
[[nodiscard]] Result<std::vector<WatchEntry>> read_watch_list(std::string_view content,
                                                              const std::string& file);

}  // namespace tachado::fields
