// The values of a work line, from its parsed JSON. Included by .cc files only.
#pragma once

#include "stages/export/work_format.h"
#include "stages/export/work_node.h"

namespace tachado::exporting {

void read_info(const Node& node, DocumentInfo& info);
void read_page(const Node& node, Page& page);

}  // namespace tachado::exporting
