#include "stages/ocr/stand_ins.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "stages/handles/leptonica.h"

namespace tachado::ocr {
namespace {

// As a library that is loaded would find it.
template <typename Function>
Function found(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_DEFAULT, name));
}

using Work = void (*)(void*);

TEST(StandIns, AreWhatLibrariesOfThisProcessGet) { EXPECT_TRUE(stand_ins_in_place()); }

TEST(StandIns, RunWhatTheyAreGivenOnceOnThisThread) {
  const auto parallel = found<void (*)(Work, void*, unsigned, unsigned)>("GOMP_parallel");
  ASSERT_NE(parallel, nullptr);
  int runs = 0;
  parallel([](void* data) { ++*static_cast<int*>(data); }, &runs, 4, 0);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(found<int (*)()>("omp_get_num_threads")(), 1);
  EXPECT_EQ(found<int (*)()>("omp_get_thread_num")(), 0);
}

// As compilers write a region of sections, with another region inside the second one.
struct Seen {
  int depth = 0;
  std::vector<unsigned> sections;
};

void share_out(void* data) {
  auto& seen = *static_cast<Seen*>(data);
  const auto next = found<unsigned (*)()>("GOMP_sections_next");
  for (unsigned section = next(); section != 0; section = next()) {
    seen.sections.push_back(section + static_cast<unsigned>(10 * seen.depth));
    if (section == 2 && seen.depth == 0) {
      ++seen.depth;
      found<void (*)(Work, void*, unsigned, unsigned, unsigned)>("GOMP_parallel_sections")(
          share_out, data, 1, 2, 0);
      --seen.depth;
    }
  }
  found<void (*)()>("GOMP_sections_end_nowait")();
}

TEST(StandIns, ShareOutEverySectionOnceAndInOrder) {
  Seen seen;
  found<void (*)(Work, void*, unsigned, unsigned, unsigned)>("GOMP_parallel_sections")(
      share_out, &seen, 4, 3, 0);
  EXPECT_EQ(seen.sections, (std::vector<unsigned>{1, 2, 11, 12, 3}));
  EXPECT_EQ(found<unsigned (*)()>("GOMP_sections_next")(), 0U);
}

struct Free {
  void operator()(l_uint8* bytes) const { lept_free(bytes); }
};

// The picture as it is put into memory and read back.
std::pair<std::string, bool> through_memory(PIX* pix) {
  l_uint8* bytes = nullptr;
  std::size_t size = 0;
  if (pixWriteMem(&bytes, &size, pix, IFF_PNG) != 0) return {};
  const std::unique_ptr<l_uint8, Free> owner(bytes);
  const handles::Pix back(pixReadMem(bytes, size));
  l_int32 same = 0;
  if (back) pixEqual(pix, back.get(), &same);
  return {std::string(reinterpret_cast<const char*>(bytes), 4), same != 0};
}

TEST(StandIns, LeavePicturesUnpackedInTheirScopeOnly) {
  const handles::Pix pix(pixCreate(37, 5, 8));
  ASSERT_TRUE(pix);
  for (int x = 0; x < 37; ++x) pixSetPixel(pix.get(), x, x % 5, static_cast<l_uint32>(x * 6));
  const std::pair<std::string, bool> packed{"\x89PNG", true};
  const std::pair<std::string, bool> unpacked{"spix", true};
  EXPECT_EQ(through_memory(pix.get()), packed);
  {
    const RawLines outer;
    { const RawLines inner; }
    EXPECT_EQ(through_memory(pix.get()), unpacked);
  }
  EXPECT_EQ(through_memory(pix.get()), packed);
}

}  // namespace
}  // namespace tachado::ocr
