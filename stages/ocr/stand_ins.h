// What the engine calls in other libraries and this program does itself, at less cost. The dynamic
// linker prefers a program's own functions to those of the libraries it loads; these are exported
// for that (stages/ocr/CMakeLists.txt). Where they are not, all works as it would without them.
//
// - Threads: the engine asks OpenMP for some as often as five times for each column of pixels. One
//   thread of our own runs what it hands over, without a team, a barrier or a system call.
//   A twentieth of the time that recognition takes.
// - Lines: the engine packs the picture of each line as PNG, only to unpack it at once. In a
//   RawLines scope it gets them as they are. A twelfth of the time.
#pragma once

namespace tachado::ocr {

// While one is alive, pictures that its thread has Leptonica put into memory as PNG are put there
// unpacked, in Leptonica's own format, which its reader knows as well. May be nested.
class RawLines {
 public:
  RawLines();
  ~RawLines();
  RawLines(const RawLines&) = delete;
  RawLines& operator=(const RawLines&) = delete;
};

// Whether the libraries of this process get our functions.
[[nodiscard]] bool stand_ins_in_place();

}  // namespace tachado::ocr
