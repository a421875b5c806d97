// What a PDF holds beside its pages: strings of its dictionaries, attached files, objects that
// nothing refers to, streams under names of somebody's own.
#pragma once

#include <vector>

#include "stages/model/page_source.h"

class PDFDoc;

namespace tachado::pdf {

// `pages`: those whose replacement texts (ActualText) are looked for. Limits: kMaxHidden strings in
// all, kMaxStream bytes of a stream. Damage leaves out what it hits.
constexpr std::size_t kMaxHidden = 20'000;
constexpr std::size_t kMaxStream = 4U << 20U;
std::vector<HiddenContent> read_hidden_contents(PDFDoc& document, const std::vector<int>& pages);

}  // namespace tachado::pdf
