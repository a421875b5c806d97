#include "stages/fields/money.h"

#include <string>
#include <vector>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

// The budgets of states have 15 digits with cents; more are account numbers.
constexpr std::size_t kMaxDigits = 15;

bool is_separator(char c) { return c == '.' || c == ',' || c == '\''; }

// Letters that recognition and typists write for digits. Only where digits stand on both sides.
char as_digit(char c) {
  switch (c) {
    case 'O':
      return '0';
    case 'S':
      return '5';
    case 'B':
      return '8';
    case 'I':
    case 'L':
    case '|':
      return '1';
    default:
      return is_digit(c) ? c : '\0';
  }
}

bool zero_letters(std::string_view text, std::size_t at) {
  const auto zero = [&](std::size_t i) {
    return i < text.size() && (text[i] == 'O' || text[i] == 'o' || text[i] == '0');
  };
  return zero(at) && zero(at + 1) && (at + 2 >= text.size() || !is_word(text[at + 2])) &&
         !(text[at] == '0' && text[at + 1] == '0');
}

struct Group {
  std::string digits;
  char separator = '\0';  // before it
  bool doubled = false;   // two separators, or a blank beside one
};

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at), begin_(at) {}

  std::optional<Digits> read() {
    if (at_ >= text_.size() || !is_digit(text_[at_])) return std::nullopt;
    groups_.push_back({read_group(), '\0', false});
    while (next_group()) {
    }
    return interpret();
  }

 private:
  std::string read_group() {
    std::string digits;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (!is_digit(c)) {
        const bool third = digits.size() == 2 && thousands_follow(at_ + 1);
        if (c == '|' || as_digit(c) == '\0' || (!digit_follows(at_ + 1) && !third) ||
            zero_letters(text_, at_)) {
          break;
        }
        repaired_ = true;
      }
      digits += as_digit(c);
      ++at_;
    }
    return digits;
  }

  // A letter counts as a digit only before another digit or another such letter and a digit.
  bool digit_follows(std::size_t at) const {
    return at < text_.size() &&
           (is_digit(text_[at]) ||
            (as_digit(text_[at]) != '\0' && at + 1 < text_.size() && is_digit(text_[at + 1])));
  }

  // "5.71S.000": the third of a group, and another group of thousands after it.
  bool thousands_follow(std::size_t at) const {
    return at + 3 < text_.size() && is_separator(text_[at]) && is_digit(text_[at + 1]) &&
           is_digit(text_[at + 2]) && is_digit(text_[at + 3]);
  }

  bool next_group() {
    if (at_ >= text_.size()) return false;
    std::size_t next = at_;
    Group group;
    if (text_[next] == ' ' && next + 1 < text_.size() && is_separator(text_[next + 1]))
      ++next;  // "120.000.000 ,00"
    if (!is_separator(text_[next])) return glued_zeros();
    group.separator = text_[next++];
    // "27..200.000", "3''436,646": a separator typed twice.
    if (next < text_.size() && is_separator(text_[next])) {
      group.doubled = true;
      group.separator = text_[next++];
    }
    if (zero_letters(text_, next)) return end_with_zeros(next);
    std::size_t digits_at = next;
    while (digits_at < text_.size() && (text_[digits_at] == ' ' || text_[digits_at] == '\n') &&
           digits_at - next < 2) {
      ++digits_at;
    }
    const bool spaced = digits_at > next;
    if (spaced && zero_letters(text_, digits_at)) return end_with_zeros(digits_at);
    if (!digit_or_repair(digits_at)) return false;
    const std::size_t before = at_;
    at_ = digits_at;
    group.digits = read_group();
    // After a blank only a whole group of thousands or the cents can go on.
    if (spaced && group.digits.size() != 3 && group.digits.size() != 2) {
      at_ = before;
      return false;
    }
    groups_.push_back(std::move(group));
    return true;
  }

  bool digit_or_repair(std::size_t at) const {
    return at < text_.size() &&
           (is_digit(text_[at]) ||
            (as_digit(text_[at]) != '\0' && text_[at] != '|' && at + 2 < text_.size() &&
             is_digit(text_[at + 1]) && is_digit(text_[at + 2])));
  }

  bool glued_zeros() {
    if (zero_letters(text_, at_)) return end_with_zeros(at_);  // "$108.000.000oo"
    return false;
  }

  bool end_with_zeros(std::size_t at) {
    at_ = at + 2;
    letter_cents_ = true;
    return false;
  }

  std::optional<Digits> interpret() const {
    Digits result;
    std::size_t whole_groups = groups_.size();
    std::string cents = "00";
    if (letter_cents_) {
      result.cents = true;
    } else if (groups_.size() > 1 && groups_.back().separator != '\'' &&
               (groups_.back().digits.size() == 2 || groups_.back().digits.size() == 1)) {
      cents = groups_.back().digits;
      if (cents.size() == 1) cents += '0';
      --whole_groups;
      result.cents = true;
    }
    // "800.125.697.2": thousands and one more digit after the same sign is a taxpayer's number.
    if (whole_groups > 1 && whole_groups < groups_.size() && groups_.back().digits.size() == 1 &&
        groups_.back().separator == groups_[1].separator) {
      return std::nullopt;
    }
    std::string digits;
    for (std::size_t i = 0; i < whole_groups; ++i) {
      digits += groups_[i].digits;
      if (i > 0 && groups_[i].digits.size() != 3) result.clean = false;
      if (groups_[i].doubled) result.clean = false;
    }
    if (whole_groups > 1 && groups_[0].digits.size() > 3) result.clean = false;
    if (digits.size() + cents.size() > kMaxDigits + 2) return std::nullopt;
    for (const char c : digits + cents) result.minor_units = result.minor_units * 10 + (c - '0');
    result.span = {begin_, at_};
    result.groups = static_cast<int>(whole_groups);
    result.repaired = repaired_;
    return result;
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t begin_;
  std::vector<Group> groups_;
  bool letter_cents_ = false;
  bool repaired_ = false;
};

}  // namespace

std::optional<Digits> read_digits(std::string_view folded, std::size_t at) {
  return Reader(folded, at).read();
}

}  // namespace tachado::fields
