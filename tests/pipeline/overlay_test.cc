// Pictures of pages with their redactions drawn on them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "stages/handles/leptonica.h"
#include "tests/pipeline/support.h"

namespace tachado::pipeline {
namespace {

using testing::make_pdf;
using testing::run_tachado;
using testing::TemporaryFolder;

// Pixels of exactly that colour.
int count(PIX* picture, int r, int g, int b) {
  int pixels = 0;
  for (int y = 0; y < pixGetHeight(picture); ++y)
    for (int x = 0; x < pixGetWidth(picture); ++x) {
      l_int32 red = 0;
      l_int32 green = 0;
      l_int32 blue = 0;
      pixGetRGBPixel(picture, x, y, &red, &green, &blue);
      pixels += red == r && green == g && blue == b ? 1 : 0;
    }
  return pixels;
}

TEST(Overlay, ShowsEveryPageWithItsRedactionsByKind) {
  TemporaryFolder folder;
  const std::string file = folder.write(
      "a.pdf",
      make_pdf({"Contrato de servicios de soporte"},
               {.extra = "BT /F1 12 Tf 72 690 Td (El proveedor es) Tj 200 0 Td (y firma) Tj ET "
                         "168 687 96 14 re f "
                         "BT /F1 12 Tf 72 670 Td (con domicilio en) Tj 200 0 Td (y nada) Tj ET "
                         "1 g 168 667 96 14 re f 0 g 0.7 w 168 667 96 14 re S "
                         "BT /F1 8 Tf 180 671 Td (5.1.2e) Tj ET"}));
  const std::string bare = folder.write("b.pdf", make_pdf({"Nada que tachar", "Ni aqui"}));
  for (const auto& [name, pdf] : {std::pair{"a", file}, std::pair{"b", bare}}) {
    const std::string extracted = run_tachado({"extract", pdf}).out;
    const std::string regions = run_tachado({"regions"}, extracted).out;
    EXPECT_EQ(run_tachado({"redactions", "--overlay", folder / name}, regions).code, 0) << name;
  }

  const handles::Pix marked(pixRead((folder / "a/page-0001.png").c_str()));
  ASSERT_TRUE(marked);
  EXPECT_GT(count(marked.get(), 220, 20, 20), 300);  // the bar's sides
  EXPECT_GT(count(marked.get(), 20, 60, 230), 200);  // the box's
  for (const char* page : {"b/page-0001.png", "b/page-0002.png"}) {
    const handles::Pix plain(pixRead((folder / page).c_str()));
    ASSERT_TRUE(plain) << page;
    EXPECT_EQ(count(plain.get(), 220, 20, 20), 0);
  }
}

}  // namespace
}  // namespace tachado::pipeline
