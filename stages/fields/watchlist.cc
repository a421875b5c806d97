#include "stages/fields/watchlist.h"

#include <algorithm>
#include <array>
#include <string>

namespace tachado::fields {
namespace {

constexpr std::size_t kMaxEvidence = 20;

// "FCC Covered List; 2021-03-12; listed": list, day, status; the last two may be missing.
std::array<std::string, 3> parts_of(const std::string& role) {
  std::array<std::string, 3> parts;
  std::size_t begin = 0;
  for (std::string& part : parts) {
    if (begin > role.size()) break;
    const std::size_t end = std::min(role.find(';', begin), role.size());
    part = role.substr(begin, end - begin);
    part.erase(0, part.find_first_not_of(' '));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

std::vector<WatchlistField> find_watched(const Reading& reading) {
  std::vector<WatchlistField> found;
  for (const Hit& hit : reading.prose.marks.find(RuleKind::watch)) {
    const RuleSource& rule = hit.rule->source;
    auto known = std::find_if(found.begin(), found.end(), [&](const WatchlistField& field) {
      return field.entry == rule.name;
    });
    if (known == found.end()) {
      const auto [list, listed, status] = parts_of(rule.role);
      WatchlistField field;
      field.entry = rule.name;
      field.list = list;
      if (!listed.empty()) field.listed = listed;
      field.status = status.empty() ? "listed" : status;
      field.match = "name";
      field.score = rule.weight;
      field.confidence = rule.weight;
      field.rule = rule.file;
      found.push_back(std::move(field));
      known = std::prev(found.end());
    }
    if (known->evidence.size() >= kMaxEvidence) continue;
    for (Evidence& evidence : reading.document.evidence(reading.prose.view, hit.whole))
      known->evidence.push_back(std::move(evidence));
  }
  return found;
}

}  // namespace tachado::fields
