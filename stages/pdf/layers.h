// Optional content (ISO 32000-1, 8.11). Poppler leaves out what is in a layer that is off and does
// not say so: a page with such layers is read twice, as it is viewed and with all layers on.
#pragma once

#include "stages/model/raw_page.h"

class OCGs;

namespace tachado::pdf {

// Turns all layers on while it lives, then back as they were.
class AllLayersOn {
 public:
  explicit AllLayersOn(const OCGs& layers);
  ~AllLayersOn();
  AllLayersOn(const AllLayersOn&) = delete;
  AllLayersOn& operator=(const AllLayersOn&) = delete;

 private:
  const OCGs& layers_;
  std::vector<bool> was_on_;
};

bool any_layer_off(const OCGs& layers);

struct LayeredPage {
  RawPage page;
  bool numbers_all = false;  // its images are numbered as in the record with all layers on
};

// `viewed` with what only `everything` has, marked layer_off. Both are records of the same page.
// Cost: linear.
LayeredPage with_hidden_layers(RawPage viewed, RawPage everything);

}  // namespace tachado::pdf
