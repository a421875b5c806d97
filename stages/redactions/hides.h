// What kind of thing a region hides, from what is printed around it. Never a guess at the content.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "stages/model/page.h"

namespace tachado::redactions {

// `word` is the region's first word of █ in the page; `legend` what the legend says of its label,
// empty where it says nothing. Pure. Cost: the words of the page at most.
Hides infer_hides(const Page& page, const Redaction& redaction, std::size_t word,
                  const std::string& legend);

}  // namespace tachado::redactions
