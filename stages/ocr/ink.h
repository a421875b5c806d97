// Ink and ground of a grey picture. Included by .cc files only.
#pragma once

#include <vector>

#include "stages/handles/leptonica.h"
#include "stages/model/bitmap.h"
#include "stages/ocr/ink_lines.h"

namespace tachado::ocr {

// Pieces of ink that may be letters, by their boxes in points: print from 5 to 40 points has a body
// of these heights.
inline constexpr double kMinLetterPoints = 2;
inline constexpr double kMaxLetterPoints = 30;
inline constexpr double kMaxLetterAspect = 4;  // width to height

// Takes uneven light, shadows and coloured paper out: the ground comes to 255. A picture whose
// ground is even already is only stretched. Grey bitmaps only. Cost: one pass over the pixels, two
// where the light is uneven.
void even_ground(Bitmap& grey);

// Turns a picture that is light on dark throughout (a negative, a slide, a sign) into dark on
// light. Grey bitmaps only. Cost: one pass over a part of the pixels.
void turn_light_on_dark(Bitmap& grey);

// One bit: the dark pieces of a picture whose ground is 255. The level lies half way to the darkest
// ink, so that faint print is seen, but not print that shines through from the back.
[[nodiscard]] handles::Pix ink_of(const Bitmap& even);

// The connected pieces of ink (touching corners connect), in the order of their first rows; none
// where memory runs out. Cost: one pass over the pixels.
[[nodiscard]] std::vector<Piece> pieces_of_ink(PIX* ink);

// Takes a pale stamp off the dark print that it lies over: pieces of pale ink at least `size`
// pixels wide and high lose what is not at dark ink. With them, layout analysis takes text and
// stamp for a picture. `dark` is ink_of(even). Stamps in ink as dark as the print stay, and so do
// their words that touch nothing.
void lift_stamps(Bitmap& even, PIX* dark, int size);

}  // namespace tachado::ocr
