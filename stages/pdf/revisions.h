// How often a PDF was saved by appending to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::pdf {

// The ends of the document's revisions, oldest first: the number of bytes that make the file as it
// was then. A revision ends where "startxref", an offset that no earlier one has, and "%%EOF"
// stand; a linearised file's first part names offset 0 and is none, nor are an attached PDF's ends.
// Empty where no such mark is left. Reads the file once, in pieces.
std::vector<std::int64_t> revision_ends(const std::string& path);
std::vector<std::int64_t> revision_ends(std::string_view bytes);

}  // namespace tachado::pdf
