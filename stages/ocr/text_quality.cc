// How much a text looks like Spanish or English at a look: by the words that every text
// of these languages is full of, and by which letters can stand together in the others.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/utf8.h"
#include "stages/ocr/letters.h"
#include "stages/ocr/ocr.h"

namespace tachado::ocr {
namespace {

// The commonest words: about two fifths of any running text. Sorted.
constexpr std::array<std::u32string_view, 118> kCommonWords{
    U"a",     U"al",   U"an",   U"and",   U"any",   U"are",   U"as",    U"at",    U"be",
    U"been",  U"but",  U"by",   U"cada",  U"como",  U"con",   U"cual",  U"de",    U"del",
    U"desde", U"e",    U"el",   U"ella",  U"en",    U"entre", U"es",    U"esta",  U"este",
    U"está",  U"for",  U"from", U"fue",   U"ha",    U"had",   U"has",   U"have",  U"he",
    U"her",   U"his",  U"if",   U"in",    U"is",    U"it",    U"its",   U"la",    U"las",
    U"le",    U"les",  U"lo",   U"los",   U"may",   U"mi",    U"más",   U"ni",    U"no",
    U"not",   U"o",    U"of",   U"on",    U"only",  U"or",    U"other", U"our",   U"para",
    U"pero",  U"por",  U"que",  U"qué",   U"se",    U"sea",   U"ser",   U"shall", U"she",
    U"si",    U"sido", U"sin",  U"so",    U"sobre", U"son",   U"su",    U"such",  U"sus",
    U"sí",    U"than", U"that", U"the",   U"their", U"them",  U"then",  U"there", U"these",
    U"they",  U"this", U"to",   U"todo",  U"todos", U"tu",    U"u",     U"un",    U"una",
    U"under", U"up",   U"upon", U"was",   U"we",    U"were",  U"what",  U"when",  U"which",
    U"who",   U"will", U"with", U"would", U"y",     U"ya",    U"yo",    U"you",   U"your",
    U"él"};
static_assert(std::is_sorted(kCommonWords.begin(), kCommonWords.end()));

// Consonants that can stand together at the beginning of a word (beside a single one), both
// languages.
constexpr std::array<std::u32string_view, 58> kOnsets{
    U"bl",  U"br",  U"ch",  U"chl", U"chr", U"cl", U"cr",  U"dr",  U"dw", U"fl",  U"fr",  U"gh",
    U"gl",  U"gn",  U"gr",  U"kn",  U"kr",  U"ll", U"ph",  U"phr", U"pl", U"pn",  U"pr",  U"ps",
    U"rh",  U"sc",  U"sch", U"scl", U"scr", U"sh", U"shr", U"sk",  U"sl", U"sm",  U"sn",  U"sp",
    U"spl", U"spr", U"sq",  U"st",  U"str", U"sv", U"sw",  U"sph", U"th", U"thr", U"thw", U"tr",
    U"ts",  U"tw",  U"wh",  U"wr",  U"cz",  U"fj", U"gw",  U"kl",  U"vl", U"vr"};

// Single consonants at the end of a word are all allowed. These are the groups, both languages.
constexpr std::string_view kCodas[] = {
    "bs",  "bt",   "ch",  "chs", "ck",   "cks", "cs",   "ct",  "cts",  "dd",  "dge", "ds",  "dth",
    "ff",  "ffs",  "fs",  "ft",  "fts",  "gh",  "ghs",  "ght", "ghts", "gn",  "gns", "gs",  "hs",
    "ks",  "ld",   "lds", "lf",  "lfth", "lk",  "lks",  "ll",  "lls",  "lm",  "lms", "lp",  "lps",
    "ls",  "lt",   "lth", "lts", "mb",   "mbs", "mn",   "mp",  "mph",  "mps", "mpt", "ms",  "nc",
    "nch", "nct",  "nd",  "nds", "ng",   "ngs", "ngth", "nk",  "nks",  "nn",  "ns",  "nst", "nt",
    "nth", "nths", "nts", "nx",  "ph",   "phs", "ps",   "pt",  "pts",  "rb",  "rbs", "rc",  "rch",
    "rd",  "rds",  "rf",  "rg",  "rgh",  "rk",  "rks",  "rl",  "rls",  "rm",  "rms", "rn",  "rns",
    "rp",  "rps",  "rs",  "rst", "rt",   "rth", "rts",  "rve", "sh",   "sk",  "sks", "sm",  "sms",
    "sp",  "ss",   "st",  "sth", "sts",  "tch", "th",   "ths", "ts",   "tt",  "tts", "wd",  "wk",
    "wl",  "wls",  "wn",  "wns", "ws",   "wth", "xt",   "xts", "ys",   "zz"};

// Letters that hardly ever follow each other inside a word of these languages. What reading errors
// make is full of them; each costs the word its standing.
constexpr std::string_view kImpossiblePairs[] = {
    "bq", "bx", "bz", "cb", "cf", "cg", "cj", "cp", "cv", "cw", "cx", "fb", "fc", "fg", "fh",
    "fj", "fk", "fm", "fp", "fq", "fv", "fx", "fz", "gc", "gj", "gk", "gp", "gq", "gv", "gx",
    "gz", "hc", "hf", "hg", "hh", "hj", "hk", "hp", "hv", "hx", "hz", "jb", "jc", "jd", "jf",
    "jg", "jh", "jj", "jk", "jl", "jm", "jn", "jp", "jq", "jr", "js", "jt", "jv", "jw", "jx",
    "jy", "jz", "kq", "kv", "kx", "kz", "lx", "mg", "mj", "mk", "mq", "mv", "mx", "mz", "pg",
    "pj", "pq", "pv", "px", "pz", "qb", "qc", "qd", "qf", "qg", "qh", "qj", "qk", "ql", "qm",
    "qn", "qo", "qp", "qq", "qr", "qs", "qt", "qv", "qw", "qx", "qy", "qz", "sx", "tq", "tx",
    "vb", "vc", "vd", "vf", "vg", "vh", "vj", "vk", "vm", "vn", "vp", "vq", "vs", "vt", "vv",
    "vw", "vx", "vz", "wj", "wq", "wv", "wx", "wz", "xj", "xk", "xr", "xv", "xw", "xz", "yj",
    "yq", "yv", "yy", "zc", "zf", "zg", "zj", "zk", "zp", "zq", "zr", "zs", "zt", "zv", "zx"};

constexpr std::size_t kMaxConsonants = 4;  // in a row, within a word: "constructor", "instrument"
constexpr std::size_t kMaxVowels = 4;      // "Paraguay", "queue"
constexpr std::size_t kMaxWordLetters = 24;

// A word that only could be one counts for less than a common one would: it lets text of plausible
// nonsense fall below running text. Long text of names and headings has few common words.
constexpr double kPlausibleCredit = 1.0;

bool is_vowel(char32_t c) {
  if (c < 0x80U) return c == U'a' || c == U'e' || c == U'i' || c == U'o' || c == U'u';
  return std::u32string_view(U"aeiouáéíóúüàèìòùâêîôûäëïöãõæœ").find(c) != std::u32string_view::npos;
}

std::string ascii(std::u32string_view text) {
  std::string result;
  for (const char32_t c : text) result += c < 0x80U ? static_cast<char>(c) : '\x01';
  return result;
}

// kImpossiblePairs by its two letters: each word is asked for many.
constexpr std::size_t kLetters = 26;
constexpr std::array<bool, kLetters * kLetters> impossible_pairs() {
  std::array<bool, kLetters * kLetters> table{};
  for (const std::string_view pair : kImpossiblePairs) {
    table[static_cast<std::size_t>(pair[0] - 'a') * kLetters +
          static_cast<std::size_t>(pair[1] - 'a')] = true;
  }
  return table;
}

bool possible_pairs(std::u32string_view word) {
  static constexpr auto kTable = impossible_pairs();
  for (std::size_t i = 0; i + 1 < word.size(); ++i) {
    const char32_t first = word[i] - U'a';
    const char32_t second = word[i + 1] - U'a';
    if (first < kLetters && second < kLetters && kTable[first * kLetters + second]) return false;
  }
  return true;
}

// Runs of consonants and vowels have possible lengths, and possible beginnings and ends.
bool possible_runs(std::u32string_view word) {
  std::size_t begin = 0;
  while (begin < word.size()) {
    const bool vowels = is_vowel(word[begin]) || word[begin] == U'y';
    std::size_t end = begin;
    while (end < word.size() && (is_vowel(word[end]) || word[end] == U'y') == vowels) ++end;
    const std::u32string_view run = word.substr(begin, end - begin);
    if (run.size() > (vowels ? kMaxVowels : kMaxConsonants)) return false;
    if (!vowels && run.size() > 1 && begin == 0 &&
        std::find(kOnsets.begin(), kOnsets.end(), run) == kOnsets.end()) {
      return false;
    }
    if (!vowels && run.size() > 1 && end == word.size() &&
        std::find(std::begin(kCodas), std::end(kCodas), ascii(run)) == std::end(kCodas)) {
      return false;
    }
    begin = end;
  }
  return true;
}

// Spanish writes -ción and -sión with an accent: without it the text was read as another language.
// English has suspicion and coercion, and -sion.
bool lost_accent(std::u32string_view word) {
  return word.ends_with(U"cion") && word != U"suspicion" && word != U"coercion" && word != U"scion";
}

// Capitals only at the beginning, or everywhere.
bool possible_case(std::u32string_view word) {
  const auto capitals = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_upper));
  return capitals == 0 || capitals == word.size() || (capitals == 1 && is_upper(word.front())) ||
         // S.A.s, DVDs, McDonald
         (capitals + 1 == word.size() && word.size() > 2 && word.back() == U's') ||
         (capitals == 2 && is_upper(word.front()) && word.size() > 4);
}

// What a word's letters are worth, 0 to 1.
double credit(std::u32string_view printed) {
  std::u32string word;
  for (const char32_t c : printed) word += lower(c);
  if (std::binary_search(kCommonWords.begin(), kCommonWords.end(), std::u32string_view(word))) {
    return possible_case(printed) ? 1 : 0.5;
  }
  if (word.size() == 1 || word.size() > kMaxWordLetters || !possible_case(printed)) return 0;
  const bool capitals = std::all_of(printed.begin(), printed.end(), is_upper);
  const bool voiced =
      std::any_of(word.begin(), word.end(), [](char32_t c) { return is_vowel(c) || c == U'y'; });
  // Abbreviations in capitals (RFC, CDMX) and short forms (Sr, Nº, art).
  if (!voiced) return capitals && word.size() <= 4 ? 0.8 : word.size() <= 3 ? 0.6 : 0;
  if (capitals && word.size() <= 4) return kPlausibleCredit;
  if (lost_accent(word) && !capitals) return 0.3;
  return possible_runs(word) && possible_pairs(word) ? kPlausibleCredit : 0;
}

bool is_blank(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'\t' || c == U'\r' || c == U'\f' || c == 0xA0U;
}

// What may stand around and within words of a contract.
bool is_ordinary_sign(char32_t c) {
  if (c < 0x80U) {
    return std::string_view(".,;:()-\"'/%$?!#&+*=@_<>|[]").find(static_cast<char>(c)) !=
           std::string_view::npos;
  }
  return std::u32string_view(U"–—“”‘’«»°ºª¿¡€§•·…█").find(c) != std::u32string_view::npos;
}

struct Tally {
  double good = 0;
  double all = 0;
  double weight = 0;

  void add(double characters, double worth) {
    all += characters;
    good += characters * worth;
  }
};

void judge_token(std::u32string_view token, Tally& tally) {
  const auto size = static_cast<double>(token.size());
  const auto letters = static_cast<double>(std::count_if(token.begin(), token.end(), is_letter));
  const auto digits = static_cast<double>(std::count_if(token.begin(), token.end(), is_digit));
  double odd = 0;
  for (const char32_t c : token) odd += !is_letter(c) && !is_digit(c) && !is_ordinary_sign(c);
  tally.add(odd, 0);
  if (letters == 0) {
    // Numbers and rules say little: they count half, or tables would pass for garbage.
    if (digits > 0) tally.add(digits / 2, 1);
    return;
  }
  if (digits > 0) {
    // Mixed: identifiers are right, but so look wrong letters. Capitals with digits only.
    const bool identifier = std::none_of(token.begin(), token.end(),
                                         [](char32_t c) { return is_letter(c) && !is_upper(c); });
    tally.add(letters / 2, identifier ? 0.8 : 0.3);
    return;
  }
  // Pieces between signs: "y/o", "(S.A.", "e-mail". A sign between letters where no word has one
  // ("SERVIC'IOS", "Ac;UA") makes both pieces doubtful.
  std::size_t begin = 0;
  bool broken = false;
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    if (is_letter(token[i])) continue;
    broken = broken || (std::u32string_view(U";:|!*=<>_«»°#$%'").find(token[i]) !=
                            std::u32string_view::npos &&
                        is_letter(token[i - 1]) && is_letter(token[i + 1]) && size < 40 &&
                        !(token[i] == U'\'' && i + 3 > token.size()));
  }
  while (begin < token.size()) {
    if (!is_letter(token[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < token.size() && is_letter(token[end])) ++end;
    const std::u32string_view piece = token.substr(begin, end - begin);
    // One letter with a point: an initial.
    const bool initial = piece.size() == 1 && is_upper(piece.front());
    tally.add(static_cast<double>(piece.size()), broken ? 0 : initial ? 0.7 : credit(piece));
    begin = end;
  }
}

}  // namespace

double text_quality(std::string_view utf8) {
  const std::u32string text = to_utf32(utf8);
  Tally tally;
  bool after_single = false;
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (is_blank(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && !is_blank(text[end])) ++end;
    const auto token = std::u32string_view(text).substr(begin, end - begin);
    const bool single = token.size() == 1 && is_letter(token.front());
    if (single && after_single) {
      // Letters apart, as a reader leaves wide print.
      tally.add(1, 0);
    } else {
      judge_token(token, tally);
    }
    after_single = single;
    begin = end;
  }
  return tally.all > 0 ? std::clamp(tally.good / tally.all, 0.0, 1.0) : 0;
}

}  // namespace tachado::ocr
