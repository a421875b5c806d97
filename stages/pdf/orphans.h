// Streams that nothing in the file refers to any more, and what they would draw.
#pragma once

#include <string>
#include <vector>

class PDFDoc;

namespace tachado::pdf {

struct OrphanText {
  int object = 0;    // its number
  std::string text;  // UTF-8
};

// In the order of their numbers. None where the file has more than kMaxObjects objects, or too many
// to follow from the trailer. Cost: visits every object.
constexpr int kMaxObjects = 500'000;
std::vector<OrphanText> read_orphans(PDFDoc& document);

}  // namespace tachado::pdf
