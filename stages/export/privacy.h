// What a reader of an export may see. Plain values; what they do stands in privacy_filter.h.
#pragma once

namespace tachado::exporting {

struct Privacy {
  bool reveal = false;         // text that redactions fail to hide, where the run wrote it
  bool mask_personal = false;  // dots for CURP, CLABE, C.C. and account numbers
};

}  // namespace tachado::exporting
