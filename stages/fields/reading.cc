#include "stages/fields/reading.h"

#include <algorithm>

#include "stages/fields/fold.h"

namespace tachado::fields {

Side::Side(const View& text, const Rules::Data& rules)
    : view(text), marks(rules, text.folded), flat(text.folded) {
  std::replace_if(flat.begin(), flat.end(), is_blank, ' ');
}

Reading::Reading(const DocumentText& text, const Rules::Data& rules)
    : document(text), prose(text.prose(), rules), rows(text.rows(), rules) {}

}  // namespace tachado::fields
