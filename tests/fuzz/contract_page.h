// A page with what contracts have, for rules and lists to be tried on.
#pragma once

#include "stages/model/page.h"

namespace tachado::fuzz {

[[nodiscard]] Page contract_page();

}  // namespace tachado::fuzz
