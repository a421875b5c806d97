#include "stages/fields/watchlist.h"

#include <algorithm>
#include <map>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

constexpr std::size_t kMaxEvidence = 20;
// A name that is all in the list says less than an identifier; one read with errors less still.
constexpr double kNameConfidence = 0.9;
constexpr double kMatchConfidence = 0.99;
// Between a name and its legal form: ", ".
constexpr std::size_t kFormGap = 3;

std::vector<WatchWord> words_of(const Reading& reading) {
  const View& view = reading.prose.view;
  const std::string_view text = view.folded;
  std::vector<WatchWord> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    words.push_back({text.substr(at, end - at), {at, end}, false, false});
    at = end;
  }
  reading.document.mark_words(words);
  return words;
}

class Watched {
 public:
  Watched(const Reading& reading, const WatchIndex& index) : reading_(reading), index_(index) {}

  void add(std::size_t entry, Span span, bool tax_id, double score) {
    auto [known, fresh] = found_.try_emplace(entry);
    WatchlistField& field = known->second;
    const WatchEntry& listed = index_.entries()[entry];
    if (fresh) {
      order_.push_back(entry);
      field.entry = listed.name;
      field.list = listed.list;
      field.listed = listed.listed;
      field.status = listed.status;
    }
    if (field.match != "tax_id") {
      field.match = tax_id ? "tax_id" : "name";
      if (tax_id || score > field.score) {
        field.score = score;
        field.confidence = tax_id ? kMatchConfidence : kNameConfidence * score;
        field.rule = tax_id ? "watch.tax_id" : score < 1 ? "watch.name_misread" : "watch.name";
      }
    }
    if (field.evidence.size() >= kMaxEvidence) return;
    for (Evidence& evidence : reading_.document.evidence(reading_.prose.view, span))
      field.evidence.push_back(std::move(evidence));
  }

  std::vector<WatchlistField> take() {
    std::vector<WatchlistField> fields;
    for (const std::size_t entry : order_) fields.push_back(std::move(found_[entry]));
    return fields;
  }

 private:
  const Reading& reading_;
  const WatchIndex& index_;
  std::map<std::size_t, WatchlistField> found_;
  std::vector<std::size_t> order_;
};

}  // namespace

std::vector<WatchlistField> find_watched(const Reading& reading, const WatchIndex& index,
                                         const std::vector<Identifier>& identifiers) {
  Watched watched(reading, index);
  for (const Identifier& id : identifiers) {
    if (id.generic) continue;
    for (const std::size_t entry : index.by_tax_id(id.value)) watched.add(entry, id.span, true, 1);
  }
  const auto form_behind = [&](std::size_t end) {
    return !reading.prose.marks.find(RuleKind::form, {end, end + kFormGap}).empty();
  };
  for (const WatchHit& hit : index.find(words_of(reading), form_behind))
    watched.add(hit.entry, hit.span, false, hit.score);
  return watched.take();
}

}  // namespace tachado::fields
