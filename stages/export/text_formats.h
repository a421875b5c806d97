// A document's text for other tools: plain text with form feeds, hOCR 1.2, ALTO 4.4. Made from the
// written document JSON, streamed: memory holds one page of it.
#pragma once

#include <functional>
#include <istream>
#include <optional>
#include <string_view>

#include "stages/export/privacy.h"
#include "stages/model/problem.h"

namespace tachado::exporting {

enum class TextFormat { txt, hocr, alto };
std::optional<TextFormat> text_format_from(std::string_view name);

// Takes the next piece of the result.
using TextSink = std::function<void(std::string_view)>;

// txt: the pages' text, a form feed after each. hOCR: boxes in pixels of 300 dpi. ALTO: in 1/1200
// inch; a redaction is a GraphicalElement, and its █ stand in the line. Boxes end where the page
// does. hOCR's ocr-number-of-pages counts the document's, read or not. Superscripts are the
// characters that they are, where hOCR 1.2 wants <sup>: readers that take the text of a word would
// lose them. Deterministic. Fails with damaged or limit (see document_reader.h), and with empty
// where hOCR or ALTO, which ask for a page, have none; what was handed to the sink by then is to be
// thrown away.
[[nodiscard]] Result<void> convert_text(std::istream& document, TextFormat format,
                                        const TextSink& sink, Privacy privacy = {});

}  // namespace tachado::exporting
