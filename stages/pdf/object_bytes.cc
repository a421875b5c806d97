#include "stages/pdf/object_bytes.h"

#include <Object.h>
#include <Stream.h>

#include <algorithm>
#include <array>
#include <utility>

#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

constexpr double kTextShare = 0.9;      // of the bytes that are plain text
constexpr std::size_t kLeastText = 4;   // bytes worth telling
constexpr std::size_t kLongEntity = 6;  // "&quot;"

}  // namespace

std::string bytes_of(Stream& stream, std::size_t most) {
  std::string bytes;
  std::array<unsigned char, 4096> piece{};
  if (!rewind(stream)) return bytes;
  while (bytes.size() < most) {
    const int count = stream.doGetChars(static_cast<int>(piece.size()), piece.data());
    if (count <= 0) break;
    bytes.append(reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(count));
  }
  stream.close();
  return bytes;
}

bool is_plain_text(std::string_view bytes) {
  if (bytes.size() < kLeastText) return false;
  const auto plain = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t';
  });
  const auto beyond = std::count_if(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80;
  });
  const auto size = static_cast<double>(bytes.size());
  return static_cast<double>(plain) >= kTextShare * size &&
         static_cast<double>(beyond) <= (1 - kTextShare) * 3 * size;
}

std::string utf8_of(const std::string& bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFE\xFF")) return text_of(bytes);
  return text_of("\xEF\xBB\xBF" + bytes);
}

std::string text_of_xml(std::string_view xml) {
  constexpr auto kEntities = std::to_array<std::pair<std::string_view, char>>(
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}});
  std::string text;
  bool inside = false;
  for (std::size_t at = 0; at < xml.size(); ++at) {
    const char c = xml[at];
    if (c == '<') {
      inside = true;
      if (!text.empty() && text.back() != ' ') text += ' ';
    } else if (c == '>') {
      inside = false;
    } else if (!inside && c == '&') {
      const std::string_view rest = xml.substr(at, kLongEntity);
      const auto entity = std::find_if(kEntities.begin(), kEntities.end(),
                                       [&](const auto& e) { return rest.starts_with(e.first); });
      text += entity != kEntities.end() ? entity->second : c;
      if (entity != kEntities.end()) at += entity->first.size() - 1;
    } else if (!inside) {
      const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (!blank) text += c;
      if (blank && !text.empty() && text.back() != ' ') text += ' ';
    }
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return utf8_of(text);
}

}  // namespace tachado::pdf
