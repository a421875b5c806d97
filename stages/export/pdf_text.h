// A searchable copy of a PDF: its own pages with the recognised words as invisible text over them,
// so that viewers find and copy what the document JSON says.
#pragma once

#include <functional>
#include <istream>
#include <string_view>

#include "stages/export/original_file.h"
#include "stages/export/privacy.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

// `document`: the document JSON; `original`: the file that it was made of. Only recognised words
// are added (pages with a text layer or a kept one have theirs), never what stands for a redaction:
// each over its own width, in letters of its line's size (see align_line), the way its line runs.
// Of a page that was recognised anew the invisible text of an earlier recognition is taken out.
// Streams of the original are copied as they are stored: no picture is touched, and what the
// original holds under a redaction, the copy holds too. Signatures of the original no longer hold.
// Deterministic, except that encryption with AES begins from random numbers.
//
// Fails with unsupported where the original is no PDF, io where it is not the one that the document
// JSON was made of or cannot be read, encrypted where it needs a password to be opened, empty where
// no page of it was read, and damaged; what was handed to `sink` by then is to be thrown away.
// Memory: the structure of the original, and its words.
[[nodiscard]] Result<void> write_pdf_text(std::istream& document, const OriginalFile& original,
                                          const std::function<void(std::string_view)>& sink,
                                          Privacy privacy = {});

}  // namespace tachado::exporting
