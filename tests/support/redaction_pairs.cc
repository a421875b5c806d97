#include "tests/support/redaction_pairs.h"

#include <cstdint>
#include <functional>

#include "tests/pdf/pdf_builder.h"

namespace tachado::test {
namespace {

// Courier 12: every character is 7.2 points wide, so that a word's place can be told.
constexpr double kCharacter = 7.2;
constexpr int kLeft = 72;
constexpr int kNameLine = 660;
constexpr int kAmountLine = 630;
const std::string kBeforeName = "El proveedor es representado por ";
const std::string kAfterName = " y firma.";
const std::string kBeforeAmount = "El importe total del contrato es ";
const std::string kAfterAmount = " cada mes.";
const std::string kName = kSecretName;
const std::string kAmount = kSecretAmount;
constexpr const char* kPage = "/MediaBox [0 0 612 792]";

std::string number(double value) {
  std::string text = std::to_string(value);
  return text.substr(0, text.find('.') + 3);
}

std::string text_at(double x, double y, const std::string& words) {
  return "BT /F1 12 Tf 1 0 0 1 " + number(x) + " " + number(y) + " Tm (" + words + ") Tj ET\n";
}

struct Place {
  double x = 0;
  double y = 0;
  double width = 0;
};

Place place_of(const std::string& before, const std::string& secret, int line) {
  return {kLeft + kCharacter * static_cast<double>(before.size()), static_cast<double>(line),
          kCharacter * static_cast<double>(secret.size())};
}

const Place& name_place() {
  static const Place kPlace = place_of(kBeforeName, kName, kNameLine);
  return kPlace;
}
const Place& amount_place() {
  static const Place kPlace = place_of(kBeforeAmount, kAmount, kAmountLine);
  return kPlace;
}

// The two secrets where they belong.
std::string secrets() {
  return text_at(name_place().x, kNameLine, kName) +
         text_at(amount_place().x, kAmountLine, kAmount);
}

// Everything else of the page.
std::string words() {
  std::string content = "0 g\n" + text_at(kLeft, 720, "Contrato de servicios de soporte") +
                        text_at(kLeft, 690, "Las partes acuerdan lo que sigue en este documento.");
  content += text_at(kLeft, kNameLine, kBeforeName) +
             text_at(name_place().x + name_place().width, kNameLine, kAfterName);
  content += text_at(kLeft, kAmountLine, kBeforeAmount) +
             text_at(amount_place().x + amount_place().width, kAmountLine, kAfterAmount);
  content += text_at(kLeft, 600, "El servicio se presta en las oficinas de la dependencia.");
  content += text_at(kLeft, 570, "La vigencia empieza el primer dia habil del mes.");
  return content;
}

std::string rectangle(const Place& at) {
  return number(at.x - 1) + " " + number(at.y - 3) + " " + number(at.width + 2) + " 14 re ";
}
std::string boxes() {
  return "0 g " + rectangle(name_place()) + "f " + rectangle(amount_place()) + "f\n";
}

std::string rect_entry(const Place& at) {
  return "/Rect [" + number(at.x - 1) + " " + number(at.y - 3) + " " + number(at.x + at.width + 1) +
         " " + number(at.y + 11) + "]";
}

// One page, whatever else the file holds.
std::string page(const std::string& content, const std::string& entries = kPage,
                 const std::string& resources = "",
                 const std::function<void(PdfBuilder&)>& more = {}) {
  PdfBuilder pdf;
  pdf.font("Courier");
  if (more) more(pdf);
  pdf.add_page(content, entries, resources);
  return pdf.build();
}

RedactionPair drawn(const std::string& name, const std::string& kind, const std::string& over,
                    const std::string& resources = "") {
  return {name,
          kind,
          page(words() + secrets() + over, kPage, resources),
          page(words() + over, kPage, resources),
          {kName, kAmount}};
}

// The same page with sound boxes; what the two files hold beside it differs.
RedactionPair beside(const std::string& name, const std::string& kind,
                     const std::function<void(PdfBuilder&)>& failed,
                     const std::function<void(PdfBuilder&)>& sound,
                     std::vector<std::string> secrets = {kName}) {
  return {name, kind, page(words() + boxes(), kPage, "", failed),
          page(words() + boxes(), kPage, "", sound), std::move(secrets)};
}

// ---- drawn over text ----

std::string both(const std::function<std::string(const Place&)>& one) {
  return "0 g " + one(name_place()) + one(amount_place());
}

std::string polygon(const Place& at) {
  return number(at.x - 1) + " " + number(at.y - 3) + " m " + number(at.x + at.width + 1) + " " +
         number(at.y - 3) + " l " + number(at.x + at.width + 1) + " " + number(at.y + 11) + " l " +
         number(at.x - 1) + " " + number(at.y + 11) + " l f\n";
}

std::string rounded(const Place& at) {
  const std::string x0 = number(at.x - 2);
  const std::string x1 = number(at.x + 1);
  const std::string x2 = number(at.x + at.width - 1);
  const std::string x3 = number(at.x + at.width + 2);
  const std::string y0 = number(at.y - 3);
  const std::string y1 = number(at.y);
  const std::string y2 = number(at.y + 8);
  const std::string y3 = number(at.y + 11);
  const auto corner = [](const std::string& cx, const std::string& cy, const std::string& ex,
                         const std::string& ey) {
    return cx + " " + cy + " " + cx + " " + cy + " " + ex + " " + ey + " c ";
  };
  return x1 + " " + y0 + " m " + x2 + " " + y0 + " l " + corner(x3, y0, x3, y1) + x3 + " " + y2 +
         " l " + corner(x3, y3, x2, y3) + x1 + " " + y3 + " l " + corner(x0, y3, x0, y2) + x0 +
         " " + y1 + " l " + corner(x0, y0, x1, y0) + "h f\n";
}

std::string pieces(const Place& at) {
  std::string content;
  for (int i = 0; i < 4; ++i) {
    content += number(at.x - 1 + i * at.width / 4) + " " + number(at.y - 3) + " " +
               number(at.width / 4 + 3) + " 14 re f\n";
  }
  return content;
}

std::string thick_line(const Place& at) {
  return "14 w " + number(at.x - 1) + " " + number(at.y + 4) + " m " + number(at.x + at.width + 1) +
         " " + number(at.y + 4) + " l S\n";
}

std::string slices(const Place& at) {
  std::string lines;
  for (int i = 0; i < 24; ++i) {
    const std::string y = number(at.y - 2.7 + 0.6 * i);
    lines += "0.7 w " + number(at.x - 1) + " " + y + " m " + number(at.x + at.width + 1) + " " + y +
             " l S\n";
  }
  return lines;
}

std::string marker_stroke(const Place& at) {
  return "15 w 1 J " + number(at.x) + " " + number(at.y + 3) + " m " + number(at.x + at.width / 2) +
         " " + number(at.y + 5) + " l " + number(at.x + at.width) + " " + number(at.y + 3.5) +
         " l S\n";
}

RedactionPair form_box() {
  const auto make = [](bool failed) {
    PdfBuilder pdf;
    pdf.font("Courier");
    const int form = pdf.add_stream("/Type /XObject /Subtype /Form /BBox [0 0 612 792]", boxes());
    pdf.add_page(words() + (failed ? secrets() : "") + "/Fm1 Do\n", kPage,
                 "/XObject << /Fm1 " + PdfBuilder::ref(form) + " >>");
    return pdf.build();
  };
  return {"form_box", "box_over_text", make(true), make(false), {kName, kAmount}};
}

RedactionPair pattern() {
  const auto make = [](bool failed) {
    PdfBuilder pdf;
    pdf.font("Courier");
    const int tile = pdf.add_stream(
        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep "
        "4 "
        "/Resources << >>",
        "0 g 0 0 3.6 3.6 re f 0.5 G 0 0 m 4 4 l S");
    pdf.add_page(words() + (failed ? secrets() : "") + "/Pattern cs /P1 scn " +
                     rectangle(name_place()) + "f " + rectangle(amount_place()) + "f\n",
                 kPage, "/Pattern << /P1 " + PdfBuilder::ref(tile) + " >>");
    return pdf.build();
  };
  return {"pattern", "pattern_over_text", make(true), make(false), {kName, kAmount}};
}

RedactionPair picture() {
  const auto make = [](bool failed) {
    PdfBuilder pdf;
    pdf.font("Courier");
    const int image = pdf.add_stream(
        "/Type /XObject /Subtype /Image /Width 8 /Height 4 /ColorSpace /DeviceGray "
        "/BitsPerComponent 8",
        std::string(32, '\x0C'));
    const auto place = [](const Place& at) {
      return "q " + number(at.width + 2) + " 0 0 14 " + number(at.x - 1) + " " + number(at.y - 3) +
             " cm /Im1 Do Q\n";
    };
    pdf.add_page(words() + (failed ? secrets() : "") + place(name_place()) + place(amount_place()),
                 kPage, "/XObject << /Im1 " + PdfBuilder::ref(image) + " >>");
    return pdf.build();
  };
  return {"picture", "image_over_text", make(true), make(false), {kName, kAmount}};
}

// `subtype` with an appearance that is black all over.
RedactionPair annotation(const std::string& name, const std::string& kind,
                         const std::string& subtype, bool appearance,
                         const std::string& extra = "") {
  const auto make = [&](bool failed) {
    PdfBuilder pdf;
    pdf.font("Courier");
    std::string list;
    for (const Place& at : {name_place(), amount_place()}) {
      std::string entries =
          "<< /Type /Annot /Subtype /" + subtype + " /F 4 " + rect_entry(at) + extra;
      if (appearance) {
        const std::string box = "0 0 " + number(at.width + 2) + " 14";
        const int form = pdf.add_stream("/Type /XObject /Subtype /Form /BBox [" + box + "]",
                                        "0 g " + box + " re f");
        entries += " /AP << /N " + PdfBuilder::ref(form) + " >>";
      }
      list += PdfBuilder::ref(pdf.add(entries + " >>")) + " ";
    }
    pdf.add_page(words() + (failed ? secrets() : ""),
                 std::string(kPage) + " /Annots [" + list + "]");
    return pdf.build();
  };
  return {name, kind, make(true), make(false), {kName, kAmount}};
}

RedactionPair before_bar() {
  return {"text_on_black",
          "same_colour_text",
          page(words() + boxes() + "0 g\n" + secrets()),
          page(words() + boxes() + "1 g\n" + text_at(name_place().x + 4, kNameLine, "Reservada.1") +
               "0 g\n"),
          {kName, kAmount}};
}

RedactionPair white_in_line() {
  return {"white_in_line",
          "same_colour_text",
          page(words() + "1 g\n" + secrets()),
          page(words() + "1 g\n" + text_at(500, 20, "Impreso por FormatoDigital")),
          {kName, kAmount}};
}

// Lower halves of the letters only: what is left above can be read, and all of it is live.
RedactionPair half_height() {
  const auto half = [](const Place& at) {
    return number(at.x - 1) + " " + number(at.y - 6) + " " + number(at.width + 2) + " 11 re f\n";
  };
  const auto brush = [](const Place& at) {
    return number(at.x - 1) + " " + number(at.y - 14) + " " + number(at.width + 2) + " 11.5 re f\n";
  };
  return {"half_height",
          "box_over_text",
          page(words() + secrets() + both(half)),
          page(words() + text_at(name_place().x, kNameLine, "quien conste") + both(brush)),
          {kName, kAmount}};
}

RedactionPair see_through() {
  const std::string state = "/ExtGState << /G1 << /ca 0.6 >> >>";
  return {"see_through",
          "see_through",
          page(words() + secrets() + "q /G1 gs " + boxes() + "Q\n", kPage, state),
          page(words() + "q /G1 gs " + boxes() + "Q\n", kPage, state),
          {kName, kAmount}};
}

// ---- scans ----

// A page of 1,224 by 1,584 pixels, one bit each, white; strokes like those of text.
class Scan {
 public:
  void ink(double x, double y, double width, double height) {
    for (int row = static_cast<int>((792 - y - height) * 2); row < static_cast<int>((792 - y) * 2);
         ++row) {
      for (int column = static_cast<int>(x * 2); column < static_cast<int>((x + width) * 2);
           ++column) {
        auto& byte = bits_[static_cast<std::size_t>(row) * std::size_t{kStride} +
                           static_cast<std::size_t>(column / 8)];
        byte = static_cast<char>(static_cast<unsigned char>(byte) & ~(0x80U >> (column % 8)));
      }
    }
  }
  // One word of strokes: verticals, every second of them with a foot.
  void word(const Place& at) {
    for (double x = 0; x + 3 < at.width; x += kCharacter / 2) {
      ink(at.x + x, at.y, 1, 7);
      if (static_cast<int>(x / kCharacter) % 2 == 0) ink(at.x + x, at.y, 3, 1);
    }
  }
  void lines() {
    for (const int y : {720, 690, 600, 570}) word({kLeft, static_cast<double>(y), 380});
    word({kLeft, kNameLine, name_place().x - kLeft - 6});
    word({kLeft, kAmountLine, amount_place().x - kLeft - 6});
  }
  int add_to(PdfBuilder& pdf) const {
    return pdf.add_stream(
        "/Type /XObject /Subtype /Image /Width 1224 /Height 1584 /ColorSpace /DeviceGray "
        "/BitsPerComponent 1",
        bits_);
  }

 private:
  static constexpr int kStride = 1224 / 8;
  std::string bits_ = std::string(static_cast<std::size_t>(kStride) * 1584, '\xFF');
};

std::string scanned(const Scan& scan, const std::string& before, const std::string& after) {
  PdfBuilder pdf;
  pdf.font("Courier");
  const int image = scan.add_to(pdf);
  pdf.add_page(before + "q 612 0 0 792 0 0 cm /Im1 Do Q\n" + after, kPage,
               "/XObject << /Im1 " + PdfBuilder::ref(image) + " >>");
  return pdf.build();
}

RedactionPair burned_scan() {
  Scan scan;
  scan.lines();
  for (const Place& at : {name_place(), amount_place()})
    scan.ink(at.x - 1, at.y - 3, at.width + 2, 14);
  const std::string layer = "3 Tr\n" + words();
  return {"burned_scan_with_layer",
          "invisible_text",
          scanned(scan, layer + secrets(), ""),
          scanned(scan, layer + text_at(name_place().x, kNameLine, "mmmmmmmm"), ""),
          {kName, kAmount}};
}

RedactionPair intact_scan() {
  Scan intact;
  intact.lines();
  intact.word(name_place());
  intact.word(amount_place());
  Scan cut;
  cut.lines();
  return {"intact_scan",
          "image_under_box",
          scanned(intact, "", boxes()),
          scanned(cut, "", boxes()),
          {}};
}

RedactionPair thumbnail() {
  const auto make = [](bool failed) {
    // 153 by 198 pixels: a quarter of the page, grey.
    std::string pixels(153 * 198, '\xFF');
    const auto set = [&](double x, double y, char value) {
      pixels[static_cast<std::size_t>((792 - y) / 4) * 153 + static_cast<std::size_t>(x / 4)] =
          value;
    };
    for (const Place& at : {name_place(), amount_place()}) {
      for (double y = at.y - 3; y < at.y + 11; y += 2) {
        for (double x = at.x - 1; x < at.x + at.width; x += 2) {
          const bool stroke = static_cast<int>(x / 8) % 2 == 0 && y > at.y && y < at.y + 8;
          set(x, y, !failed ? '\x00' : stroke ? '\x50' : '\xFF');
        }
      }
    }
    PdfBuilder pdf;
    pdf.font("Courier");
    const int thumb = pdf.add_stream(
        "/Width 153 /Height 198 /ColorSpace /DeviceGray /BitsPerComponent 8", pixels);
    pdf.add_page(words() + boxes(), std::string(kPage) + " /Thumb " + PdfBuilder::ref(thumb));
    return pdf.build();
  };
  return {"thumbnail", "thumbnail", make(true), make(false), {}};
}

// ---- beside the page ----

RedactionPair hidden_layer() {
  const auto make = [](const std::string& inside) {
    PdfBuilder pdf;
    pdf.font("Courier");
    const int layer = pdf.add("<< /Type /OCG /Name (capa) >>");
    const std::string ref = PdfBuilder::ref(layer);
    pdf.catalog("/OCProperties << /OCGs [" + ref + "] /D << /OFF [" + ref + "] >> >>");
    pdf.add_page(words() + boxes() + "/OC /L1 BDC 0 g\n" + inside + "EMC\n", kPage,
                 "/Properties << /L1 " + ref + " >>");
    return pdf.build();
  };
  return {"hidden_layer",
          "hidden_layer",
          make(secrets()),
          make(text_at(kLeft, 500, "BORRADOR")),
          {kName, kAmount}};
}

RedactionPair outside_page() {
  const std::string cropped = std::string(kPage) + " /CropBox [0 100 612 792]";
  return {
      "outside_page",
      "outside_page",
      page(words() + boxes() + text_at(kLeft, 40, "Representa: " + kName), cropped),
      page(words() + boxes() + text_at(kLeft, 40, "contrato_v3.indd 2 12/05/22 10:14"), cropped),
      {kName}};
}

RedactionPair earlier_revision() {
  const auto make = [](bool failed) {
    PdfBuilder pdf;
    pdf.font("Courier");
    const std::string now = words() + boxes();
    pdf.add_page(words() + (failed ? secrets() : ""), kPage);
    // The content stream is the first object after the catalogue and the page tree.
    return pdf.revise(
        pdf.build(), 3,
        "<< /Length " + std::to_string(now.size()) + " >>\nstream\n" + now + "\nendstream");
  };
  return {"earlier_revision", "earlier_revision", make(true), make(false), {kName, kAmount}};
}

std::function<void(PdfBuilder&)> information(const std::string& entries) {
  return [entries](PdfBuilder& pdf) {
    pdf.trailer("/Info " + PdfBuilder::ref(pdf.add("<< " + entries + " >>")));
  };
}

std::function<void(PdfBuilder&)> xmp(const std::string& description) {
  return [description](PdfBuilder& pdf) {
    const int packet = pdf.add_stream(
        "/Type /Metadata /Subtype /XML",
        "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description>"
        "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>" +
            description +
            "</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>");
    pdf.catalog("/Metadata " + PdfBuilder::ref(packet));
  };
}

std::function<void(PdfBuilder&)> bookmark(const std::string& title) {
  return [title](PdfBuilder& pdf) {
    const int item = pdf.add("<< /Title (" + title + ") >>");
    pdf.catalog("/Outlines << /First " + PdfBuilder::ref(item) + " /Last " + PdfBuilder::ref(item) +
                " >>");
  };
}

std::function<void(PdfBuilder&)> attached(const std::string& name, const std::string& bytes) {
  return [name, bytes](PdfBuilder& pdf) {
    const int file = pdf.add_stream("/Type /EmbeddedFile", bytes);
    const int spec = pdf.add("<< /Type /Filespec /F (" + name + ") /EF << /F " +
                             PdfBuilder::ref(file) + " >> >>");
    pdf.catalog("/Names << /EmbeddedFiles << /Names [(a) " + PdfBuilder::ref(spec) + "] >> >>");
  };
}

std::function<void(PdfBuilder&)> script(const std::string& program) {
  return [program](PdfBuilder& pdf) {
    const int action = pdf.add_stream("", program);
    pdf.catalog("/OpenAction << /S /JavaScript /JS " + PdfBuilder::ref(action) + " >>");
  };
}

std::function<void(PdfBuilder&)> xfa(const std::string& value) {
  return [value](PdfBuilder& pdf) {
    const int data = pdf.add_stream("", "<xfa:datasets xmlns:xfa='x'><xfa:data><representante>" +
                                            value + "</representante></xfa:data></xfa:datasets>");
    pdf.catalog("/AcroForm << /Fields [] /XFA [(datasets) " + PdfBuilder::ref(data) + "] >>");
  };
}

std::function<void(PdfBuilder&)> orphan(const std::string& said) {
  return [said](PdfBuilder& pdf) { pdf.add_stream("", text_at(kLeft, kNameLine, said)); };
}

std::function<void(PdfBuilder&)> private_stream(const std::string& said) {
  return [said](PdfBuilder& pdf) {
    pdf.catalog("/Registro " + PdfBuilder::ref(pdf.add_stream("", said)));
  };
}

RedactionPair noted(const std::string& name, const std::string& kind, const std::string& subtype,
                    const std::string& failed, const std::string& sound) {
  const auto make = [&](const std::string& entries) {
    PdfBuilder pdf;
    pdf.font("Courier");
    const int note = pdf.add("<< /Type /Annot /Subtype /" + subtype + " /F 4 " +
                             rect_entry(name_place()) + entries + " >>");
    pdf.add_page(words() + boxes(),
                 std::string(kPage) + " /Annots [" + PdfBuilder::ref(note) + "]");
    return pdf.build();
  };
  return {name, kind, make(failed), make(sound), {kName}};
}

RedactionPair actual_text() {
  const auto make = [](const std::string& said) {
    return page(words() + "0 g /Span << /ActualText (" + said + ") >> BDC " +
                rectangle(name_place()) + "f EMC " + rectangle(amount_place()) + "f\n");
  };
  return {"actual_text", "tagged_text", make(kName), make("dato eliminado"), {kName}};
}

RedactionPair alternative_text() {
  const auto make = [](const std::string& said) {
    PdfBuilder pdf;
    pdf.font("Courier");
    // The page is the last object: content, font, page.
    const int element =
        pdf.add("<< /Type /StructElem /S /Figure /P 4 0 R /Pg 7 0 R /K 0 /Alt (" + said + ") >>");
    const int root = pdf.add("<< /Type /StructTreeRoot /K " + PdfBuilder::ref(element) + " >>");
    pdf.catalog("/MarkInfo << /Marked true >> /StructTreeRoot " + PdfBuilder::ref(root));
    pdf.add_page(words() + "0 g /Figure << /MCID 0 >> BDC " + rectangle(name_place()) + "f EMC " +
                     rectangle(amount_place()) + "f\n",
                 kPage);
    return pdf.build();
  };
  return {"alternative_text", "tagged_text", make(kName), make("rectangulo negro"), {kName}};
}

}  // namespace

std::vector<RedactionPair> redaction_pairs() {
  const std::string original = page(words() + secrets());
  const std::string unrelated = page(text_at(kLeft, 700, "Aviso de privacidad integral"));
  return {
      drawn("box", "box_over_text", boxes()),
      drawn("polygon", "polygon_over_text", both(polygon)),
      drawn("rounded", "polygon_over_text", both(rounded)),
      drawn("pieces", "box_over_text", both(pieces)),
      drawn("thick_line", "box_over_text", both(thick_line)),
      drawn("slices", "box_over_text", both(slices)),
      drawn("clips", "box_over_text",
            "q " + rectangle(name_place()) + rectangle(amount_place()) +
                "W n 0 g 0 0 612 792 re f Q\n"),
      drawn("white_out", "box_over_text",
            "1 g " + rectangle(name_place()) + "f " + rectangle(amount_place()) + "f\n"),
      drawn("marker_strokes", "polygon_over_text", both(marker_stroke)),
      form_box(),
      pattern(),
      picture(),
      half_height(),
      see_through(),
      annotation("square_annotation", "annotation_over_text", "Square", true, " /IC [0 0 0]"),
      annotation("free_text_annotation", "annotation_over_text", "FreeText", true),
      annotation("unapplied", "unapplied_redact", "Redact", false, " /IC [0 0 0]"),
      before_bar(),
      white_in_line(),
      burned_scan(),
      intact_scan(),
      thumbnail(),
      hidden_layer(),
      outside_page(),
      earlier_revision(),
      beside("title", "metadata",
             information("/Title (El proveedor es representado por " + kName + " y firma)"),
             information("/Title (Contrato de servicios) /Author (Rosalba Ibarrola)")),
      beside("keywords", "metadata", information("/Keywords (contrato; " + kName + ")"),
             information("/Keywords (contrato, soporte) /Creator (Redactor Universal 3.1)")),
      beside("xmp", "metadata", xmp("Contrato con " + kName),
             xmp("Contrato de servicios 2022-05-16")),
      beside("bookmark", "bookmark", bookmark("Representante: " + kName),
             bookmark("Vigencia del contrato")),
      beside("attached_text", "attachment",
             attached("version_integra.txt", "version integra: representado por " + kName),
             attached("factura.xml", "<cfdi><emisor>Papeleria Lumbre</emisor></cfdi>")),
      beside("attached_pdf", "attachment", attached("original.pdf", original),
             attached("aviso.pdf", unrelated), {kName, kAmount}),
      beside("attached_name", "file_name", attached("Teodora_Quintanar.bin", "\x01\x02\x03\x04"),
             attached("anexo_1.bin", "\x01\x02\x03\x04")),
      noted("comment", "annotation_contents", "Square", " /Contents (" + kName + ")",
            " /Contents (Dato personal eliminado)"),
      noted("field", "form_field", "Widget", " /FT /Tx /T (rep) /DA (/F1 12 Tf) /V (" + kName + ")",
            " /FT /Tx /T (rep) /V ()"),
      beside("xfa", "form_field", xfa(kName), xfa("Contrato de servicios")),
      actual_text(),
      alternative_text(),
      beside("orphan", "orphan_object", orphan("Firma " + kName),
             orphan("El servicio se presta en las oficinas")),
      beside("private_stream", "other", private_stream("Representante legal: " + kName),
             private_stream("2f1c9a 77 01")),
      beside("script", "javascript", script("app.alert(\"" + kName + "\"); // aviso"),
             script("app.alert('Llene todos los campos');")),
  };
}

}  // namespace tachado::test
