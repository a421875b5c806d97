// What hands leave on paper: signatures and rubber stamps.
#pragma once

#include <string>

#include "samples/generate/handles.h"

namespace tachado::samples {

// A signature of about 110 x 30 points with its middle at (x, y). `seed` makes it a person's own.
void draw_signature(cairo_t* context, double x, double y, unsigned seed);

// A round stamp, slightly turned, partly pale as rubber stamps are.
void draw_stamp(cairo_t* context, double x, double y, const std::string& text);

}  // namespace tachado::samples
