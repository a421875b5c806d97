#include "stages/export/privacy_filter.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "stages/export/document_reader.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

constexpr std::string_view kDot = "\u2022";
constexpr std::size_t kIdentityLength = 18;  // CURP and CLABE alike
// A number belongs to a word before it ("cuenta", "C.C.") if no more bytes lie between: enough for
// "cuenta bancaria número … del banco BBVA".
constexpr std::size_t kReach = 60;
constexpr std::size_t kLeastDigits = 6;  // C.C. have 6 to 10 digits, accounts 8 to 20

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// Lower case of A to Z alone: keeps offsets, and the words looked for need no more.
std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Which bytes of a text are to become dots; they are ASCII letters and digits always.
class Marks {
 public:
  explicit Marks(std::string_view text) : text_(text), marked_(text.size(), false) {}

  void mark(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, text_.size()); ++i) {
      if (is_alnum(text_[i])) {
        marked_[i] = true;
        any_ = true;
      }
    }
  }
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] bool at(std::size_t i) const { return marked_[i]; }
  [[nodiscard]] std::string apply() const {
    std::string result;
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (marked_[i]) {
        result += kDot;
      } else {
        result += text_[i];
      }
    }
    return result;
  }

 private:
  std::string_view text_;
  std::vector<bool> marked_;
  bool any_ = false;
};

// End of a run of digits from `at` on, single separators of `between` in it, and how many there
// are.
struct Run {
  std::size_t end = 0;
  std::size_t digits = 0;
};
Run digits_from(std::string_view text, std::size_t at, std::string_view between) {
  Run run{at, 0};
  while (run.end < text.size()) {
    if (is_digit(text[run.end])) {
      ++run.digits;
      ++run.end;
    } else if (between.find(text[run.end]) != std::string_view::npos && run.end + 1 < text.size() &&
               is_digit(text[run.end + 1]) && run.digits > 0) {
      ++run.end;
    } else {
      break;
    }
  }
  return run;
}

// Four letters, six digits, H or M, five letters, a letter or digit, a digit.
bool is_curp(std::string_view text) {
  constexpr std::string_view kShape = "LLLLDDDDDDLLLLLLAD";
  static_assert(kShape.size() == kIdentityLength);
  for (std::size_t i = 0; i < kIdentityLength; ++i) {
    const char c = text[i];
    const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    if (kShape[i] == 'L' && !letter) return false;
    if (kShape[i] == 'D' && !is_digit(c)) return false;
    if (kShape[i] == 'A' && !letter && !is_digit(c)) return false;
  }
  return text[10] == 'H' || text[10] == 'M' || text[10] == 'h' || text[10] == 'm';
}

void mark_curps(std::string_view text, Marks& marks) {
  for (std::size_t i = 0; i + kIdentityLength <= text.size(); ++i) {
    if (i > 0 && is_alnum(text[i - 1])) continue;
    const std::size_t end = i + kIdentityLength;
    if ((end == text.size() || !is_alnum(text[end])) && is_curp(text.substr(i))) marks.mark(i, end);
  }
}

void mark_clabes(std::string_view text, Marks& marks) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_alnum(text[i - 1]))) continue;
    const Run run = digits_from(text, i, " -");
    if (run.digits == kIdentityLength) marks.mark(i, run.end);
    i = std::max(i, run.end - 1);
  }
}

void mark_after(std::string_view text, std::string_view folded, std::string_view word,
                std::string_view between, Marks& marks) {
  for (std::size_t found = folded.find(word); found != std::string_view::npos;
       found = folded.find(word, found + 1)) {
    if (found > 0 && is_alnum(folded[found - 1])) continue;
    const std::size_t stop = std::min(text.size(), found + word.size() + kReach);
    for (std::size_t i = found + word.size(); i < stop; ++i) {
      if (!is_digit(text[i])) continue;
      const Run run = digits_from(text, i, between);
      const bool money = i > 0 && (text[i - 1] == '$' || (i > 1 && text[i - 2] == '$'));
      if (run.digits >= kLeastDigits && !money) marks.mark(i, run.end);
      i = run.end;
    }
  }
}

Marks personal_marks(std::string_view text) {
  Marks marks(text);
  mark_curps(text, marks);
  mark_clabes(text, marks);
  const std::string folded = lowered(text);
  for (const std::string_view word : {"cuenta", "cta", "account", "clabe", "tarjeta"}) {
    mark_after(text, folded, word, " -", marks);
  }
  for (const std::string_view word :
       {"c.c.", "c. c.", "c.c ", "cc ", "cédula", "cedula", "CÉDULA", "cÉdula"}) {
    mark_after(text, folded, word, ". ", marks);
  }
  return marks;
}

void mask_strings(json& value) {
  if (value.is_string()) {
    auto& text = value.get_ref<json::string_t&>();
    // The commonest strings hold no number at all.
    if (std::any_of(text.begin(), text.end(), is_digit)) text = mask_personal(text);
  } else if (value.is_structured()) {
    for (json& each : value) mask_strings(each);
  }
}

void mask_whole(json& text) {
  if (!text.is_string()) return;
  const std::string content = text.get<std::string>();
  Marks marks(content);
  marks.mark(0, content.size());
  text = marks.apply();
}

json* find(json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

bool of_a_person(const json& identifier) {
  const std::string scheme = text_of(identifier, "scheme");
  return scheme == "MX-CURP" || scheme == "MX-CLABE" || scheme == "CO-CC";
}

void forget_texts(json* findings) {
  if (findings == nullptr) return;
  for (json& finding : *findings) {
    if (finding.is_object() && finding.contains("text")) finding["text"] = nullptr;
  }
}

// A run that reveals writes metadata that are leaks themselves.
void forget_leaked_metadata(json& head) {
  bool metadata = false;
  bool attachment = false;
  for (const json& leak : member(member(head, "redactions"), "leaks")) {
    const std::string kind = text_of(leak, "kind");
    metadata = metadata || kind == "metadata";
    attachment = attachment || kind == "attachment";
  }
  json* known = find(head, "metadata");
  if (known == nullptr) return;
  if (metadata) {
    for (const char* name : {"title", "author", "producer"}) (*known)[name] = nullptr;
  }
  if (json* list = find(*known, "attachments"); attachment && list != nullptr) {
    for (json& each : *list) each["name"] = nullptr;
  }
}

std::size_t index_of(const json& span, std::size_t at) {
  return span.is_array() && at < span.size() && span[at].is_number_unsigned()
             ? span[at].get<std::size_t>()
             : 0;
}

}  // namespace

std::string mask_personal(const std::string& text) {
  const Marks marks = personal_marks(text);
  return marks.any() ? marks.apply() : text;
}

// `identifier` is `found` itself, or its tax_id.
void PrivacyFilter::mask_identifier(json& found, json& identifier) {
  if (!of_a_person(identifier)) return;
  mask_whole(identifier["value"]);
  json* evidence = find(found, "evidence");
  if (evidence == nullptr || &found != &identifier) return;
  for (json& each : *evidence) {
    mask_whole(each["text"]);
    const json& span = member(each, "span");
    places_.push_back({whole_number_of(each, "page"), index_of(span, 0), index_of(span, 1),
                       box_of(member(each, "bbox"))});
  }
}

void PrivacyFilter::head(json& head) {
  places_.clear();
  json* redactions = find(head, "redactions");
  if (!privacy_.reveal) {
    if (redactions != nullptr) forget_texts(find(*redactions, "leaks"));
    forget_leaked_metadata(head);
  }
  if (!privacy_.mask_personal) return;
  if (json* fields = find(head, "fields")) {
    if (json* identifiers = find(*fields, "identifiers")) {
      for (json& each : *identifiers) mask_identifier(each, each);
    }
    if (json* parties = find(*fields, "parties")) {
      for (json& each : *parties) {
        if (json* tax_id = find(each, "tax_id")) mask_identifier(each, *tax_id);
      }
    }
  }
  mask_strings(head);
}

void PrivacyFilter::page(json& page) {
  if (!privacy_.reveal) {
    if (json* redactions = find(page, "redactions")) {
      for (json& each : *redactions) forget_texts(find(each, "findings"));
    }
  }
  if (privacy_.mask_personal) mask_page(page);
}

void PrivacyFilter::mask_page(json& page) {
  boxes_.clear();
  const int number = whole_number_of(page, "number");
  const std::string text = text_of(page, "text");
  Marks marks = personal_marks(text);
  // Code points to bytes, and back for the words.
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) starts.push_back(i);
  }
  starts.push_back(text.size());
  for (const Place& place : places_) {
    if (place.page != number) continue;
    boxes_.push_back(place.box);
    if (place.end < starts.size()) marks.mark(starts[place.begin], starts[place.end]);
  }
  if (json* words = find(page, "words")) {
    for (json& word : *words) {
      if (!word.is_array() || word.size() < 8 || !word[0].is_string()) continue;
      const std::size_t offset = index_of(word, 6);
      if (offset + 1 >= starts.size()) continue;
      const std::size_t begin = starts[offset];
      bool hit = false;
      const std::size_t end =
          std::min(begin + word[0].get_ref<json::string_t&>().size(), text.size());
      for (std::size_t i = begin; i < end; ++i) hit = hit || marks.at(i);
      if (!hit) continue;
      boxes_.push_back(box_of(word, 1));
      mask_whole(word[0]);
    }
  }
  if (json* redactions = find(page, "redactions")) mask_strings(*redactions);
  if (marks.any()) page["text"] = marks.apply();
}

}  // namespace tachado::exporting
