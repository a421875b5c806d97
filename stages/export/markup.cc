#include "stages/export/markup.h"

#include "stages/export/utf8.h"

namespace tachado::exporting {

namespace {

// U+FFFE and U+FFFF in UTF-8 but for their last byte, and U+FFFD's.
constexpr std::string_view kNoCharacter = "\xEF\xBF";
constexpr char kReplacementEnd = '\xBD';

}  // namespace

std::string markup(std::string_view text) {
  std::string result;
  for (const char c : clean_utf8(text)) {
    switch (c) {
      case '\xBE':
      case '\xBF':
        result += result.ends_with(kNoCharacter) ? kReplacementEnd : c;
        break;
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return result;
}

}  // namespace tachado::exporting
