#define PCRE2_CODE_UNIT_WIDTH 8
#include "stages/fields/pattern.h"

#include <pcre2.h>

#include <array>
#include <atomic>
#include <mutex>

namespace tachado::fields {
namespace {

// Backtracking steps for one attempt at one place. The longest sound match of the built-in rules on
// real and generated contracts, a title set in many short lines, takes less than 3,000; at 5,000
// one attempt stays far under a millisecond.
constexpr std::uint32_t kMatchLimit = 5'000;

// Compiling a pattern to machine code takes as long as interpreting it at so many places: a single
// contract never gets there with most patterns, a batch does with its first few.
constexpr int kInterpretedMatches = 50;

// PCRE2's default of 32 KiB is too little for nested repeats under JIT.
constexpr std::size_t kJitStackStart = 32 * 1024;
constexpr std::size_t kJitStackLimit = 512 * 1024;

struct CodeDeleter {
  void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct MatchDataDeleter {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct MatchContextDeleter {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
struct JitStackDeleter {
  void operator()(pcre2_jit_stack* stack) const { pcre2_jit_stack_free(stack); }
};

// What a thread needs to match: the limits, a stack for compiled code, room for the groups.
struct Matcher {
  std::unique_ptr<pcre2_match_context, MatchContextDeleter> context{
      pcre2_match_context_create(nullptr)};
  std::unique_ptr<pcre2_jit_stack, JitStackDeleter> stack{
      pcre2_jit_stack_create(kJitStackStart, kJitStackLimit, nullptr)};
  std::unique_ptr<pcre2_match_data, MatchDataDeleter> groups{
      pcre2_match_data_create(kMaxGroups, nullptr)};

  static constexpr std::uint32_t kMaxGroups = 16;

  Matcher() {
    if (context == nullptr) return;
    pcre2_set_match_limit(context.get(), kMatchLimit);
    if (stack != nullptr) pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }
  [[nodiscard]] bool usable() const { return context != nullptr && groups != nullptr; }
};

Matcher& matcher() {
  thread_local Matcher instance;
  return instance;
}

std::string error_text(int code) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  if (pcre2_get_error_message(code, buffer.data(), buffer.size()) < 0) return "unknown error";
  std::string text;
  for (const PCRE2_UCHAR c : buffer) {
    if (c == 0) break;
    text += static_cast<char>(c);
  }
  return text;
}

PCRE2_SPTR bytes(std::string_view text) {
  return static_cast<PCRE2_SPTR>(static_cast<const void*>(text.data()));
}

}  // namespace

struct Pattern::Code {
  std::unique_ptr<pcre2_code, CodeDeleter> compiled;
  int value_group = -1;
  std::atomic<int> interpreted{0};
  std::once_flag jit;
  std::unique_ptr<pcre2_code, CodeDeleter>
      machine;  // a copy: others may be matching with the first

  // Where the processor has no JIT the interpreter stays, under the same limit.
  [[nodiscard]] const pcre2_code* machine_code() {
    std::call_once(jit, [this] {
      machine.reset(pcre2_code_copy(compiled.get()));
      if (machine) pcre2_jit_compile(machine.get(), PCRE2_JIT_COMPLETE);
    });
    return machine ? machine.get() : compiled.get();
  }
};

Pattern::Pattern(std::unique_ptr<Code> code) : code_(std::move(code)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::compile(const std::string& expression) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  auto code = std::make_unique<Code>();
  // Anchored here, not per match: machine code does not know the option.
  code->compiled.reset(pcre2_compile(bytes(expression), expression.size(), PCRE2_ANCHORED, &error,
                                     &offset, nullptr));
  if (code->compiled == nullptr) {
    return fail({"fields", std::nullopt, ProblemKind::unsupported,
                 "pattern, character " + std::to_string(offset) + ": " + error_text(error)});
  }
  std::uint32_t groups = 0;
  pcre2_pattern_info(code->compiled.get(), PCRE2_INFO_CAPTURECOUNT, &groups);
  if (groups >= Matcher::kMaxGroups) {
    return fail({"fields", std::nullopt, ProblemKind::limit,
                 "pattern has " + std::to_string(groups) + " groups, at most " +
                     std::to_string(Matcher::kMaxGroups - 1) + " are allowed"});
  }
  static constexpr std::string_view kValue = "value";
  code->value_group = pcre2_substring_number_from_name(code->compiled.get(), bytes(kValue));
  return Pattern(std::move(code));
}

MatchStatus Pattern::match_at(std::string_view text, std::size_t start, Match& match) const {
  Matcher& engine = matcher();
  if (!engine.usable()) return MatchStatus::limit;
  const auto match_with = [&](const pcre2_code* code) {
    return pcre2_match(code, bytes(text), text.size(), start, 0, engine.groups.get(),
                       engine.context.get());
  };
  int found = PCRE2_ERROR_MATCHLIMIT;
  if (code_->interpreted.load(std::memory_order_relaxed) < kInterpretedMatches) {
    code_->interpreted.fetch_add(1, std::memory_order_relaxed);
    found = match_with(code_->compiled.get());
  }
  // The interpreter counts more steps than machine code, which alone says that the limit was hit:
  // so an answer does not depend on how often the pattern was used before.
  if (found < 0 && found != PCRE2_ERROR_NOMATCH) found = match_with(code_->machine_code());
  if (found == PCRE2_ERROR_NOMATCH) return MatchStatus::no_match;
  if (found < 0) return MatchStatus::limit;
  const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(engine.groups.get());
  match.whole = {ends[0], ends[1]};
  match.value.reset();
  if (code_->value_group > 0) {
    const auto group = static_cast<std::size_t>(code_->value_group) * 2;
    if (group / 2 < static_cast<std::size_t>(found) && ends[group] != PCRE2_UNSET)
      match.value = Span{ends[group], ends[group + 1]};
  }
  return MatchStatus::matched;
}

}  // namespace tachado::fields
