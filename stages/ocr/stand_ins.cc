#include "stages/ocr/stand_ins.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>

#include <utility>

namespace {

thread_local int raw_lines = 0;

// Of the sections that a team shares out, all of which fall to this thread.
struct Sections {
  unsigned given = 0;
  unsigned count = 0;
};
thread_local Sections sections;

}  // namespace

// The names and types are those of the libraries: libgomp's as the compilers call it (GCC,
// libgomp/libgomp_g.h; omp_*: OpenMP 5.0, 3.2.2 and 3.2.4), and Leptonica's.
// NOLINTBEGIN(readability-identifier-naming)
extern "C" {

void GOMP_parallel(void (*work)(void*), void* data, unsigned /*threads*/, unsigned /*flags*/) {
  work(data);
}

// Work that shares out sections may itself share out others.
void GOMP_parallel_sections(void (*work)(void*), void* data, unsigned /*threads*/, unsigned count,
                            unsigned /*flags*/) {
  const Sections outer = std::exchange(sections, Sections{0, count});
  work(data);
  sections = outer;
}

// The next section to do, from 1; 0 after the last.
unsigned GOMP_sections_next() { return sections.given < sections.count ? ++sections.given : 0; }

void GOMP_sections_end_nowait() {}

int omp_get_num_threads() { return 1; }

int omp_get_thread_num() { return 0; }

l_ok pixWriteMem(l_uint8** data, size_t* size, PIX* pix, l_int32 format) {
  if (raw_lines > 0 && format == IFF_PNG) return pixWriteMemSpix(data, size, pix);
  static const auto library =
      reinterpret_cast<decltype(&pixWriteMem)>(::dlsym(RTLD_NEXT, "pixWriteMem"));
  return library != nullptr ? library(data, size, pix, format) : 1;
}

}  // extern "C"
// NOLINTEND(readability-identifier-naming)

namespace tachado::ocr {

RawLines::RawLines() { ++raw_lines; }

RawLines::~RawLines() { --raw_lines; }

bool stand_ins_in_place() {
  const auto ours = [](const char* name, auto* function) {
    return ::dlsym(RTLD_DEFAULT, name) == reinterpret_cast<void*>(function);
  };
  return ours("GOMP_parallel", &GOMP_parallel) &&
         ours("GOMP_parallel_sections", &GOMP_parallel_sections) &&
         ours("GOMP_sections_next", &GOMP_sections_next) &&
         ours("GOMP_sections_end_nowait", &GOMP_sections_end_nowait) &&
         ours("omp_get_num_threads", &omp_get_num_threads) &&
         ours("omp_get_thread_num", &omp_get_thread_num) && ours("pixWriteMem", &pixWriteMem);
}

}  // namespace tachado::ocr
