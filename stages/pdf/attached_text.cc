#include "stages/pdf/attached_text.h"

#include <algorithm>

#include "stages/pdf/drawn_words.h"
#include "stages/pdf/object_bytes.h"
#include "stages/pdf/pdf.h"

namespace tachado::pdf {
namespace {

constexpr std::size_t kHead = 1024;  // see looks_like_pdf

std::string words_of_pdf(const std::string& bytes) {
  const auto source = open_bytes(bytes, {});
  if (!source) return {};
  std::string text;
  const int pages = std::min((*source)->page_count(), kMaxAttachedPages);
  for (int number = 1; number <= pages; ++number) {
    const auto page = (*source)->interpret(number);
    if (!page) continue;
    for (const std::string& word : drawn_words(*page)) text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

}  // namespace

std::string attached_text(const std::string& bytes) {
  if (looks_like_pdf(std::string_view(bytes).substr(0, kHead))) return words_of_pdf(bytes);
  return is_plain_text(bytes) ? utf8_of(bytes) : std::string();
}

}  // namespace tachado::pdf
