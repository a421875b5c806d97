#define PCRE2_CODE_UNIT_WIDTH 8
#include "stages/redactions/regex.h"

#include <pcre2.h>

#include <algorithm>

namespace tachado::redactions {
namespace {

struct FreeCode {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct FreeMatch {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeContext {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

}  // namespace

struct Regex::State {
  std::unique_ptr<pcre2_code, FreeCode> code;
  std::unique_ptr<pcre2_match_data, FreeMatch> data;
  std::unique_ptr<pcre2_match_context, FreeContext> context;
};

Regex::Regex(std::string_view pattern) {
  int error = 0;
  PCRE2_SIZE at = 0;
  auto state = std::make_unique<State>();
  // No JIT: the few patterns run on a handful of lines a document, and compiling them to machine
  // code would cost more than it saves.
  state->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                  PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &at, nullptr));
  if (!state->code) return;
  state->data.reset(pcre2_match_data_create_from_pattern(state->code.get(), nullptr));
  state->context.reset(pcre2_match_context_create(nullptr));
  if (!state->data || !state->context) return;
  pcre2_set_match_limit(state->context.get(), kMatchLimit);
  state_ = std::move(state);
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::optional<Regex::Match> Regex::find(std::string_view subject, std::size_t from) const {
  if (subject.size() > kMaxSubject) {
    std::size_t cut = kMaxSubject;  // at the start of a code point
    while (cut > 0 && (static_cast<unsigned char>(subject[cut]) & 0xC0U) == 0x80U) --cut;
    subject = subject.substr(0, cut);
  }
  if (!state_ || from > subject.size()) return std::nullopt;
  const int count = pcre2_match(state_->code.get(), reinterpret_cast<PCRE2_SPTR>(subject.data()),
                                subject.size(), from, 0, state_->data.get(), state_->context.get());
  if (count <= 0) return std::nullopt;
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(state_->data.get());
  Match match;
  match.subject = subject;
  match.groups.resize(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < match.groups.size(); ++i) {
    if (ends[2 * i] == PCRE2_UNSET) continue;
    match.groups[i] = {ends[2 * i], ends[2 * i + 1], true};
  }
  return match;
}

std::vector<Regex::Match> Regex::find_all(std::string_view subject, std::size_t limit) const {
  std::vector<Match> result;
  std::size_t from = 0;
  while (result.size() < limit) {
    auto match = find(subject, from);
    if (!match) break;
    from = std::max(match->end(), match->begin() + 1);
    result.push_back(std::move(*match));
    while (from < subject.size() && (static_cast<unsigned char>(subject[from]) & 0xC0U) == 0x80U) {
      ++from;
    }
  }
  return result;
}

}  // namespace tachado::redactions
