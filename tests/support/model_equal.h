// Member by member equality of the model's values, for tests.
//
// Structures are taken apart by structured bindings where the language allows: a member that is
// added to the model stops the compilation here, and reminds that the work format must carry it.
#pragma once

#include "stages/model/document.h"

namespace tachado::testing {

[[nodiscard]] bool equal(const Page& a, const Page& b);
[[nodiscard]] bool equal(const DocumentInfo& a, const DocumentInfo& b);

}  // namespace tachado::testing
