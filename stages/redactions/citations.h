// Legal citations that give a reason to withhold: law, article, fraction, paragraph.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tachado::redactions {

struct Citation {
  std::string law;  // LGTAIP, LFTAIP, …; a state's law as it is printed (folded: see `law_begin`)
  std::size_t law_begin = 0;  // bytes of the folded text where a law without a short name stands;
  std::size_t law_end = 0;    // equal where `law` is a short name
  std::optional<std::string> article;
  std::optional<std::string> fraction;        // Roman, capitals; or a letter
  std::optional<std::string> paragraph;       // its number
  std::optional<std::string> classification;  // reserved, confidential: what the article is for
  std::size_t begin = 0;                      // bytes of the folded text
  std::size_t end = 0;
};

// Citations of transparency laws and of those that legends cite beside them, in folded text whose
// lines are joined by blanks. One per article and fraction, in order; at most kMaxCitations.
constexpr std::size_t kMaxCitations = 200;
std::vector<Citation> find_citations(std::string_view folded);

// What speaks against a citation for information that is said to be `stated` (reserved or
// confidential) and classified on `date` (ISO 8601): an article that the law has for something
// else, or had at another time. None where it fits, and for laws whose articles are not known here.
// The articles: LGTAIP of 2015: 113 and 116; LGTAIP of 20 March 2025: 112 and 115; LFTAIP of 2016,
// in force until then: 110 and 113. Articles on the act of classifying (100 to 111 and their like)
// stand beside them in most legends: they are a misfit only alone.
std::optional<std::string> misfit(const Citation& citation,
                                  const std::optional<std::string>& stated,
                                  const std::optional<std::string>& date, bool alone);

// Exemption codes as labels print them: (b)(6), b7C, 1.4(D), 5.1.2e, 10.2.g.
std::vector<Citation> find_codes_of_law(std::string_view folded_label);

}  // namespace tachado::redactions
