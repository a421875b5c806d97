// A page line by line as it looks: words of one height in one row, cells parted by a tabulator, the
// label of a table's row before its value also where it stands beside the middle of several lines.
// Behind a page's rows come the pairs of label and value that stand one above the other, a row
// each.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stages/fields/text.h"
#include "stages/model/page.h"

namespace tachado::fields {

// Height of the rows that are such pairs: below every page.
inline constexpr double kColumnPairs = 1e6;

// The words of the page with boxes, those of one height in one row, from the left; rows from the
// top.
[[nodiscard]] std::vector<std::vector<const Word*>> page_rows(const Page& page);

// Writes the page's rows to `view` and `rows`; `folded` is the page's folded text. Where words have
// no boxes the text's own lines stand for rows. Cost: sorting the words.
void build_rows(const Page& page, const std::string& folded, std::size_t page_index, View& view,
                std::vector<Row>& rows);

}  // namespace tachado::fields
