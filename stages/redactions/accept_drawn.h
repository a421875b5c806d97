// Which candidates from drawing instructions repeat as no redaction does. Private to the stage.
#pragma once

#include <vector>

#include "stages/model/page.h"

namespace tachado::redactions {

// Less than one for a fill or frame that stands, to a tenth of a millimetre, at the same place on
// most pages of the window and that no words stand beside: letterhead, a tab, a form's ground. One
// for everything else and for candidates from pixels. Pure. Cost: the window's candidates.
double by_drawing(const Page& page, const Region& candidate,
                  const std::vector<const Page*>& window);

}  // namespace tachado::redactions
