// Words that announce a kind of content: "marca" a brand, "con domicilio en" an address.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::redactions {

struct Token {
  std::string text;      // folded, without punctuation; "█" for a region, "$" for a currency sign
  std::size_t word = 0;  // the caller's number of the word it is from
  bool colon = false;    // a colon follows
  bool filler = false;   // an article, a preposition, "número": says nothing of itself
};

// Tokens of one word; `word` is handed on.
void append_tokens(std::vector<Token>& to, std::string_view text, std::size_t word);

struct ContentMatch {
  std::string_view what;  // of the closed list of hides.what
  std::size_t first = 0;  // tokens [first, last)
  std::size_t last = 0;
};

// The match that ends last, of those the longest.
std::optional<ContentMatch> last_content(const std::vector<Token>& tokens);
// The match that begins first, of those the longest.
std::optional<ContentMatch> first_content(const std::vector<Token>& tokens);
// The match when the tokens say little else: a heading or a label.
std::optional<ContentMatch> whole_content(const std::vector<Token>& tokens);

}  // namespace tachado::redactions
