#include "stages/redactions/leaks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "stages/redactions/fold.h"
#include "stages/redactions/readability.h"
#include "stages/redactions/regex.h"

namespace tachado::redactions {
namespace {

constexpr double kOverRegion = 0.5;  // share of the content's place, or of the region
constexpr double kReadable = 0.6;
// Two words that stand nowhere on the pages are no slip of the recogniser or of a hyphen.
constexpr std::size_t kLeastTokens = 2;
constexpr int kLeastCharacters = 6;
// Beside the page of a document without a redaction stand the printer's marks; a sentence is none.
constexpr std::size_t kLeastSentence = 3;
constexpr std::size_t kLongNumber = 5;  // digits; shorter ones are sections, years, counts
constexpr std::size_t kMaxText = 4000;  // bytes told of one leak
// A title fits a line of the text when this many of its words stand there in order, and as large a
// part of it.
constexpr std::size_t kLeastMatched = 4;
constexpr double kMatchedShare = 0.6;
constexpr std::size_t kMaxTitle = 80;  // words
// An attachment is the source of the document when it holds this share of its words.
constexpr double kSourceShare = 0.6;
constexpr std::size_t kLeastSourceWords = 20;
constexpr std::size_t kMaxSecrets = 100'000;  // words
constexpr std::size_t kLeastSecret = 3;       // bytes of a word that tells something

struct Token {
  std::string folded;
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  bool capital = false;
  std::size_t digits = 0;
};

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  Token token;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= text.size();) {
    start = at;
    const char32_t c = at < text.size() ? next_code_point(text, at) : U' ';
    const bool mask = c == 0x2588 || c == 0x25A0;
    if ((is_letter(c) || is_digit(c)) && !mask) {
      if (token.folded.empty()) {
        token.begin = start;
        token.capital = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE);
      }
      token.digits += is_digit(c);
      std::string one;
      append_utf8(one, c);
      token.folded += fold(one);
      token.end = at;
    } else if (!token.folded.empty()) {
      tokens.push_back(std::move(token));
      token = {};
    }
    if (start >= text.size()) break;
  }
  return tokens;
}

// Fowler, Noll and Vo, 64 bits: membership is all that is asked.
std::uint64_t digest(std::string_view word) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

bool is_generic(const std::string& text) {
  static const Regex kGeneric(
      R"(redact|tachad|testad|eliminad|highlight|comment|nota\b|black ?box|rectang|image|imagen|figur)");
  return kGeneric.matches(fold(text));
}

// What printers, layout programs and offices put beside the page or on a layer of their own.
bool is_furniture(const std::string& text) {
  static const Regex kSlug(
      R"(\.(?:indd|qxd|qxp|ai|pdf|docx?|fm|cdr|eps)\b|\b(?:cyan|magenta|yellow|pantone|cmyk|trim|bleed|crop|verdate|jkt|fmt|sfmt|frm|dpi|lpi|plate|proof|signature \d)\b|\d{1,2}:\d{2}(?::\d{2})?\b)");
  static const Regex kStamp(
      R"(^\W*(?:draft|borrador|confidential|confidencial|copy|copia|sample|muestra|specimen|original|approved|aprobado|void|cancelado|preliminary|evaluation(?: version)?|watermark|do not copy|page break)\W*$)");
  const std::string folded = fold(text);
  return kSlug.matches(folded) || kStamp.matches(folded);
}

// Sets of digits that are somebody's: an amount, an account, a telephone. Dates, versions and the
// identifiers that programs make are none.
bool is_program_number(std::string_view text) {
  static const Regex kProgram(
      R"(^d:\d|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}|\b\d{1,2}\.\d{1,2}\.\d|uuid|xmp\.|[0-9a-f]{8}-[0-9a-f]{4})");
  return kProgram.matches(text);
}

std::string shortened(std::string text) {
  if (text.size() <= kMaxText) return text;
  std::size_t cut = kMaxText;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  text.resize(cut);
  return text;
}

// Nothing but two to five capitalised words, none of them a program's: what a script says to people
// otherwise are sentences.
bool is_name(const std::string& text) {
  static const Regex kProgram(
      R"(\b(?:adobe|acrobat|reader|pdf|javascript|microsoft|form|field|error|warning|page|submit|reset)\b)");
  constexpr std::size_t kMostWords = 5;
  const std::vector<Token> tokens = tokens_of(text);
  return tokens.size() >= kLeastTokens && tokens.size() <= kMostWords &&
         !kProgram.matches(fold(text)) &&
         std::all_of(tokens.begin(), tokens.end(),
                     [](const Token& t) { return t.capital && t.digits == 0; });
}

// Nothing but a number, an amount or an account, with its unit.
bool is_number(const std::string& text) {
  static const Regex kNumber(
      R"(^\W*(?:[a-z]{1,3}\W{0,2})?\d[\d .,/-]{3,30}\d(?:\W{0,2}[a-z]{1,3})?\W*$)");
  return kNumber.matches(fold(text));
}

// A file's name with its words apart.
std::string spaced(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '_' || c == '+'; }, ' ');
  return text;
}

bool repeats_as_furniture(const std::string& kind) {
  return kind == "outside_page" || kind == "same_colour_text";
}

// Stands where a word was: a region, XXXX, a lone x.
bool is_mask(const std::string& token) {
  return token.empty() || token.find_first_not_of('x') == std::string::npos;
}

}  // namespace

bool Leaks::seen(const std::string& token) const { return words_.contains(digest(token)); }

void Leaks::add(const Page& page) {
  for (const Word& word : page.words) {
    if (word.redaction) {
      if (sequence_.size() < kMaxSequence) sequence_.emplace_back();
      continue;
    }
    std::string whole;  // words are cut differently here and there: "S.A." and "SA"
    each_word(fold(word.text), [&](std::string_view token) {
      if (sequence_.size() < kMaxSequence) sequence_.emplace_back(token);
      words_.insert(digest(token));
      whole += token;
    });
    words_.insert(digest(whole));
  }
  for (const Redaction& redaction : page.redactions) {
    if (redaction.label) {
      each_word(fold(*redaction.label),
                [&](std::string_view token) { words_.insert(digest(token)); });
    }
    if (redaction.kind == RegionKind::replaced_text) continue;
    regions_.push_back({page.number, redaction.box});
    const std::string& what = redaction.hides.what;
    hides_names_ = hides_names_ || what == "person_name" || what == "company_name";
    hides_numbers_ = hides_numbers_ || what == "amount" || what == "unit_price" ||
                     what == "bank_account" || what == "phone" || what == "tax_id" ||
                     what == "serial_number" || what == "contract_number";
  }
}

std::vector<int> Leaks::pages_with_regions() const {
  std::vector<int> pages;
  for (const PlacedRegion& region : regions_) {
    if (pages.empty() || pages.back() != region.page) pages.push_back(region.page);
  }
  return pages;
}

bool Leaks::over_region(const HiddenContent& content) const {
  if (!content.page || !content.box) return false;
  return std::any_of(regions_.begin(), regions_.end(), [&](const PlacedRegion& region) {
    return region.page == *content.page && (share_inside(*content.box, region.box) >= kOverRegion ||
                                            share_inside(region.box, *content.box) >= kOverRegion);
  });
}

// The text, when enough of its words stand nowhere on the pages.
std::string Leaks::unseen(const std::string& text, std::size_t least_tokens,
                          int least_characters) const {
  std::size_t tokens = 0;
  std::string missing;
  for (const Token& token : tokens_of(text)) {
    if (seen(token.folded) || is_mask(token.folded)) continue;
    // Numbers, dates and letters alone are every program's own; words are somebody's.
    tokens += least_tokens == 1 || (token.digits == 0 && token.folded.size() >= 3);
    missing += (missing.empty() ? "" : " ") + text.substr(token.begin, token.end - token.begin);
  }
  if (tokens < least_tokens || meaningful_characters(missing) < least_characters ||
      readability(missing) < kReadable) {
    return {};
  }
  return text;
}

// A name (two capitalised words in a row) or a number that stands nowhere on the pages.
std::string Leaks::unseen_name(const std::string& text, bool names_too) const {
  const std::vector<Token> tokens = tokens_of(text);
  const bool numbers_too = !is_program_number(fold(text));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::size_t last = i;
    std::size_t names = 0;
    std::size_t digits = 0;
    bool number = false;
    while (last < tokens.size() && !seen(tokens[last].folded) &&
           (tokens[last].capital || tokens[last].digits > 0)) {
      names += tokens[last].digits == 0 && tokens[last].folded.size() >= 2;
      // "48,250.00" is one number: its parts are a sign apart. "6-3-2" is a section.
      const bool plain =
          tokens[last].digits >= 2 && tokens[last].digits == tokens[last].folded.size();
      const bool joined = last > i && tokens[last].begin == tokens[last - 1].end + 1;
      digits = plain ? (joined ? digits : 0) + tokens[last].digits : tokens[last].digits;
      number = number || (numbers_too && digits >= kLongNumber);
      ++last;
    }
    if ((names_too && names >= kLeastTokens) || number) {
      return text.substr(tokens[i].begin, tokens[last - 1].end - tokens[i].begin);
    }
    i = std::max(i, last);
  }
  return {};
}

// A title that stands on the page too, but for some words in its middle, where the page has a mask:
// those words.
std::string Leaks::fills_gap(const std::string& text) const {
  std::vector<Token> title = tokens_of(text);
  if (title.size() < kLeastMatched + 1 || title.size() > kMaxTitle) return {};
  for (std::size_t start = 0; start < sequence_.size(); ++start) {
    if (sequence_[start] != title.front().folded) continue;
    // In order and greedily: every word of the page takes the next equal word of the title.
    const std::size_t end = std::min(sequence_.size(), start + title.size() * 3 / 2 + 5);
    std::vector<bool> matched(title.size(), false);
    std::size_t next = 0;
    std::size_t count = 0;
    bool mask = false;
    std::size_t last = 0;
    for (std::size_t i = start; i < end && next < title.size(); ++i) {
      const auto found = std::find_if(
          title.begin() + static_cast<std::ptrdiff_t>(next),
          title.begin() + static_cast<std::ptrdiff_t>(std::min(title.size(), next + 6)),
          [&](const Token& token) { return token.folded == sequence_[i]; });
      if (is_mask(sequence_[i])) mask = true;
      if (found == title.begin() + static_cast<std::ptrdiff_t>(std::min(title.size(), next + 6))) {
        continue;
      }
      last = static_cast<std::size_t>(found - title.begin());
      matched[last] = true;
      next = last + 1;
      ++count;
    }
    if (!mask || count < kLeastMatched ||
        static_cast<double>(count) < kMatchedShare * static_cast<double>(title.size())) {
      continue;
    }
    std::size_t first_missing = title.size();
    std::size_t last_missing = 0;
    for (std::size_t i = 0; i < last; ++i) {
      if (matched[i]) continue;
      first_missing = std::min(first_missing, i);
      last_missing = i;
    }
    if (first_missing >= title.size()) continue;
    return text.substr(title[first_missing].begin,
                       title[last_missing].end - title[first_missing].begin);
  }
  return {};
}

std::string Leaks::leaking(const HiddenContent& content) const {
  const std::string& text = content.text;
  if (content.kind == "earlier_revision") return unseen(text, 1, 4);
  if (content.kind == "metadata") {
    const std::string missing = fills_gap(text);
    if (!missing.empty() || !content.descriptive || is_generic(text)) return missing;
    // A title may hold any name; it is a leak where names, or numbers, are what was taken out.
    return hides_names_ || hides_numbers_ ? unseen_name(text, hides_names_) : std::string();
  }
  if (content.kind == "javascript" && !is_name(text) && !is_number(text)) return {};
  if (content.kind == "bookmark" || content.kind == "javascript" || content.kind == "file_name") {
    return regions_.empty() || is_generic(text) ? std::string() : unseen_name(spaced(text), true);
  }
  if (content.kind == "hidden_layer") {
    return is_furniture(text) ? std::string() : unseen(text, 1, 3);
  }
  if (content.kind == "outside_page") {
    const std::size_t least = regions_.empty() ? kLeastSentence : 1;
    return is_furniture(text) ? std::string() : unseen(text, least, kLeastCharacters);
  }
  if (content.kind == "same_colour_text") return unseen(text, 1, kLeastCharacters);
  if (content.kind == "orphan_object" || content.kind == "other") {
    return unseen(text, kLeastTokens, kLeastCharacters);
  }
  if (content.kind == "form_field" && !content.page) {  // of a form as a whole
    return hides_names_ || hides_numbers_ ? unseen_name(text, hides_names_) : std::string();
  }
  if (content.kind == "tagged_text" || content.kind == "form_field" ||
      content.kind == "annotation_contents") {
    return over_region(content) && !is_generic(text) ? unseen(text, 1, 3) : std::string();
  }
  if (content.kind == "attachment") {
    static const Regex kSource(
        R"(redact|original|unredacted|sin testar|version integra|version completa|antes de testar|uncensored)");
    const std::string missing = unseen(text, 1, 4);
    if (missing.empty() || kSource.matches(fold(text))) return missing;
    std::size_t shared = 0;
    std::set<std::string> held;
    for (Token& token : tokens_of(text)) held.insert(std::move(token.folded));
    for (const std::string& word : held) shared += seen(word);
    const bool source =
        words_.size() >= kLeastSourceWords &&
        static_cast<double>(shared) >= kSourceShare * static_cast<double>(words_.size());
    return source ? missing : std::string();
  }
  return {};
}

std::vector<Finding> Leaks::judge(const std::vector<HiddenContent>& contents,
                                  const Disclosure& disclosure) {
  // What stands beside every page, or blank on it, is furniture.
  std::map<std::pair<std::string, std::string>, std::set<int>> pages;
  for (const HiddenContent& content : contents) {
    if (content.page && repeats_as_furniture(content.kind)) {
      pages[{content.kind, content.text}].insert(*content.page);
    }
  }
  std::vector<Finding> leaks;
  std::set<std::pair<std::string, std::string>> told;
  for (const HiddenContent& content : contents) {
    if (leaks.size() >= kMaxLeaks) break;
    const auto repeated = pages.find({content.kind, content.text});
    if (repeated != pages.end() && repeated->second.size() > 1) continue;
    const std::string text = shortened(leaking(content));
    if (text.empty()) continue;
    keep_secret(text);
    if (!told.insert({content.kind, text}).second) continue;
    Finding leak = finding(content.kind, text, disclosure);
    leak.where = content.where;
    leak.page = content.page;
    leaks.push_back(std::move(leak));
  }
  return leaks;
}

void Leaks::keep_secret(const std::string& text) {
  each_word(fold(text), [&](std::string_view word) {
    if (secrets_.size() < kMaxSecrets) secrets_.insert(digest(word));
  });
}

bool Leaks::tells_secret(const std::string& value) const {
  bool tells = false;
  each_word(fold(value), [&](std::string_view word) {
    const bool worth = word.size() >= kLeastSecret;
    tells = tells || (worth && secrets_.contains(digest(word)) && !seen(std::string(word)));
  });
  return tells;
}

void Leaks::withhold(Metadata& metadata) const {
  const auto empty = [&](std::optional<std::string>& value) {
    if (value && tells_secret(*value)) value.reset();
  };
  empty(metadata.title);
  empty(metadata.author);
  empty(metadata.producer);
  for (Signature& signature : metadata.signatures) empty(signature.signer);
  for (Attachment& attachment : metadata.attachments) empty(attachment.name);
}

}  // namespace tachado::redactions
