// A page line by line as it looks: words of one height in one row, cells parted by a tabulator, the
// label of a table's row before its value also where it stands beside the middle of several lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stages/fields/text.h"
#include "stages/model/page.h"

namespace tachado::fields {

// Writes the page's rows to `view` and `rows`; `folded` is the page's folded text. Where words have
// no boxes the text's own lines stand for rows. Cost: sorting the words.
void build_rows(const Page& page, const std::string& folded, std::size_t page_index, View& view,
                std::vector<Row>& rows);

}  // namespace tachado::fields
