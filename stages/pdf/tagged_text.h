// Texts that the structure tree gives in place of what is drawn: ActualText, Alt, E, with the place
// that they stand for.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/geometry.h"

class PDFDoc;

namespace tachado::pdf {

struct TaggedText {
  int page = 1;             // from 1
  std::vector<int> marks;   // marked-content identifiers on that page whose content it replaces
  std::optional<Rect> box;  // of the element's own BBox attribute, default user space
  std::string text;         // UTF-8
};

// Elements of the pages asked for, in the tree's order. At most kMaxTagged of them; the tree is
// followed to kMaxElements elements and kMaxTagDepth levels. Damage leaves out what it hits.
constexpr std::size_t kMaxTagged = 20'000;
constexpr int kMaxElements = 200'000;
constexpr int kMaxTagDepth = 64;
std::vector<TaggedText> read_tagged_texts(PDFDoc& document, const std::vector<int>& pages);

}  // namespace tachado::pdf
