#include "stages/fields/identifiers.h"

#include <algorithm>
#include <array>

#include "stages/fields/fold.h"
#include "stages/fields/reading.h"

namespace tachado::fields {
namespace {

// Ñ as one character, so that positions count characters.
constexpr char kEnye = '\xD1';

std::string one_character_enye(std::string_view utf8) {
  std::string text;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (utf8[i] == '\xC3' && i + 1 < utf8.size() &&
        (utf8[i + 1] == '\x91' || utf8[i + 1] == '\xB1')) {
      text += kEnye;
      ++i;
    } else {
      text += utf8[i];
    }
  }
  return text;
}

bool rfc_letter(char c) { return is_letter(c) || c == '&' || c == kEnye; }

bool date_exists(int year, int month, int day) {
  static constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  // Two digits of a year do not tell the century: 1900 had no 29 February, 2000 had.
  if (month == 2 && day == 29) return year % 4 == 0;
  return day <= kDays[static_cast<std::size_t>(month - 1)];
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

bool digits_only(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Form of an RFC: letters, a date that exists, three characters.
bool rfc_form(std::string_view text) {
  if (text.size() != 12 && text.size() != 13) return false;
  const std::size_t letters = text.size() - 9;
  for (std::size_t i = 0; i < letters; ++i) {
    if (!rfc_letter(text[i])) return false;
  }
  const std::string_view date = text.substr(letters, 6);
  if (!digits_only(date) ||
      !date_exists(two_digits(date, 0), two_digits(date, 2), two_digits(date, 4)))
    return false;
  const char last = text.back();
  return is_word(text[letters + 6]) && is_word(text[letters + 7]) &&
         (is_digit(last) || last == 'A');
}

char rfc_check_digit(std::string_view text) {
  static const std::string kAlphabet =
      std::string("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ") + kEnye;
  std::string padded(12 - (text.size() - 1), ' ');
  padded += text.substr(0, text.size() - 1);
  int sum = 0;
  for (std::size_t i = 0; i < padded.size(); ++i)
    sum += static_cast<int>(kAlphabet.find(padded[i])) * (13 - static_cast<int>(i));
  const int digit = (11 - sum % 11) % 11;
  return digit == 10 ? 'A' : static_cast<char>('0' + digit);
}

// What recognition confuses, by what the slot must hold.
char to_digit(char c) {
  switch (c) {
    case 'O':
    case 'Q':
    case 'D':
      return '0';
    case 'I':
    case 'L':
      return '1';
    case 'Z':
      return '2';
    case 'S':
      return '5';
    case 'G':
      return '6';
    case 'B':
      return '8';
    default:
      return c;
  }
}

char to_letter(char c) {
  switch (c) {
    case '0':
      return 'O';
    case '1':
      return 'I';
    case '5':
      return 'S';
    case '8':
      return 'B';
    default:
      return c;
  }
}

std::string utf8_enye(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == kEnye) {
      result += "\xC3\x91";
    } else {
      result += c;
    }
  }
  return result;
}

// An RFC from a token in which slots may be misread: the repaired form counts only when its check
// digit is right, which a wrong repair is by chance in 1 of 11 times.
std::optional<Identifier> rfc_from(std::string token) {
  if (token.size() != 12 && token.size() != 13) return std::nullopt;
  Identifier id;
  id.scheme = "MX-RFC";
  id.person = token.size() == 13;
  if (rfc_form(token)) {
    id.value = utf8_enye(token);
    id.generic = id.value == "XAXX010101000" || id.value == "XEXX010101000";
    id.valid = token.back() == rfc_check_digit(token);
    return id;
  }
  const std::size_t letters = token.size() - 9;
  const std::string printed = token;
  int changed = 0;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    if (i < letters) token[i] = to_letter(c);
    if (i >= letters && i < letters + 6) token[i] = to_digit(c);
    changed += token[i] != c ? 1 : 0;
  }
  if (changed == 0 || changed > 3 || !rfc_form(token) || token.back() != rfc_check_digit(token))
    return std::nullopt;
  id.value = utf8_enye(token);
  id.valid = true;
  id.repaired = true;
  return id;
}

constexpr std::string_view kCurpAlphabet = "0123456789ABCDEFGHIJKLMN\xD1OPQRSTUVWXYZ";

// Where the date of an identifier ends at the latest, in parts that stand apart ("XXXX - 991231"),
// and how many of its six digits survive recognition at worst.
constexpr std::size_t kDateEnd = 14;
constexpr int kLeastDateDigits = 3;

class Finder {
 public:
  Finder(const DocumentText& document, const View& view)
      : document_(document), view_(view), text_(view.folded) {}

  std::vector<Identifier> find() {
    for (std::size_t at = 0; at < text_.size() && found_.size() < kMaxFound;) {
      if (!is_word(text_[at]) || (at > 0 && is_word(text_[at - 1]))) {
        ++at;
        continue;
      }
      at = is_digit(text_[at]) ? number(at) : word(at);
    }
    return std::move(found_);
  }

 private:
  std::size_t token_end(std::size_t at) const {
    while (at < text_.size() && (is_word(text_[at]) || text_[at] == '&')) ++at;
    return at;
  }

  // The original characters, in which Ñ is not N.
  std::string original(Span span) const {
    std::string printed = one_character_enye(document_.printed(view_, span));
    if (printed.size() != span.length())
      return std::string(text_.substr(span.begin, span.length()));
    for (char& c : printed) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return printed;
  }

  void keep(Identifier id, Span span) {
    id.span = span;
    found_.push_back(std::move(id));
  }

  std::size_t word(std::size_t at) {
    std::size_t end = token_end(at);
    const std::size_t length = end - at;
    if (!may_be_identifier(at, length)) return after_label(at, end);
    if (length == 18) {
      const std::string token = original({at, end});
      if (const auto valid = curp_valid(utf8_enye(token))) {
        keep({"MX-CURP", utf8_enye(token), valid, false, false, true, {}}, {at, end});
        return end;
      }
    }
    // "XXX-991231-AB1", "XXXX 991231 AB1": the three parts may stand apart.
    std::string token = original({at, end});
    std::size_t whole_end = end;
    if (length == 3 || length == 4 || length == 9 || length == 10) {
      while (token.size() < 13 && whole_end + 1 < text_.size() &&
             (text_[whole_end] == '-' || text_[whole_end] == ' ')) {
        const std::size_t next = is_word(text_[whole_end + 1]) ? whole_end + 1
                                 : whole_end + 2 < text_.size() && is_word(text_[whole_end + 2])
                                     ? whole_end + 2
                                     : 0;
        if (next == 0) break;
        const std::size_t next_end = token_end(next);
        if (token.size() + (next_end - next) > 13 || !starts_rfc(token)) break;
        token += original({next, next_end});
        whole_end = next_end;
      }
    }
    if (token.size() == 12 || token.size() == 13) {
      if (auto id = rfc_from(token)) {
        keep(std::move(*id), {at, whole_end});
        return whole_end;
      }
    }
    return after_label(at, end);
  }

  std::size_t after_label(std::size_t at, std::size_t end) {
    if (std::string_view("NRCI").find(text_[at]) == std::string_view::npos) return end;
    if (is_nit_label(at, end)) return nit_after(end);
    if (is_card_label(at)) return card_after(at, end);
    return end;
  }

  // Every CURP and RFC has a date in six digits. Most words are told from one without looking at
  // what was printed.
  bool may_be_identifier(std::size_t at, std::size_t length) const {
    if (length != 3 && length != 4 && length != 9 && length != 10 && length != 12 && length != 13 &&
        length != 18) {
      return false;
    }
    const std::string_view window = text_.substr(at, std::max(length, kDateEnd));
    return std::count_if(window.begin(), window.end(), is_digit) >= kLeastDateDigits;
  }

  static bool starts_rfc(std::string_view token) {
    const std::size_t letters = token.size() == 4 || token.size() == 10 ? 4 : 3;
    for (std::size_t i = 0; i < std::min(letters, token.size()); ++i) {
      if (!rfc_letter(token[i])) return false;
    }
    return true;
  }

  bool stands(std::size_t at, std::string_view word) const {
    return text_.substr(at, word.size()) == word;
  }

  // N.I.T., NIT, RUT: both print a number with a check digit.
  bool is_nit_label(std::size_t at, std::size_t end) const {
    const std::string_view token = text_.substr(at, end - at);
    return token == "NIT" || token == "RUT" || token == "NLT" || token == "N1T" ||
           (token == "N" && stands(at, "N.I.T"));
  }

  bool is_card_label(std::size_t at) const {
    // "R.F.C. con la clave", "R.F.C.: …": the end of another abbreviation.
    if (at > 0 && text_[at - 1] == '.') return false;
    if (stands(at, "C. C") && at + 4 < text_.size() && is_letter(text_[at + 4])) return false;
    return stands(at, "CEDULA") || stands(at, "C.C") || stands(at, "C. C") || stands(at, "CC ") ||
           stands(at, "CC.") || stands(at, "CC:") || stands(at, "C.E.") || stands(at, "CC\t") ||
           stands(at, "IDENTIFICACION:") || stands(at, "IDENTIFICACION\t") ||
           stands(at, "IDENTIFICACION ");
  }

  // Skips the words between a label and its number: "NIT No. ", "cédula de ciudadanía número ".
  std::size_t skip_to_number(std::size_t at, std::size_t most) const {
    const std::size_t stop = std::min(text_.size(), at + most);
    for (std::size_t i = at; i < stop; ++i) {
      if (is_digit(text_[i]) && !is_letter(text_[i - 1])) return i;
      if (is_digit(text_[i])) return 0;  // inside a word, which is no number
      if (text_[i] == kRedacted || text_[i] == '$') return 0;
    }
    return 0;
  }

  struct Number {
    std::string digits;
    std::size_t end = 0;
  };

  // Digits in groups of three, parted by dots, commas, apostrophes or blanks.
  Number grouped(std::size_t at) const {
    Number number;
    std::size_t i = at;
    while (i < text_.size()) {
      if (is_digit(text_[i])) {
        number.digits += text_[i++];
        number.end = i;
        continue;
      }
      const bool separator =
          text_[i] == '.' || text_[i] == ',' || text_[i] == '\'' || text_[i] == ' ';
      if (!separator || number.digits.empty()) break;
      std::size_t next = i + 1;
      if (next < text_.size() && text_[next] == ' ' && text_[i] != ' ') ++next;
      const auto digit_at = [&](std::size_t n) { return n < text_.size() && is_digit(text_[n]); };
      const bool three = digit_at(next) && digit_at(next + 1) && digit_at(next + 2);
      if (!three || (text_[i] == ' ' && digit_at(next + 3))) break;
      i = next;
    }
    return number;
  }

  std::size_t nit_after(std::size_t end) {
    const std::size_t at = skip_to_number(end, 18);
    if (at == 0) return end;
    const Number number = grouped(at);
    if (number.digits.size() < 7 || number.digits.size() > 11) return end;
    return nit_at(at, number, false);
  }

  // A check digit stands after a hyphen or dot: "830.066.695-3", "900.081.331 – 4",
  // "800.125.697.2". Without one nine digits are a NIT by its label; where the label says a
  // person's card (`only_valid`), only a check digit that is right makes it one.
  std::size_t nit_at(std::size_t at, const Number& number, bool only_valid) {
    std::size_t i = number.end;
    while (i < text_.size() && text_[i] == ' ' && i - number.end < 2) ++i;
    Identifier id;
    id.scheme = "CO-NIT";
    id.value = number.digits;
    if (i < text_.size() && (text_[i] == '-' || text_[i] == '.' || text_[i] == '_')) {
      std::size_t check = i + 1;
      while (check < text_.size() && text_[check] == ' ' && check - i < 3) ++check;
      if (check < text_.size() && is_digit(text_[check]) &&
          (check + 1 >= text_.size() || !is_word(text_[check + 1]))) {
        id.valid = nit_valid(number.digits, text_[check]);
        if (only_valid && id.valid != true) return 0;
        id.value += '-';
        id.value += text_[check];
        keep(std::move(id), {at, check + 1});
        return check + 1;
      }
    }
    if (only_valid) return 0;
    if (number.digits.size() < 8) return number.end;
    keep(std::move(id), {at, number.end});
    return number.end;
  }

  std::size_t card_after(std::size_t at, std::size_t end) {
    const std::size_t number_at = skip_to_number(at, 60);
    if (number_at == 0) return end;
    const Number number = grouped(number_at);
    if (number.digits.size() < 5 || number.digits.size() > 10) return end;
    if (const std::size_t nit_end = nit_at(number_at, number, true)) return nit_end;
    Identifier id;
    id.scheme = "CO-CC";
    id.value = number.digits;
    id.person = true;
    keep(std::move(id), {number_at, number.end});
    return number.end;
  }

  std::size_t number(std::size_t at) {
    std::size_t end = at;
    std::string digits;
    // A CLABE is printed as 18 digits, or with blanks: "032 180 00011835971 9".
    std::size_t i = at;
    while (i < text_.size() && digits.size() < 19 && (is_digit(text_[i]) || text_[i] == ' ')) {
      if (is_digit(text_[i])) {
        digits += text_[i];
        end = i + 1;
      } else if (i > at && text_[i - 1] == ' ') {
        break;
      }
      ++i;
    }
    if (digits.size() == 18 && (end >= text_.size() || !is_word(text_[end]))) {
      const auto valid = clabe_valid(digits);
      // Without its label a run of 18 digits is a CLABE only by its check digit.
      const std::size_t back = at > 60 ? at - 60 : 0;
      const bool labelled = text_.substr(back, at - back).find("CLABE") != std::string_view::npos;
      if (valid && (labelled || *valid)) {
        keep({"MX-CLABE", digits, valid, false, false, false, {}}, {at, end});
        return end;
      }
    }
    return token_end(at);
  }

  const DocumentText& document_;
  const View& view_;
  std::string_view text_;
  std::vector<Identifier> found_;
};

}  // namespace

std::optional<bool> rfc_valid(std::string_view text) {
  const std::string token = one_character_enye(text);
  if (!rfc_form(token)) return std::nullopt;
  return token.back() == rfc_check_digit(token);
}

std::string rfc_name_code(std::string_view name) {
  static constexpr std::string_view kTable = "123456789ABCDEFGHIJKLMNPQRSTUVWXYZ";
  std::string digits = "0";
  const std::string letters = one_character_enye(name);
  std::string folded;
  for (std::size_t i = 0; i < letters.size();) {
    if (letters[i] == kEnye) {
      folded += kEnye;
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < letters.size() && letters[end] != kEnye) ++end;
    folded += fold(std::string_view(letters).substr(i, end - i));
    i = end;
  }
  const auto put = [&](int code) {
    digits += static_cast<char>('0' + code / 10);
    digits += static_cast<char>('0' + code % 10);
  };
  for (const char c : folded) {
    if (c == ' ' || c == '\n') put(0);
    if (is_digit(c)) put(c - '0');
    if (c == '&') put(10);
    if (c >= 'A' && c <= 'I') put(11 + c - 'A');
    if (c >= 'J' && c <= 'R') put(21 + c - 'J');
    if (c >= 'S' && c <= 'Z') put(32 + c - 'S');
    if (c == kEnye) put(40);
  }
  int sum = 0;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i)
    sum += ((digits[i] - '0') * 10 + (digits[i + 1] - '0')) * (digits[i + 1] - '0');
  const auto rest = static_cast<std::size_t>(sum % 1000);
  return {kTable[rest / 34], kTable[rest % 34]};
}

constexpr std::size_t kPersonRfc = 13;

std::optional<bool> rfc_matches_name(std::string_view rfc, std::string_view name,
                                     std::string_view name_without_form) {
  const std::string token = one_character_enye(rfc);
  if (!rfc_form(token)) return std::nullopt;
  const std::string code = token.substr(token.size() - 3, 2);
  // Measured: 83 % of companies without the legal form, 7 % with it.
  if (code == rfc_name_code(name_without_form) || code == rfc_name_code(name)) return true;
  // A person's code is made of the surnames, then the given names; contracts print these first, and
  // either may be two words.
  if (token.size() != kPersonRfc) return false;
  const std::string printed(name_without_form);
  for (std::size_t blank = printed.find(' '); blank != std::string::npos;
       blank = printed.find(' ', blank + 1)) {
    if (code == rfc_name_code(printed.substr(blank + 1) + ' ' + printed.substr(0, blank)))
      return true;
  }
  return false;
}

namespace {

constexpr std::array<std::string_view, 6> kConfused{"0OQ", "1IL", "5S", "8B", "6G", "2Z"};

// Each text with one character changed within its class.
template <typename Use>
void change_one(const std::string& text, Use use) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c =
        text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
    for (const std::string_view confused : kConfused) {
      if (confused.find(c) == std::string_view::npos) continue;
      for (const char other : confused) {
        if (other == c) continue;
        std::string changed = text;
        changed[i] = other;
        use(changed);
      }
    }
  }
}

}  // namespace

std::optional<std::string> repair_name(std::string_view rfc, std::string_view name) {
  std::optional<std::string> repaired;
  bool several = false;
  // A digit beside letters is what is misread, never what is right.
  const auto digits_in_words = [](std::string_view text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool beside = (i > 0 && !is_digit(text[i - 1]) && text[i - 1] != ' ') ||
                          (i + 1 < text.size() && !is_digit(text[i + 1]) && text[i + 1] != ' ');
      count += is_digit(text[i]) && beside ? 1U : 0U;
    }
    return count;
  };
  const std::size_t odd = digits_in_words(name);
  change_one(std::string(name), [&](const std::string& changed) {
    if (digits_in_words(changed) > odd) return;
    if (rfc_matches_name(rfc, changed, changed) != true) return;
    several = several || repaired.has_value();
    repaired = changed;
  });
  return several ? std::nullopt : repaired;
}

std::optional<std::string> repair_rfc(std::string_view rfc, std::string_view name) {
  std::optional<std::string> repaired;
  bool several = false;
  change_one(std::string(rfc), [&](const std::string& changed) {
    if (rfc_valid(changed) != true || rfc_matches_name(changed, name, name) != true) return;
    several = several || repaired.has_value();
    repaired = changed;
  });
  return several ? std::nullopt : repaired;
}

std::optional<bool> curp_valid(std::string_view text) {
  const std::string token = one_character_enye(text);
  if (token.size() != 18) return std::nullopt;
  for (std::size_t i = 0; i < 4; ++i) {
    if (!is_letter(token[i]) && token[i] != kEnye) return std::nullopt;
  }
  if (!digits_only(std::string_view(token).substr(4, 6)) ||
      !date_exists(two_digits(token, 4), two_digits(token, 6), two_digits(token, 8)))
    return std::nullopt;
  if (token[10] != 'H' && token[10] != 'M' && token[10] != 'X') return std::nullopt;
  for (std::size_t i = 11; i < 16; ++i) {
    if (!is_letter(token[i]) && token[i] != kEnye) return std::nullopt;
  }
  if (!is_word(token[16]) || !is_digit(token[17])) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i)
    sum += static_cast<int>(kCurpAlphabet.find(token[i])) * (18 - static_cast<int>(i));
  return token[17] - '0' == (10 - sum % 10) % 10;
}

std::optional<bool> clabe_valid(std::string_view digits) {
  if (digits.size() != 18 || !digits_only(digits)) return std::nullopt;
  if (digits.substr(0, 3) == "000") return false;  // no such bank
  static constexpr std::array<int, 3> kWeights{3, 7, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * kWeights[i % 3] % 10;
  return digits[17] - '0' == (10 - sum % 10) % 10;
}

std::optional<bool> nit_valid(std::string_view number, char check) {
  static constexpr std::array<int, 15> kWeights{3,  7,  13, 17, 19, 23, 29, 37,
                                                41, 43, 47, 53, 59, 67, 71};
  if (number.empty() || number.size() > kWeights.size() || !digits_only(number) || !is_digit(check))
    return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < number.size(); ++i)
    sum += (number[number.size() - 1 - i] - '0') * kWeights[i];
  const int rest = sum % 11;
  return check - '0' == (rest < 2 ? rest : 11 - rest);
}

std::vector<Identifier> find_identifiers(const DocumentText& document, const View& view) {
  return Finder(document, view).find();
}

}  // namespace tachado::fields
