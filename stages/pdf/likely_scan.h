// Whether a page may be a scan, told without a look at what it draws.
#pragma once

#include <cstdint>

class Dict;

namespace tachado::pdf {

// The object number of the largest image of `resources`, where all of them together have as many
// pixels as a scan of a sheet; else 0. Cost: a lookup for each image; none where there are more
// than a scan is stored in.
[[nodiscard]] std::int64_t largest_scan(const Dict& resources);

}  // namespace tachado::pdf
