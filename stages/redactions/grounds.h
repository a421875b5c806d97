// The grounds of a document's redactions, gathered page by page and tied at its end.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "stages/model/document.h"
#include "stages/redactions/notes.h"

namespace tachado::redactions {

class Grounds {
 public:
  // Of a document, at most: a hostile file must not make the list grow without end.
  static constexpr std::size_t kMaxGrounds = 500;
  static constexpr std::size_t kMaxEvidence = 10;  // places kept of one ground

  // A judged page, in order, with its notes.
  void add(const Page& page, std::vector<Note> notes);

  // Ties every redaction to grounds: by what its label says; by its label's entry in a legend (of
  // its own page first, then of the nearest page after, then before); by a note beside it; by what
  // its page says without a number; by what a cover sheet says of the whole document.
  void write(DocumentRedactions& to, std::map<std::string, std::vector<int>>& by_id) const;

 private:
  struct Tied {
    std::string id;
    int page = 1;
    Rect box;
    std::optional<std::string> label;
  };
  struct PlacedNote {
    int page = 1;
    Note note;
  };
  std::vector<Tied> redactions_;
  std::vector<PlacedNote> notes_;
};

// What the legend entry for this label says; empty where there is none. `notes` of the page itself
// first.
std::string legend_text(const std::vector<const Note*>& notes, const std::string& label);

}  // namespace tachado::redactions
