#include "stages/fields/number_words.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

enum class WordKind : std::uint8_t { one, teen, ten, hundred, times_hundred, scale, link };

struct NumberWord {
  std::string_view text;
  WordKind kind;
  std::int64_t value;
};

constexpr std::int64_t kThousand = 1'000;
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kTrillion = 1'000'000'000'000;

// `ten` may be followed by a `one`; `teen` fills both places.
constexpr NumberWord kWords[] = {
    {"CERO", WordKind::teen, 0},
    {"UN", WordKind::one, 1},
    {"UNO", WordKind::one, 1},
    {"UNA", WordKind::one, 1},
    {"DOS", WordKind::one, 2},
    {"TRES", WordKind::one, 3},
    {"CUATRO", WordKind::one, 4},
    {"CINCO", WordKind::one, 5},
    {"SEIS", WordKind::one, 6},
    {"SIETE", WordKind::one, 7},
    {"OCHO", WordKind::one, 8},
    {"NUEVE", WordKind::one, 9},
    {"DIEZ", WordKind::ten, 10},
    {"ONCE", WordKind::teen, 11},
    {"DOCE", WordKind::teen, 12},
    {"TRECE", WordKind::teen, 13},
    {"CATORCE", WordKind::teen, 14},
    {"QUINCE", WordKind::teen, 15},
    {"DIECISEIS", WordKind::teen, 16},
    {"DIECISIETE", WordKind::teen, 17},
    {"DIECIOCHO", WordKind::teen, 18},
    {"DIECINUEVE", WordKind::teen, 19},
    {"VEINTE", WordKind::ten, 20},
    {"VEINTI", WordKind::ten, 20},
    {"VEINTIUN", WordKind::teen, 21},
    {"VEINTIUNO", WordKind::teen, 21},
    {"VEINTIUNA", WordKind::teen, 21},
    {"VEINTIDOS", WordKind::teen, 22},
    {"VEINTITRES", WordKind::teen, 23},
    {"VEINTICUATRO", WordKind::teen, 24},
    {"VEINTICINCO", WordKind::teen, 25},
    {"VEINTISEIS", WordKind::teen, 26},
    {"VEINTISIETE", WordKind::teen, 27},
    {"VEINTIOCHO", WordKind::teen, 28},
    {"VEINTINUEVE", WordKind::teen, 29},
    {"TREINTA", WordKind::ten, 30},
    {"CUARENTA", WordKind::ten, 40},
    {"CINCUENTA", WordKind::ten, 50},
    {"SESENTA", WordKind::ten, 60},
    {"SETENTA", WordKind::ten, 70},
    {"OCHENTA", WordKind::ten, 80},
    {"NOVENTA", WordKind::ten, 90},
    {"CIEN", WordKind::hundred, 100},
    {"CIENTO", WordKind::hundred, 100},
    {"DOSCIENTOS", WordKind::hundred, 200},
    {"DOSCIENTAS", WordKind::hundred, 200},
    {"TRESCIENTOS", WordKind::hundred, 300},
    {"TRESCIENTAS", WordKind::hundred, 300},
    {"CUATROCIENTOS", WordKind::hundred, 400},
    {"CUATROCIENTAS", WordKind::hundred, 400},
    {"QUINIENTOS", WordKind::hundred, 500},
    {"QUINIENTAS", WordKind::hundred, 500},
    {"SEISCIENTOS", WordKind::hundred, 600},
    {"SEISCIENTAS", WordKind::hundred, 600},
    {"SETECIENTOS", WordKind::hundred, 700},
    {"SETECIENTAS", WordKind::hundred, 700},
    {"OCHOCIENTOS", WordKind::hundred, 800},
    {"OCHOCIENTAS", WordKind::hundred, 800},
    {"NOVECIENTOS", WordKind::hundred, 900},
    {"NOVECIENTAS", WordKind::hundred, 900},
    {"MIL", WordKind::scale, kThousand},
    {"MILLON", WordKind::scale, kMillion},
    {"MILLONES", WordKind::scale, kMillion},
    {"BILLON", WordKind::scale, kTrillion},
    {"BILLONES", WordKind::scale, kTrillion},
    {"Y", WordKind::link, 0},
    {"E", WordKind::link, 0},
    {"DE", WordKind::link, 0},
    {"ZERO", WordKind::teen, 0},
    {"ONE", WordKind::one, 1},
    {"TWO", WordKind::one, 2},
    {"THREE", WordKind::one, 3},
    {"FOUR", WordKind::one, 4},
    {"FIVE", WordKind::one, 5},
    {"SIX", WordKind::one, 6},
    {"SEVEN", WordKind::one, 7},
    {"EIGHT", WordKind::one, 8},
    {"NINE", WordKind::one, 9},
    {"TEN", WordKind::teen, 10},
    {"ELEVEN", WordKind::teen, 11},
    {"TWELVE", WordKind::teen, 12},
    {"THIRTEEN", WordKind::teen, 13},
    {"FOURTEEN", WordKind::teen, 14},
    {"FIFTEEN", WordKind::teen, 15},
    {"SIXTEEN", WordKind::teen, 16},
    {"SEVENTEEN", WordKind::teen, 17},
    {"EIGHTEEN", WordKind::teen, 18},
    {"NINETEEN", WordKind::teen, 19},
    {"TWENTY", WordKind::ten, 20},
    {"THIRTY", WordKind::ten, 30},
    {"FORTY", WordKind::ten, 40},
    {"FIFTY", WordKind::ten, 50},
    {"SIXTY", WordKind::ten, 60},
    {"SEVENTY", WordKind::ten, 70},
    {"EIGHTY", WordKind::ten, 80},
    {"NINETY", WordKind::ten, 90},
    {"HUNDRED", WordKind::times_hundred, 100},
    {"THOUSAND", WordKind::scale, kThousand},
    {"MILLION", WordKind::scale, kMillion},
    {"BILLION", WordKind::scale, kBillion},
    {"AND", WordKind::link, 0},
};

constexpr std::size_t kMaxWordLength = 40;  // "TRESCIENTOSCINCUENTAYCUATROMILLONES"
constexpr int kMaxWords = 40;               // of one number; the longest up to 10^15 has 27

// Which letters a word has, one bit each.
std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= is_letter(c) ? 1U << static_cast<unsigned>(c - 'A') : 0U;
  return letters;
}

struct KnownWord {
  const NumberWord* word;
  std::uint32_t letters;
};

// The words by their first letter, the longer ones first.
class Dictionary {
 public:
  Dictionary() {
    for (const NumberWord& word : kWords) {
      by_letter_[static_cast<std::size_t>(word.text[0] - 'A')].push_back(&word);
      all_.push_back({&word, letters_of(word.text)});
    }
    for (auto& words : by_letter_) {
      std::stable_sort(words.begin(), words.end(), [](const NumberWord* a, const NumberWord* b) {
        return a->text.size() > b->text.size();
      });
    }
  }
  [[nodiscard]] const NumberWord* find(std::string_view text) const {
    for (const NumberWord* word : beginning_with(text.front())) {
      if (word->text == text) return word;
    }
    return nullptr;
  }
  [[nodiscard]] const std::vector<const NumberWord*>& beginning_with(char c) const {
    return is_letter(c) ? by_letter_[static_cast<std::size_t>(c - 'A')] : none_;
  }
  [[nodiscard]] const std::vector<KnownWord>& all() const { return all_; }

 private:
  std::array<std::vector<const NumberWord*>, 26> by_letter_;
  std::vector<KnownWord> all_;
  std::vector<const NumberWord*> none_;
};

const Dictionary& dictionary() {
  static const Dictionary words;
  return words;
}

bool more_than(std::uint32_t bits, int limit) {
  for (; limit > 0; --limit) bits &= bits - 1;
  return bits != 0;
}

// Edits (insert, delete, replace) between two words, or `limit` + 1.
int edits(std::string_view a, std::string_view b, int limit) {
  if (std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size())) > limit) return limit + 1;
  std::array<int, kMaxWordLength + 1> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    int best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return row[b.size()];
}

// The one value that lies nearest to a misread word; none where two lie equally near.
const NumberWord* nearest(std::string_view word) {
  // About one edit in five letters: "CUTROCIENTOS", "SETECIENT0S". Short words have neighbours.
  const int limit = word.size() >= 9 ? 2 : word.size() >= 5 ? 1 : 0;
  if (limit == 0) return nullptr;
  const NumberWord* best = nullptr;
  int best_edits = limit + 1;
  bool tie = false;
  const auto most = static_cast<std::size_t>(limit);
  const std::uint32_t letters = letters_of(word);
  for (const KnownWord& candidate : dictionary().all()) {
    const NumberWord& known = *candidate.word;
    if (known.text.size() < 5 || known.text.size() > word.size() + most ||
        word.size() > known.text.size() + most)
      continue;
    // An edit takes one letter away and brings another at most: most words have too many others.
    if (more_than(letters & ~candidate.letters, limit) ||
        more_than(candidate.letters & ~letters, limit))
      continue;
    const int distance = edits(word, known.text, limit);
    if (distance > limit) continue;
    if (distance < best_edits) {
      best = &known;
      best_edits = distance;
      tie = false;
    } else if (distance == best_edits && known.value != best->value) {
      tie = true;
    }
  }
  return tie ? nullptr : best;
}

// "CINCUENTAYDOSMIL": words run together, longest first from the left.
bool split_glued(std::string_view word, std::vector<const NumberWord*>& parts) {
  if (word.empty()) return true;
  for (const NumberWord* known : dictionary().beginning_with(word.front())) {
    if (!word.starts_with(known->text)) continue;
    if (known->text.size() == 1 && (parts.empty() || word.size() == 1)) continue;
    parts.push_back(known);
    if (split_glued(word.substr(known->text.size()), parts)) return true;
    parts.pop_back();
  }
  return false;
}

struct Reading {
  std::vector<const NumberWord*> parts;
  bool guessed = false;
};

Reading read_word(std::string_view word) {
  Reading reading;
  if (word.empty() || word.size() > kMaxWordLength) return reading;
  if (const NumberWord* known = dictionary().find(word)) {
    reading.parts.push_back(known);
    return reading;
  }
  if (word.size() < 5) return reading;
  std::string letters(word);
  std::replace(letters.begin(), letters.end(), '0', 'O');
  std::replace(letters.begin(), letters.end(), '1', 'I');
  reading.guessed = true;
  if (const NumberWord* near = nearest(letters)) {
    reading.parts.push_back(near);
  } else if (letters.size() >= 6) {
    if (!split_glued(letters, reading.parts)) reading.parts.clear();
  }
  return reading;
}

// Adds up words; refuses a word for which no place is free.
class Sum {
 public:
  bool add(const NumberWord& word) {
    switch (word.kind) {
      case WordKind::one:
        if (ones_ || (part_ % 10 != 0)) return false;
        ones_ = true;
        part_ += word.value;
        return true;
      case WordKind::teen:
        if (ones_ || tens_) return false;
        ones_ = tens_ = true;
        part_ += word.value;
        return true;
      case WordKind::ten:
        if (ones_ || tens_) return false;
        tens_ = true;
        part_ += word.value;
        return true;
      case WordKind::hundred:
        if (ones_ || tens_ || hundreds_) return false;
        hundreds_ = true;
        part_ += word.value;
        return true;
      case WordKind::times_hundred:
        if (hundreds_ || part_ == 0 || part_ > 99) return false;
        part_ *= 100;
        hundreds_ = true;
        ones_ = tens_ = false;
        return true;
      case WordKind::scale:
        return add_scale(word.value);
      case WordKind::link:
        return true;
    }
    return false;
  }
  [[nodiscard]] std::int64_t value() const { return total_ + below_million_ + part_; }

 private:
  bool add_scale(std::int64_t scale) {
    if (scale == kThousand) {
      if (thousands_) return false;
      below_million_ += std::max<std::int64_t>(part_, 1) * kThousand;
      thousands_ = true;
    } else {
      const std::int64_t count = std::max<std::int64_t>(below_million_ + part_, 1);
      // Software prints "601 mil millones 320 millones": the second fills what the first left
      // empty.
      const bool fills = scale == kMillion && last_scale_ == kMillion &&
                         total_ % (kThousand * kMillion) == 0 && count < kThousand;
      if (last_scale_ != 0 && scale >= last_scale_ && !fills) return false;
      if (count > 999'999) return false;
      total_ += count * scale;
      below_million_ = 0;
      thousands_ = false;
      last_scale_ = scale;
    }
    part_ = 0;
    ones_ = tens_ = hundreds_ = false;
    return true;
  }

  std::int64_t total_ = 0;
  std::int64_t below_million_ = 0;
  std::int64_t part_ = 0;  // below a thousand
  bool ones_ = false;
  bool tens_ = false;
  bool hundreds_ = false;
  bool thousands_ = false;
  std::int64_t last_scale_ = 0;
};

constexpr int kMostSigns = 12;            // "***", "____", "-.-"
constexpr std::size_t kMostBlanks = 400;  // a running head that was blanked has up to 160

bool between_words(char c) {
  return is_blank(c) || c == '-' || c == ',' || c == '*' || c == '_' || c == '.' || c == '=';
}

// Over what may stand between two words of a number: some signs, and blanks as many as a page's
// foot and head leave.
std::size_t skip_between(std::string_view text, std::size_t at) {
  int signs = 0;
  const std::size_t stop = std::min(text.size(), at + kMostBlanks);
  while (at < stop && between_words(text[at])) {
    if (!is_blank(text[at]) && ++signs > kMostSigns) break;
    ++at;
  }
  return at;
}

std::size_t skip_between_back(std::string_view text, std::size_t at) {
  int signs = 0;
  const std::size_t stop = at > kMostBlanks ? at - kMostBlanks : 0;
  while (at > stop && between_words(text[at - 1])) {
    if (!is_blank(text[at - 1]) && ++signs > kMostSigns) break;
    --at;
  }
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

bool is_link(const Reading& reading) {
  return reading.parts.size() == 1 && reading.parts[0]->kind == WordKind::link;
}

}  // namespace

std::optional<NumberWords> read_number_words(std::string_view folded, std::size_t at) {
  Sum sum;
  NumberWords result;
  result.span = {at, at};
  std::size_t cursor = at;
  int links = 0;
  while (result.words < kMaxWords) {
    const std::size_t begin = cursor;
    std::size_t end = word_end(folded, begin);
    if (end == begin) break;
    Reading reading = read_word(folded.substr(begin, end - begin));
    // A word broken at a line's end: "SETE-\nCIENTOS".
    if (reading.parts.empty() && end + 2 < folded.size() && folded[end] == '-' &&
        is_blank(folded[end + 1])) {
      std::size_t rest = end + 1;
      while (rest < folded.size() && is_blank(folded[rest])) ++rest;
      const std::size_t rest_end = word_end(folded, rest);
      reading = read_word(std::string(folded.substr(begin, end - begin)) +
                          std::string(folded.substr(rest, rest_end - rest)));
      if (!reading.parts.empty()) end = rest_end;
    }
    if (reading.parts.empty()) break;
    if (is_link(reading)) {
      if (result.words == 0 || ++links > 1) break;
    } else {
      bool fits = true;
      for (const NumberWord* part : reading.parts) fits = fits && sum.add(*part);
      if (!fits) break;
      links = 0;
      ++result.words;
      result.guessed += reading.guessed ? 1 : 0;
      result.span.end = end;
      result.value = sum.value();
    }
    cursor = skip_between(folded, end);
  }
  if (result.words == 0) return std::nullopt;
  return result;
}

std::optional<NumberWords> read_number_words_before(std::string_view folded, std::size_t end) {
  // Goes back word by word while the words are numbers, then reads forward from the earliest place
  // from which one number reaches the end.
  std::vector<std::size_t> starts;
  std::size_t cursor = end;
  std::size_t last_word_end = 0;
  for (int words = 0; words < kMaxWords; ++words) {
    const std::size_t word_stop = skip_between_back(folded, cursor);
    std::size_t begin = word_stop;
    while (begin > 0 && is_word(folded[begin - 1])) --begin;
    if (begin == word_stop) break;
    const Reading reading = read_word(folded.substr(begin, word_stop - begin));
    if (reading.parts.empty()) {
      // The end of a word that is broken over two lines reads as nothing by itself.
      std::size_t hyphen = begin;
      while (hyphen > 0 && is_blank(folded[hyphen - 1])) --hyphen;
      if (hyphen == begin || hyphen == 0 || folded[hyphen - 1] != '-') break;
      begin = hyphen - 1;
      while (begin > 0 && is_word(folded[begin - 1])) --begin;
    }
    if (last_word_end == 0) last_word_end = word_stop;
    if (!is_link(reading)) starts.push_back(begin);
    cursor = begin;
  }
  for (auto start = starts.rbegin(); start != starts.rend(); ++start) {
    const auto read = read_number_words(folded, *start);
    if (read && read->span.end >= last_word_end) return read;
  }
  // "… DE" at the end ("UN MILLON DE PESOS") is a link that the number does not include.
  for (auto start = starts.rbegin(); start != starts.rend(); ++start) {
    const auto read = read_number_words(folded, *start);
    if (read && last_word_end - read->span.end <= 4 && last_word_end >= read->span.end) return read;
  }
  return std::nullopt;
}

std::optional<int> small_number_word(std::string_view word) {
  if (word == "PRIMERO" || word == "PRIMER" || word == "FIRST") return 1;
  const Reading reading = read_word(word);
  if (reading.parts.size() != 1) return std::nullopt;
  const NumberWord& known = *reading.parts[0];
  if (known.kind != WordKind::one && known.kind != WordKind::teen && known.kind != WordKind::ten)
    return std::nullopt;
  return static_cast<int>(known.value);
}

}  // namespace tachado::fields
