#include "stages/pdf/content_size.h"

#include <Object.h>
#include <Stream.h>
#include <XRef.h>

#include <array>

#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

// Of one filter, at most: that of Flate, where every bit stands for 258 bytes twice over. LZW comes
// to 1,365 with codes that all stand for their longest string.
constexpr double kMostExpansion = 1400;

// The bytes that a stream can come to at most.
double most_bytes(Stream& stream) {
  Dict* dict = stream.getDict();
  if (dict == nullptr) return 0;
  const Object filter = dict->lookup("Filter");
  const int filters = filter.isArray() ? filter.arrayGetLength() : filter.isName() ? 1 : 0;
  auto bytes = static_cast<double>(stream.getBaseStream()->getLength());
  for (int i = 0; i < filters; ++i) bytes *= kMostExpansion;
  return bytes;
}

}  // namespace

bool ContentSize::add_stream(Stream& stream) {
  if (const double most = most_bytes(stream); most <= static_cast<double>(unchecked_)) {
    unchecked_ -= static_cast<std::int64_t>(most);
    return true;
  }
  if (!rewind(stream)) return true;  // interpreting it comes to nothing either
  std::array<unsigned char, 65536> piece{};
  for (;;) {
    const int count = stream.doGetChars(static_cast<int>(piece.size()), piece.data());
    if (count <= 0) break;
    left_ -= count;
    if (left_ < 0) break;
  }
  stream.close();
  return left_ >= 0;
}

bool ContentSize::add(const Object& contents) {
  if (contents.isStream()) return add_stream(*contents.getStream());
  if (!contents.isArray()) return true;
  for (int i = 0; i < contents.arrayGetLength(); ++i) {
    const Object part = contents.arrayGet(i);
    if (part.isStream() && !add_stream(*part.getStream())) return false;
  }
  return true;
}

bool ContentSize::add_form(const Ref& form) {
  if (!forms_.emplace(form.num, form.gen).second) return true;
  const Object object = xref_.fetch(form);
  return !object.isStream() || add_stream(*object.getStream());
}

}  // namespace tachado::pdf
