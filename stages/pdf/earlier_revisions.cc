#include "stages/pdf/earlier_revisions.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "stages/pdf/drawn_words.h"
#include "stages/pdf/revisions.h"

namespace tachado::pdf {
namespace {

std::string read_file(const std::string& path, std::size_t size) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return bytes;
}

}  // namespace

std::vector<HiddenContent> removed_by_revisions(PageSource& last, const std::string& path,
                                                std::string_view bytes, const Options& options) {
  std::vector<std::int64_t> ends = bytes.empty() ? revision_ends(path) : revision_ends(bytes);
  if (ends.size() < 2) return {};
  const std::size_t revisions = ends.size();
  ends.pop_back();
  if (ends.back() < 0 || static_cast<std::size_t>(ends.back()) > kMaxRevisedFile) return {};
  std::string held;
  if (bytes.empty()) {
    held = read_file(path, static_cast<std::size_t>(ends.back()));
    bytes = held;
  }
  std::set<std::string> known;  // words of the last revision, and what was told already
  for (int number = 1; number <= std::min(last.page_count(), kMaxRevisionPages); ++number) {
    const auto page = last.interpret(number);
    if (!page) return {};
    for (std::string& word : drawn_words(*page)) known.insert(std::move(word));
  }
  std::vector<HiddenContent> found;
  const std::size_t skipped = ends.size() > kMaxRevisions ? ends.size() - kMaxRevisions : 0;
  for (std::size_t i = skipped; i < ends.size(); ++i) {
    const std::size_t size = std::min(bytes.size(), static_cast<std::size_t>(ends[i]));
    const auto earlier = open_bytes(bytes.substr(0, size), options);
    if (!earlier) continue;
    for (int number = 1; number <= std::min((*earlier)->page_count(), kMaxRevisionPages);
         ++number) {
      const auto page = (*earlier)->interpret(number);
      if (!page) continue;
      std::string removed;
      std::set<std::string> told;
      for (const std::string& word : drawn_words(*page)) {
        if (known.contains(word)) continue;
        removed += (removed.empty() ? "" : " ") + word;
        told.insert(word);
      }
      known.merge(told);
      if (removed.empty()) continue;
      HiddenContent content;
      content.kind = "earlier_revision";
      content.where = "revision " + std::to_string(i + 1) + " of " + std::to_string(revisions) +
                      ", page " + std::to_string(number);
      content.page = number;
      content.text = std::move(removed);
      found.push_back(std::move(content));
    }
  }
  return found;
}

}  // namespace tachado::pdf
