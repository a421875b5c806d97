// Tables of goods: rows below a header that names description, quantity, unit, price, amount.
#pragma once

#include <string>
#include <vector>

#include "stages/model/fields.h"
#include "stages/model/page.h"

namespace tachado::fields {

// Reads pages in order; a table that goes on over the page needs its header there too, as offices
// print it. Needs the words' boxes. Cost: sorting the words of a page.
class ItemTables {
 public:
  // `folded`: the page's text (fold.h).
  void add(const Page& page, const std::string& folded);
  [[nodiscard]] std::vector<ItemField> take();

 private:
  std::vector<ItemField> items_;
};

}  // namespace tachado::fields
