// One bar over the words of a line, made in every way that a PDF can paint: through the real
// reader, so that what the record keeps of each construction is tested with what is made of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "stages/extract/extract.h"
#include "stages/pdf/pdf.h"
#include "stages/regions/regions.h"
#include "tests/pdf/pdf_builder.h"

namespace tachado::regions {
namespace {

constexpr double kSameBox = 0.8;  // overlap
// The bar that all constructions paint: x 150 to 290, y 637 to 650 from below.
const Rect kBar{150, 142, 290, 155};

std::string number(double value) {
  std::string text = std::to_string(value);
  return text.substr(0, text.find('.') + 3);
}

// Ten lines of print from y = 700 down, 20 points apart.
std::string lines(const std::string& color = "0 g") {
  std::string content = color + "\n";
  for (int i = 0; i < 10; ++i)
    content += "BT /F1 11 Tf 72 " + std::to_string(700 - 20 * i) +
               " Td (Las partes acuerdan que el contrato de servicios se firme por quien "
               "corresponda) Tj ET\n";
  return content;
}

struct Construction {
  std::string name;
  std::string content;
  std::string resources;
  std::vector<Rect> bars;  // that are to be found
  std::string entries = "/MediaBox [0 0 612 792]";
  std::function<std::string(test::PdfBuilder&)> more = {};  // objects; more entries of the page
  RegionKind kind = RegionKind::filled;
};

std::string file_of(const Construction& made) {
  test::PdfBuilder builder;
  std::string entries = made.entries;
  std::string resources = made.resources;
  if (made.more) {
    const std::string more = made.more(builder);
    if (more.rfind("/Annots", 0) == 0)
      entries += " " + more;
    else
      resources += more;
  }
  builder.add_page(made.content, entries, resources);
  return builder.build();
}

std::string repeated(int count, const std::function<std::string(int)>& one) {
  std::string all;
  for (int i = 0; i < count; ++i) all += one(i);
  return all;
}

std::function<std::string(test::PdfBuilder&)> annotation(const std::string& entries,
                                                         const std::string& appearance = "",
                                                         const std::string& form = "") {
  return [=](test::PdfBuilder& pdf) {
    std::string dict = "<< /Type /Annot /F 4 /Rect [150 637 290 650] " + entries;
    if (!appearance.empty())
      dict += " /AP << /N " +
              test::PdfBuilder::ref(pdf.add_stream(
                  "/Type /XObject /Subtype /Form /BBox [0 0 140 13] " + form, appearance)) +
              " >>";
    return "/Annots [" + test::PdfBuilder::ref(pdf.add(dict + " >>")) + "]";
  };
}

std::function<std::string(test::PdfBuilder&)> form(const std::string& entries,
                                                   const std::string& content) {
  return [=](test::PdfBuilder& pdf) {
    return "/XObject << /X1 " +
           test::PdfBuilder::ref(
               pdf.add_stream("/Type /XObject /Subtype /Form " + entries, content)) +
           " >>";
  };
}

std::vector<Construction> constructions() {
  const std::string text = lines();
  const std::string rectangle = "150 637 140 13 re";
  const std::vector<Rect> one{kBar};
  std::vector<Construction> rows;
  const auto add = [&](const std::string& name, const std::string& over,
                       const std::string& resources = "",
                       std::vector<Rect> bars = {kBar}) -> Construction& {
    rows.push_back({name, text + over, resources, std::move(bars)});
    return rows.back();
  };
  add("rectangle", rectangle + " f");
  add("rectangle of negative size", "290 650 -140 -13 re f");
  add("polygon", "150 637 m 290 637 l 290 650 l 150 650 l h f");
  add("polygon without close", "150 637 m 290 637 l 290 650 l 150 650 l f*");
  add("filled and stroked", "1 w " + rectangle + " B");
  add("rounded",
      "153 637 m 287 637 l 290 637 290 640 290 640 c 290 647 l 290 650 287 650 287 650 c 153 650 l "
      "150 650 150 647 150 647 c 150 640 l 150 637 153 637 153 637 c f");
  add("200 upright hairlines", repeated(200, [](int i) {
        return "0.7 w " + number(150.35 + 0.7 * i) + " 637 m " + number(150.35 + 0.7 * i) +
               " 650 l S\n";
      }));
  add("200 upright hairlines of one path", "0.7 w " + repeated(200, [](int i) {
                                             return number(150.35 + 0.7 * i) + " 637 m " +
                                                    number(150.35 + 0.7 * i) + " 650 l\n";
                                           }) + "S");
  add("20 level hairlines", repeated(20, [](int i) {
        return "0.7 w 150 " + number(637.35 + 0.65 * i) + " m 290 " + number(637.35 + 0.65 * i) +
               " l S\n";
      }));
  add("20 level hairlines of one path", "0.7 w " + repeated(20, [](int i) {
                                          return "150 " + number(637.35 + 0.65 * i) + " m 290 " +
                                                 number(637.35 + 0.65 * i) + " l\n";
                                        }) + "S");
  add("one line up and down", "1.1 w 150 637.5 m " + repeated(13, [](int i) {
                                const std::string y = number(637.5 + i);
                                return (i % 2 == 0 ? "290 " : "150 ") + y + " l " +
                                       (i % 2 == 0 ? "290 " : "150 ") + number(638.5 + i) + " l ";
                              }) + "S");
  add("letters of a Type 3 font", "/X1 Do").more = [](test::PdfBuilder& pdf) {
    const int bar = pdf.add_stream("", "1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f");
    const int font = pdf.add(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 "
        "0] /CharProcs << /bar " +
        test::PdfBuilder::ref(bar) +
        " >> /Encoding << /Type /Encoding /Differences [33 /bar] >> /FirstChar 33 /LastChar 33 "
        "/Widths [1000] >>");
    return form(
        "/BBox [0 0 612 792] /Resources << /Font << /T3 " + test::PdfBuilder::ref(font) + " >> >>",
        "BT /T3 13 Tf 82.84 Tz 150 637 Td (!!!!!!!!!!!!!) Tj ET")(pdf);
  };
  add("tiles", repeated(28, [](int i) { return number(150 + 5.0 * i) + " 637 5.1 13 re f\n"; }));
  add("tiles of one path",
      repeated(28, [](int i) { return number(150 + 5.0 * i) + " 637 5.1 13 re\n"; }) + "f");
  add("tiles in two rows", repeated(28, [](int i) {
        return number(150 + 5.0 * (i - i % 2)) + " " + number(637 + 6.5 * (i % 2)) +
               " 10 6.5 re f\n";
      }));
  add("small squares", repeated(56 * 5, [](int i) {
        const int row = i / 56;
        return number(150 + 2.5 * (i % 56)) + " " + number(637 + 2.6 * row) + " 2.6 2.7 re f\n";
      }));
  add("thick line", "13 w 150 643.5 m 290 643.5 l S");
  add("thick line with round ends", "13 w 1 J 156.5 643.5 m 283.5 643.5 l S");
  add("thick curve", "13 w 150 643.5 m 180 644.5 240 642.5 290 643.5 c S");
  add("thick dashes without gaps", "13 w [140 1000] 0 d 150 643.5 m 900 643.5 l S");
  add("rectangle stroked so thickly that nothing is free", "6.5 w 153.25 640.25 133.5 6.5 re S");
  add("fill through a clip", "q " + rectangle + " W n 0 0 612 792 re f Q");
  add("fill through a polygon's clip",
      "q 150 637 m 290 637 l 290 650 l 150 650 l h W n 0 0 612 792 re f Q");
  add("one fill through a clip of two boxes",
      "q 150 637 140 13 re 150 617 140 13 re W n 0 0 612 792 re f Q", "",
      {kBar, {150, 162, 290, 175}});
  add("two boxes of one path", "150 637 140 13 re 150 617 140 13 re f", "",
      {kBar, {150, 162, 290, 175}});
  add("shading", "q " + rectangle + " W n /S1 sh Q",
      "/Shading << /S1 << /ShadingType 2 /ColorSpace /DeviceGray /Coords [150 0 290 0] /Function "
      "<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.1] /N 1 >> /Extend [true true] >> >>")
      .kind = RegionKind::pattern;
  add("pattern", "/Pattern cs /P1 scn " + rectangle + " f");
  rows.back().kind = RegionKind::pattern;
  rows.back().more = [](test::PdfBuilder& pdf) {
    return "/Pattern << /P1 " +
           test::PdfBuilder::ref(
               pdf.add_stream("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 "
                              "4 4] /XStep 4 /YStep 4 /Resources << >>",
                              "0 0 m 4 4 l 0 4 m 4 0 l S")) +
           " >>";
  };
  add("cross-hatch of lines", "0.6 w " + repeated(35,
                                                  [](int i) {
                                                    const double x = 150 + 4.0 * i;
                                                    return number(x) + " 637 m " + number(x + 4) +
                                                           " 650 l S " + number(x + 4) + " 637 m " +
                                                           number(x) + " 650 l S\n";
                                                  }))
      .kind = RegionKind::pattern;
  add("cross-hatch of lines, clipped",
      "q " + rectangle + " W n 0.6 w " +
          repeated(40,
                   [](int i) {
                     const double x = 140 + 4.0 * i;
                     return number(x) + " 637 m " + number(x + 13) + " 650 l S " + number(x + 13) +
                            " 637 m " + number(x) + " 650 l S\n";
                   }) +
          "Q")
      .kind = RegionKind::pattern;
  add("image of one pixel", "q 140 0 0 13 150 637 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x01 EI Q")
      .kind = RegionKind::image;
  add("image", "q 140 0 0 13 150 637 cm /X1 Do Q").kind = RegionKind::image;
  rows.back().more = [](test::PdfBuilder& pdf) {
    return "/XObject << /X1 " +
           test::PdfBuilder::ref(pdf.add_stream("/Type /XObject /Subtype /Image /Width 14 /Height "
                                                "2 /ColorSpace /DeviceRGB /BitsPerComponent 8",
                                                std::string(84, '\x10'))) +
           " >>";
  };
  add("image with a soft mask that shows all", "q 140 0 0 13 150 637 cm /X1 Do Q").kind =
      RegionKind::image;
  rows.back().more = [](test::PdfBuilder& pdf) {
    const int mask = pdf.add_stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        std::string(4, '\xff'));
    return "/XObject << /X1 " +
           test::PdfBuilder::ref(
               pdf.add_stream("/Type /XObject /Subtype /Image /Width 14 /Height 2 /ColorSpace "
                              "/DeviceGray /BitsPerComponent 8 /SMask " +
                                  test::PdfBuilder::ref(mask),
                              std::string(28, '\x01'))) +
           " >>";
  };
  add("image with a soft mask that shows nothing", "q 140 0 0 13 150 637 cm /X1 Do Q", "", {});
  rows.back().more = [](test::PdfBuilder& pdf) {
    const int mask = pdf.add_stream(
        "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        std::string(4, '\0'));
    return "/XObject << /X1 " +
           test::PdfBuilder::ref(
               pdf.add_stream("/Type /XObject /Subtype /Image /Width 14 /Height 2 /ColorSpace "
                              "/DeviceGray /BitsPerComponent 8 /SMask " +
                                  test::PdfBuilder::ref(mask),
                              std::string(28, '\x01'))) +
           " >>";
  };
  add("stencil", "q 140 0 0 13 150 637 cm BI /W 8 /H 1 /IM true /BPC 1 ID \x01 EI Q", "", {});
  add("stencil that paints all", "q 140 0 0 13 150 637 cm /X1 Do Q").kind = RegionKind::image;
  rows.back().more = [](test::PdfBuilder& pdf) {
    return "/XObject << /X1 " +
           test::PdfBuilder::ref(pdf.add_stream("/Type /XObject /Subtype /Image /Width 16 /Height "
                                                "2 /ImageMask true /BitsPerComponent 1",
                                                std::string(4, '\0'))) +
           " >>";
  };
  add("form", "/X1 Do").more = form("/BBox [0 0 612 792]", "0 g 150 637 140 13 re f");
  add("form with a matrix", "q 2 0 0 2 100 600 cm /X1 Do Q").more =
      form("/BBox [0 0 200 100] /Matrix [0.5 0 0 0.5 25 18.5]", "0 g 0 0 140 13 re f");
  add("form that its box cuts", "/X1 Do").more =
      form("/BBox [150 637 290 650]", "0 g 0 0 612 792 re f");
  add("forms in forms", "q 0 1 -1 0 290 637 cm /X1 Do Q");
  rows.back().more = [](test::PdfBuilder& pdf) {
    const int inner =
        pdf.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 26 280] /Matrix [0.5 0 0 0.5 0 0]",
                       "0.2 0.2 0.6 rg 0 0 26 280 re f");
    return "/XObject << /X1 " +
           test::PdfBuilder::ref(pdf.add_stream(
               "/Type /XObject /Subtype /Form /BBox [0 0 13 140] /Resources << /XObject << /X2 " +
                   test::PdfBuilder::ref(inner) + " >> >>",
               "/X2 Do")) +
           " >>";
  };
  add("form with a transparency group", "/X1 Do").more =
      form("/BBox [0 0 612 792] /Group << /S /Transparency /I true >>", "0 g 150 637 140 13 re f");
  add("outlined white box in a form, with its label",
      "/X1 Do BT /F1 8 Tf 200 640 Td (5.1.2e) Tj ET")
      .kind = RegionKind::outlined;
  rows.back().more = form("/BBox [0 0 612 792]", "1 g 0 G 0.7 w 150 637 140 13 re B");
  add("outlined white box, empty, between words", "1 g 0 G 0.7 w 150 637 140 13 re B").kind =
      RegionKind::outlined;
  add("white fill and four lines",
      "1 g 150 637 140 13 re f 0 G 0.5 w 150 637 m 290 637 l S 290 637 m 290 650 l S 290 650 m 150 "
      "650 l S 150 650 m 150 637 l S")
      .kind = RegionKind::outlined;
  add("white box over words", "1 g " + rectangle + " f").kind = RegionKind::whiteout;
  add("white image over words", "q 140 0 0 13 150 637 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q")
      .kind = RegionKind::whiteout;
  add("see-through at 30 %", "/G1 gs " + rectangle + " f", "/ExtGState << /G1 << /ca 0.3 >> >>");
  add("see-through at 60 %", "/G1 gs " + rectangle + " f", "/ExtGState << /G1 << /ca 0.6 >> >>");
  add("black that multiplies", "/G1 gs " + rectangle + " f",
      "/ExtGState << /G1 << /BM /Multiply >> >>");
  add("yellow that multiplies", "/G1 gs 1 1 0 rg " + rectangle + " f",
      "/ExtGState << /G1 << /BM /Multiply >> >>", {});
  add("under the words", "", "", {}).content = "0.8 0.85 0.95 rg " + rectangle + " f " + text;
  add("beneath black words in a dark colour", "", "", {}).content =
      "0.1 0.2 0.5 rg 72 637 420 13 re f 1 g " + lines("1 g");
  add("covered with paper again",
      rectangle +
          " f 1 g 148 635 144 17 re f 0 g BT /F1 11 Tf 150 640 Td (acuerdan que el contrato) Tj ET",
      "", {});
  add("beside the page", "700 637 140 13 re f", "", {});
  add("clipped away", "q 0 0 10 10 re W n " + rectangle + " f Q", "", {});
  add("spot colour", "/C1 cs 1 scn " + rectangle + " f",
      "/ColorSpace << /C1 [/Separation /Black /DeviceCMYK << /FunctionType 2 /Domain [0 1] /C0 [0 "
      "0 0 0] /C1 [0 0 0 1] /N 1 >>] >>");
  add("CMYK", "0 1 1 0 k " + rectangle + " f");
  add("with a label in white", rectangle + " f 1 g BT /F1 9 Tf 200 640 Td (Confidencial.1) Tj ET");
  add("three stacked lines", "72 657 420 13 re f 72 644 420 13 re f 72 631 420 13 re f", "",
      {{72, 122, 492, 135}, {72, 135, 492, 148}, {72, 148, 492, 161}});
  add("staircase",
      "200 663 m 492 663 l 492 643 l 300 643 l 300 623 l 72 623 l 72 643 l 200 643 l h f", "",
      {{200, 129, 492, 149}, {72, 149, 300, 169}});
  add("rotated page with a crop box", "").content =
      "1 0 0 1 40 25 cm 0 1 -1 0 792 0 cm\n" + text + rectangle + " f";
  rows.back().entries = "/MediaBox [0 0 872 662] /CropBox [40 25 832 637] /Rotate 90";
  add("in a layer that is off", "/OC /L1 BDC " + rectangle + " f EMC", "", {});
  rows.back().more = [](test::PdfBuilder& pdf) {
    const int layer = pdf.add("<< /Type /OCG /Name (capa) >>");
    pdf.catalog("/OCProperties << /OCGs [" + test::PdfBuilder::ref(layer) + "] /D << /OFF [" +
                test::PdfBuilder::ref(layer) + "] >> >>");
    return "/Properties << /L1 " + test::PdfBuilder::ref(layer) + " >>";
  };
  add("Ink of a shaky hand", "").more = annotation(
      "/Subtype /Ink /C [0 0 0] /BS << /W 12 >> /InkList [[156 642 180 645 210 641 240 645 284 "
      "642]]");
  rows.back().kind = RegionKind::annotation;
  add("Ink to and fro", "").more = annotation(
      "/Subtype /Ink /C [0 0 0] /BS << /W 4 >> /InkList [[152 639 288 639 288 642 152 642 152 645 "
      "288 645 288 648 152 648]]");
  rows.back().kind = RegionKind::annotation;
  add("marker's strokes on the page",
      "11 w 1 J 155 641 m 190 645 l 230 642 l 285 645 l S 155 646 m 200 643 l 285 641 l S");
  add("slanted line", "13 w 150 642 m 290 645 l S");
  for (const auto& [name, entries] : std::vector<std::pair<std::string, std::string>>{
           {"Square", "/Subtype /Square /IC [0 0 0] /C [0 0 0]"},
           {"Highlight",
            "/Subtype /Highlight /C [0 0 0] /QuadPoints [150 650 290 650 150 637 290 637]"},
           {"Ink", "/Subtype /Ink /C [0 0 0] /BS << /W 13 >> /InkList [[156 643 284 643]]"},
           {"FreeText", "/Subtype /FreeText /C [0 0 0] /DA (/Helv 9 Tf 1 g) /Contents (5.1.2e)"},
           {"Stamp", "/Subtype /Stamp /Name /Draft"},
           {"Line", "/Subtype /Line /L [150 643.5 290 643.5] /C [0 0 0] /BS << /W 13 >>"},
           {"Polygon",
            "/Subtype /Polygon /Vertices [150 637 290 637 290 650 150 650] /IC [0 0 0] /C [0 0 0]"},
           {"Redact", "/Subtype /Redact /IC [0 0 0]"}}) {
    if (name != "Stamp") {
      add(name + " without appearance", "").more = annotation(entries);
      rows.back().kind = RegionKind::annotation;
    }
    add(name + " with appearance", "").more = annotation(entries, "0 g 0 0 140 13 re f");
    rows.back().kind = RegionKind::annotation;
  }
  add("Highlight, yellow, over readable words", "", "", {}).more =
      annotation("/Subtype /Highlight /C [1 1 0] /QuadPoints [150 650 290 650 150 637 290 637]");
  add("hidden Square", "", "", {}).more = [](test::PdfBuilder& pdf) {
    return "/Annots [" +
           test::PdfBuilder::ref(pdf.add(
               "<< /Type /Annot /F 2 /Rect [150 637 290 650] /Subtype /Square /IC [0 0 0] >>")) +
           "]";
  };
  return rows;
}

void PrintTo(const Construction& made, std::ostream* out) { *out << made.name; }

class Constructions : public testing::TestWithParam<Construction> {};

TEST_P(Constructions, AreFoundAsTheBarsThatTheyPaint) {
  const Construction& made = GetParam();
  const std::string file = file_of(made);
  auto source = pdf::open_bytes(file, {});
  ASSERT_TRUE(source.has_value());
  Page page = extract::extract_page(**source, 1);
  find_regions(page, source->get(), {}, nullptr);
  std::erase_if(page.candidates, [](const Region& region) { return region.confidence < 0.5; });
  EXPECT_EQ(page.candidates.size(), made.bars.size());
  for (const Rect& bar : made.bars) {
    const bool found =
        std::any_of(page.candidates.begin(), page.candidates.end(), [&](const Region& region) {
          return overlap(region.box, bar) >= kSameBox && region.kind == made.kind;
        });
    EXPECT_TRUE(found) << "at y " << bar.y0;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Constructions, testing::ValuesIn(constructions()));

}  // namespace
}  // namespace tachado::regions
