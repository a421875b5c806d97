// Ink and ground of a grey picture. Included by .cc files only.
#pragma once

#include "stages/handles/leptonica.h"

namespace tachado::ocr {

// Level of the ground in a normalised picture.
inline constexpr int kGround = 200;

// A copy with uneven light, shadows and coloured paper taken out: its ground is at kGround.
[[nodiscard]] handles::Pix normalised(PIX* grey);

// One bit: dark pieces of a normalised picture.
[[nodiscard]] handles::Pix ink_of(PIX* normalised_grey);

}  // namespace tachado::ocr
