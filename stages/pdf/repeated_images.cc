#include "stages/pdf/repeated_images.h"

#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

// Letterhead alternates where sheets have two sides.
constexpr int kNeighbours = 2;
// Of a page's content, decompressed; text pages have up to 200 KB. What lies beyond is not read,
// and its images are not known to be repeated.
constexpr std::size_t kMaxContent = std::size_t{1} << 20;
// Of a picture's stored bytes, which begin with its own compression's tables.
constexpr std::size_t kPrintBytes = 1024;
// Entries of a resource dictionary that are looked at.
constexpr int kMaxResources = 1000;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f'; }

void append(Stream& stream, std::string& content) {
  if (!rewind(stream)) return;
  std::array<unsigned char, 4096> part{};
  while (content.size() < kMaxContent) {
    const int got = stream.doGetChars(static_cast<int>(part.size()), part.data());
    if (got <= 0) break;
    content.append(part.begin(), part.begin() + got);
  }
  stream.close();
  // Streams of one page are apart as by a blank (ISO 32000-1, 7.8.2).
  content += '\n';
}

std::string content_of(::Page& page) {
  std::string content;
  const Object contents = page.getContents();
  if (contents.isStream()) append(*contents.getStream(), content);
  if (contents.isArray()) {
    for (int i = 0; i < contents.arrayGetLength() && content.size() < kMaxContent; ++i) {
      const Object part = contents.arrayGet(i);
      if (part.isStream()) append(*part.getStream(), content);
    }
  }
  return content;
}

// The names that stand before the operator Do.
std::set<std::string, std::less<>> names_drawn(std::string_view content) {
  std::set<std::string, std::less<>> names;
  for (std::size_t at = content.find("Do"); at != std::string_view::npos;
       at = content.find("Do", at + 1)) {
    std::size_t end = at;
    while (end > 0 && is_blank(content[end - 1])) --end;
    const std::size_t slash = content.substr(0, end).rfind('/');
    if (slash == std::string_view::npos) continue;
    const std::string_view name = content.substr(slash + 1, end - slash - 1);
    if (!name.empty() && std::none_of(name.begin(), name.end(), is_blank)) names.emplace(name);
  }
  return names;
}

}  // namespace

std::uint64_t RepeatedImages::print_of(std::int64_t object) {
  const auto known = prints_.find(object);
  if (known != prints_.end()) return known->second;
  std::uint64_t& print = prints_[object];
  print = static_cast<std::uint64_t>(object);  // of what cannot be read
  const Object image = document_.getXRef()->fetch(static_cast<int>(object), 0);
  if (!image.isStream()) return print;
  const Dict& dict = *image.getStream()->getDict();
  std::string facts;
  for (const char* key : {"Width", "Height", "BitsPerComponent", "Length"}) {
    facts += std::to_string(dict.lookup(key).getNumWithDefaultValue(0)) + ' ';
  }
  Stream& stored = *image.getStream()->getUndecodedStream();
  std::array<unsigned char, kPrintBytes> bytes{};
  if (!rewind(stored)) return print;
  const int got = stored.doGetChars(static_cast<int>(bytes.size()), bytes.data());
  stored.close();
  if (got > 0) facts.append(bytes.begin(), bytes.begin() + got);
  print = std::hash<std::string>{}(facts);
  return print;
}

const std::vector<std::uint64_t>& RepeatedImages::drawn_on(int number) {
  const auto found = drawn_.find(number);
  if (found != drawn_.end()) return found->second;
  std::vector<std::uint64_t>& pictures = drawn_[number];
  ::Page* page = document_.getPage(number);
  if (page == nullptr || !page->isOk() || page->getResourceDict() == nullptr) return pictures;
  const Object xobjects = page->getResourceDict()->lookup("XObject");
  if (!xobjects.isDict() || xobjects.dictGetLength() == 0) return pictures;
  const auto names = names_drawn(content_of(*page));
  const int count = std::min(xobjects.dictGetLength(), kMaxResources);
  for (int i = 0; i < count; ++i) {
    const Object& entry = xobjects.getDict()->getValNF(i);
    if (entry.isRef() && names.contains(xobjects.dictGetKey(i))) {
      pictures.push_back(print_of(entry.getRefNum()));
    }
  }
  std::sort(pictures.begin(), pictures.end());
  return pictures;
}

bool RepeatedImages::repeated(std::int64_t object, int number) {
  const std::uint64_t print = print_of(object);
  if (known_.contains(print)) return true;
  drawn_.erase(drawn_.begin(), drawn_.lower_bound(number - kNeighbours));
  for (const int step : {1, -1, 2, -2}) {
    const int other = number + step;
    if (other < 1 || other > pages_) continue;
    const std::vector<std::uint64_t>& pictures = drawn_on(other);
    if (std::binary_search(pictures.begin(), pictures.end(), print)) {
      known_.insert(print);
      return true;
    }
  }
  return false;
}

}  // namespace tachado::pdf
