// What earlier revisions of a PDF say that its last one does not.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/model/page_source.h"
#include "stages/pdf/pdf.h"

namespace tachado::pdf {

// Opens the file as it stood at each earlier end (the last kMaxRevisions of them) and compares its
// pages' words with those of `last`. `path` or `bytes` is the file. Nothing where there is one
// revision. Cost: interprets at most kMaxRevisionPages pages of each revision.
constexpr std::size_t kMaxRevisions = 8;
constexpr int kMaxRevisionPages = 200;
constexpr std::size_t kMaxRevisedFile = 256U << 20U;  // bytes held
std::vector<HiddenContent> removed_by_revisions(PageSource& last, const std::string& path,
                                                std::string_view bytes, const Options& options);

}  // namespace tachado::pdf
