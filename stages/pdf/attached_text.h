// What an attached file says, where it is one that can be read here.
#pragma once

#include <string>

namespace tachado::pdf {

// Plain text and markup as they are; a PDF's words as drawn, up to kMaxAttachedPages of it. Empty
// for any other kind.
constexpr int kMaxAttachedPages = 50;
std::string attached_text(const std::string& bytes);

}  // namespace tachado::pdf
