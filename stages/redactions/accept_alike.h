// What a page's other candidates say of one: a page is redacted by one hand, with one tool. Private
// to the stage. All functions are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

// Shift of a candidate's log-odds: for it where others of its look are certain, against it where
// all that are certain look otherwise. `confidences` are the candidates' by themselves.
double by_likeness(const Page& page, std::size_t candidate, const std::vector<double>& confidences);

// A recognised text that is most likely one of `codes`, misread: "5128" for "5.1.2e".
bool misread_code(std::string_view text, const std::vector<std::string>& codes);

}  // namespace tachado::redactions
