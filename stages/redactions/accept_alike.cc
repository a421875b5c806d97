#include "stages/redactions/accept_alike.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>

#include "stages/redactions/accept_place.h"

namespace tachado::redactions {
namespace {

constexpr double kCertain = 0.9;
constexpr double kLabel = 0.02;  // share of the inside; less is dust
// So many others say all they can.
constexpr double kEnough = 3;
// Log-odds. A single weak figure of the kind that the page has many of is theirs two times in
// three; measured on the labelled pages.
constexpr double kLikeOthers = 1.2;
constexpr double kUnlikeAll = 0.8;

// Letters and digits that may differ for one that is right.
constexpr std::size_t kRightForOneWrong = 2;
constexpr std::size_t kShortestCode = 3;
constexpr std::size_t kLongest = 24;

// Of what is white the label is half of the look.
bool same_look(const Region& a, const Region& b) {
  const auto white = [](const Region& region) {
    return region.kind == RegionKind::outlined || region.kind == RegionKind::whiteout;
  };
  if (white(a) || white(b))
    return a.kind == b.kind && (a.ink_inside > kLabel) == (b.ink_inside > kLabel);
  return same_color(a.color, b.color);
}

std::string letters_and_digits(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// Letters to be changed, added and left out to make one of the other. Both are short.
std::size_t edits(std::string_view a, std::string_view b) {
  std::array<std::size_t, kLongest + 1> row{};
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size() && j < kLongest; ++j) {
      const std::size_t changed = before + (a[i] == b[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[std::min(b.size(), kLongest)];
}

}  // namespace

double by_likeness(const Page& page, std::size_t at, const std::vector<double>& confidences) {
  int alike = 0;
  int unlike = 0;
  for (std::size_t i = 0; i < page.candidates.size(); ++i) {
    if (i == at || confidences[i] < kCertain) continue;
    ++(same_look(page.candidates[i], page.candidates[at]) ? alike : unlike);
  }
  if (alike > 0) return kLikeOthers * std::min(1.0, alike / kEnough);
  return unlike >= kEnough ? -kUnlikeAll : 0;
}

bool misread_code(std::string_view text, const std::vector<std::string>& codes) {
  const std::string own = letters_and_digits(text);
  if (own.size() < kShortestCode || own.size() > kLongest) return false;
  return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
    const std::string other = letters_and_digits(code);
    return other.size() >= kShortestCode && other.size() <= kLongest &&
           edits(own, other) * (kRightForOneWrong + 1) <= std::max(own.size(), other.size()) + 1;
  });
}

}  // namespace tachado::redactions
