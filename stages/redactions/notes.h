// What a page says about why and what was removed: legends with numbered entries, cover sheets,
// margin notes, reservation agreements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/model/document.h"
#include "stages/model/page.h"

namespace tachado::redactions {

struct Note {
  std::string key;   // the label it explains: "3.1", "n12", "reservada.1"; empty: none
  std::string text;  // as printed, shortened
  Rect box;
  bool cover = false;  // speaks of the document as a whole: date, period, area of classification
  std::vector<Ground> grounds;
};

// In reading order. Pages that say nothing of the kind cost one plain search of their text.
std::vector<Note> read_notes(const Page& page);

// The keys that a region's label may have in a legend, the best first: "#3.1" has "3.1",
// "N12-ELIMINADO 3" has "n12" and "12", "1. RFC" has "1".
std::vector<std::string> keys_of_label(std::string_view label);

// The grounds that a label itself gives: "(b)(6)", "5.1.2e", "Art. 113, fracc. I, LFTAIP".
std::vector<Ground> grounds_of_label(const std::string& label);

}  // namespace tachado::redactions
