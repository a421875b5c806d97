// What a PDF's scripts say in quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

class PDFDoc;

namespace tachado::pdf {

struct Script {
  std::string where;                  // "open action", "document", "page 3"
  int page = 0;                       // from 1; 0: none
  std::vector<std::string> literals;  // UTF-8, in order
};

// Scripts of the document, its pages, annotations and fields (ISO 32000-1, 12.6.4.16). At most
// kMaxScripts, kMaxScriptBytes read of each.
constexpr std::size_t kMaxScripts = 2'000;
constexpr std::size_t kMaxScriptBytes = 1U << 20U;
std::vector<Script> read_scripts(PDFDoc& document);

// The string literals of a program in JavaScript, unescaped; comments are passed over.
std::vector<std::string> string_literals(std::string_view script);

}  // namespace tachado::pdf
