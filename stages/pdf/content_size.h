// What a page's instructions come to when they are decompressed, counted before they are
// interpreted: a few kilobytes can stand for terabytes of blanks, which draw nothing and so reach
// no other limit. Not seen outside this stage.
#pragma once

#include <cstdint>
#include <set>
#include <utility>

class Object;
class Stream;
class XRef;
struct Ref;

namespace tachado::pdf {

// Of one page. Streams that cannot come to the limit, whatever they hold, are not decompressed:
// nearly all. They are summed up apart, so that a page may have up to twice the limit. Not
// thread-safe.
class ContentSize {
 public:
  // `xref` must outlive it.
  ContentSize(XRef& xref, std::int64_t most) : xref_(xref), unchecked_(most), left_(most) {}

  // The page's contents: a stream or an array of them. False: with these it is more than the limit.
  [[nodiscard]] bool add(const Object& contents);
  // A form, which counts once however often it is drawn.
  [[nodiscard]] bool add_form(const Ref& form);

 private:
  bool add_stream(Stream& stream);

  XRef& xref_;
  // What streams may still come to together: those that were believed, and those that were counted.
  std::int64_t unchecked_;
  std::int64_t left_;
  std::set<std::pair<int, int>> forms_;
};

}  // namespace tachado::pdf
