// Where a candidate stands: in running text, in a picture, among figures like it. Private to the
// stage. All functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

bool same_color(Color a, Color b);

// Median height of the page's words, those of redactions apart; 0 where there are none. Points.
double line_height(const Page& page);

// A percentage, as charts write it on their bars.
bool percentage(std::string_view text);

// Less than one for places where no redaction stands, else one. `texts` holds what is written in
// each of the page's candidates; `coded` says that this one's is a redaction's label by itself.
double by_place(const Page& page, std::size_t candidate, const std::vector<std::string>& texts,
                const std::vector<const Page*>& window, bool coded);

}  // namespace tachado::redactions
