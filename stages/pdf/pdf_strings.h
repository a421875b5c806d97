// PDF's own notations for text and dates.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tachado::pdf {

// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with a byte order mark, UTF-8 with one, or
// PDFDocEncoding; to UTF-8 without control characters.
std::string text_of(const std::string& bytes);

// "D:20220516100000-06'00'" (7.9.4) to "2022-05-16T10:00:00-06:00", as far as it is given; none
// where it is no date.
std::optional<std::string> iso_date(std::string_view pdf_date);

}  // namespace tachado::pdf
