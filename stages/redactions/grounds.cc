#include "stages/redactions/grounds.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace tachado::redactions {
namespace {

// A note stands beside a bar when it is on its height, give or take this many points: a line.
constexpr double kBeside = 14;
// A margin note is narrow; a paragraph across the page that happens to be near is none.
constexpr double kMarginWidth = 200;

auto identity(const Ground& ground) {
  return std::tie(ground.law, ground.article, ground.fraction, ground.paragraph,
                  ground.classification, ground.date, ground.period, ground.until,
                  ground.classified_by, ground.reference, ground.removed, ground.note);
}

// The document's list, each ground once.
class List {
 public:
  explicit List(std::vector<Ground>& to) : to_(to) {}

  std::optional<int> index_of(const Ground& ground) {
    const auto same = std::find_if(to_.begin(), to_.end(), [&](const Ground& other) {
      return identity(other) == identity(ground);
    });
    if (same == to_.end()) {
      if (to_.size() >= Grounds::kMaxGrounds) return std::nullopt;
      to_.push_back(ground);
      return static_cast<int>(to_.size()) - 1;
    }
    for (const Evidence& evidence : ground.evidence) {
      const bool known =
          std::any_of(same->evidence.begin(), same->evidence.end(), [&](const Evidence& other) {
            return other.page == evidence.page && other.begin == evidence.begin;
          });
      if (!known && same->evidence.size() < Grounds::kMaxEvidence) {
        same->evidence.push_back(evidence);
      }
    }
    return static_cast<int>(same - to_.begin());
  }

  void add(const std::vector<Ground>& grounds, std::vector<int>& indices) {
    for (const Ground& ground : grounds) {
      const auto index = index_of(ground);
      if (index && std::find(indices.begin(), indices.end(), *index) == indices.end()) {
        indices.push_back(*index);
      }
    }
  }

 private:
  std::vector<Ground>& to_;
};

}  // namespace

void Grounds::add(const Page& page, std::vector<Note> notes) {
  for (Note& note : notes) {
    if (notes_.size() < kMaxGrounds) notes_.push_back({page.number, std::move(note)});
  }
  for (const Redaction& redaction : page.redactions) {
    redactions_.push_back({redaction.id, page.number, redaction.box, redaction.label});
  }
}

void Grounds::write(DocumentRedactions& to, std::map<std::string, std::vector<int>>& by_id) const {
  List list(to.grounds);
  // In the order of the document, whether or not a region is tied to them.
  for (const PlacedNote& placed : notes_) {
    std::vector<int> unused;
    list.add(placed.note.grounds, unused);
  }
  for (const Tied& redaction : redactions_) {
    std::vector<int> indices;
    if (redaction.label) {
      std::vector<Ground> own = grounds_of_label(*redaction.label);
      for (Ground& ground : own) {
        Evidence evidence;
        evidence.page = redaction.page;
        evidence.box = redaction.box;
        evidence.text = *redaction.label;
        ground.evidence.push_back(std::move(evidence));
      }
      list.add(own, indices);
      for (const std::string& key : keys_of_label(*redaction.label)) {
        if (!indices.empty()) break;
        // Own page, then those after, then those before: (distance, after before before).
        const PlacedNote* best = nullptr;
        const auto rank = [&](const PlacedNote& placed) {
          const int distance = placed.page - redaction.page;
          return std::pair(distance < 0, distance < 0 ? -distance : distance);
        };
        for (const PlacedNote& placed : notes_) {
          if (placed.note.key != key) continue;
          if (best == nullptr || rank(placed) < rank(*best)) best = &placed;
        }
        if (best != nullptr) list.add(best->note.grounds, indices);
      }
    }
    const auto without_key = [&](bool beside) {
      for (const PlacedNote& placed : notes_) {
        if (placed.page != redaction.page || !placed.note.key.empty()) continue;
        for (const Ground& ground : placed.note.grounds) {
          if (beside) {
            const Rect& box = ground.evidence.front().box;
            const bool near = box.y0 - kBeside <= redaction.box.y1 &&
                              box.y1 + kBeside >= redaction.box.y0 && box.width() <= kMarginWidth;
            if (!near) continue;
          }
          list.add({ground}, indices);
        }
      }
    };
    if (indices.empty()) without_key(true);
    if (indices.empty()) without_key(false);
    if (indices.empty()) {
      for (const PlacedNote& placed : notes_) {
        if (placed.note.key.empty() && placed.note.cover) list.add(placed.note.grounds, indices);
      }
    }
    if (!indices.empty()) by_id[redaction.id] = std::move(indices);
  }
}

std::string legend_text(const std::vector<const Note*>& notes, const std::string& label) {
  for (const std::string& key : keys_of_label(label)) {
    for (const Note* note : notes) {
      if (note->key == key) return note->text;
    }
  }
  return {};
}

}  // namespace tachado::redactions
