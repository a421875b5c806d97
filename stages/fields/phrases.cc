#include "stages/fields/phrases.h"

namespace tachado::fields {

Phrases::Phrases(std::initializer_list<std::string_view> phrases) {
  for (const std::string_view phrase : phrases) {
    std::uint8_t& row = rows_[bits(phrase[0])];
    if (row == 0) {
      row = static_cast<std::uint8_t>(by_row_.size());
      by_row_.emplace_back();
      seconds_.push_back(0);
    }
    by_row_[row].push_back(phrase);
    seconds_[row] |= 1U << (bits(phrase[1]) % 32);
  }
}

bool Phrases::in(std::string_view text) const {
  bool any = false;
  each(text, [&](std::size_t, std::string_view) { any = true; });
  return any;
}

}  // namespace tachado::fields
