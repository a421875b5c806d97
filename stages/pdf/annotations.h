// A page's annotations, read from their dictionaries: Poppler 22.12 knows no Redact annotation.
#pragma once

#include <vector>

#include "stages/model/page.h"

class Object;
class PDFDoc;
class Page;

namespace tachado::pdf {

// `to_page`: the page's default matrix to displayed points.
std::vector<Annotation> read_annotations(::Page& page, const double* to_page);

// Whether Poppler may build the form: it never ends on a field that two parents share. Cost: one
// walk over the fields, which stops at the first field met twice.
bool form_is_a_tree(PDFDoc& document);

}  // namespace tachado::pdf
