// How the answers of a document were reached, for people: candidates, scores, evidence.
#pragma once

#include <string>
#include <vector>

#include "stages/model/fields.h"

namespace tachado::fields {

// One candidate for an answer of the summary.
struct Weighed {
  std::string field;  // as in the summary
  std::string value;
  double score = 0;
  double least = 0;  // below it, it is no answer
  bool chosen = false;
  std::string why;  // what the score is made of
  Found found;      // rule and evidence
};

// At most so many candidates of one field are told, the best first.
inline constexpr std::size_t kMaxTold = 8;

// Lines of text, each ended. Text of the document is quoted as it is: who prints it to a terminal
// escapes it.
[[nodiscard]] std::string explain(const FieldsResult& result, const std::vector<Weighed>& weighed);

}  // namespace tachado::fields
