// A page as a picture with its redactions drawn on it, for eyes.
#pragma once

#include <string>

#include "stages/model/page_source.h"

namespace tachado::pipeline {

inline constexpr double kOverlayDpi = 100;

// Renders the page and draws each redaction's box (and quadrilateral) in the colour of its kind,
// thicker the surer it is: filled red, outlined blue, whiteout orange, pattern and marker purple,
// image brown, annotation teal, replaced_text green. A failed one is crossed out. Writes a PNG to
// `path`, whole or not at all. Fails with kind io or what pixels() fails with. Cost: one rendering;
// memory: two pictures of the page in colour.
[[nodiscard]] Result<void> write_overlay(PageSource& source, const Page& page,
                                         const std::string& path);

}  // namespace tachado::pipeline
