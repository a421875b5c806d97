// A stream's bytes, and whether they are text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

class Stream;

namespace tachado::pdf {

// Decoded, at most `most` of them. Cost: as many bytes as are read.
std::string bytes_of(Stream& stream, std::size_t most);

// Whether nine tenths are printable, and no more than three tenths beyond ASCII.
bool is_plain_text(std::string_view bytes);

// Text without a mark of its encoding is UTF-8 more often than anything else.
std::string utf8_of(const std::string& bytes);

// What stands between the tags of XML, entities resolved, one blank for each tag.
std::string text_of_xml(std::string_view xml);

}  // namespace tachado::pdf
