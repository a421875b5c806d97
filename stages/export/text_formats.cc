#include "stages/export/text_formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "stages/export/document_json.h"
#include "stages/export/document_reader.h"
#include "stages/export/markup.h"
#include "stages/export/page_view.h"
#include "stages/export/privacy_filter.h"
#include "stages/model/page.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

constexpr int kHocrDpi = 300;                  // hOCR boxes are whole pixels: those of a usual scan
constexpr double kAltoPerPoint = 1200.0 / 72;  // MeasurementUnit inch1200

// Both formats count from the page's upper left corner, hOCR in numbers without a sign: what hangs
// over the edge is cut there. A page whose size is not known has no other edges.
PageView cut_to_page(PageView page) {
  constexpr double kNoEdge = std::numeric_limits<double>::max();
  const double right = page.width > 0 ? page.width : kNoEdge;
  const double bottom = page.height > 0 ? page.height : kNoEdge;
  const auto cut = [&](Rect& box) {
    box = {std::clamp(box.x0, 0.0, right), std::clamp(box.y0, 0.0, bottom),
           std::clamp(box.x1, 0.0, right), std::clamp(box.y1, 0.0, bottom)};
  };
  for (LineView& line : page.lines) {
    cut(line.box);
    for (WordView& word : line.words) cut(word.box);
  }
  for (auto& [id, box] : page.redactions) cut(box);
  return page;
}

// The lines of each block, in reading order.
std::vector<std::vector<const LineView*>> blocks_of(const PageView& page) {
  std::vector<std::vector<const LineView*>> blocks;
  int block = 0;
  for (const LineView& line : page.lines) {
    if (line.words.empty()) continue;
    if (blocks.empty() || line.block != block) blocks.emplace_back();
    block = line.block;
    blocks.back().push_back(&line);
  }
  return blocks;
}

// The hyphen at a line's end, which is a word of its own, if the word before it is divided there.
const WordView* hyphen_of(const LineView& line) {
  if (line.words.size() < 2) return nullptr;
  const WordView& last = line.words.back();
  const WordView& before = *(line.words.end() - 2);
  const bool glued = last.offset == before.offset + code_points(before.text);
  return glued && last.text == "-" ? &last : nullptr;
}

// ASCII, or of Latin-1 (U+00DF to U+00FF).
bool begins_small(std::string_view word) {
  if (word.empty()) return false;
  if (word[0] >= 'a' && word[0] <= 'z') return true;
  return word.size() > 1 && word[0] == '\xC3' && static_cast<unsigned char>(word[1]) >= 0x9F;
}

// The word that is divided at a line's end; none where what follows is no second part.
std::string divided_word(const LineView& line, const LineView* next) {
  if (hyphen_of(line) == nullptr || next == nullptr || next->words.empty()) return {};
  const std::string& rest = next->words.front().text;
  return begins_small(rest) ? (line.words.end() - 2)->text + rest : std::string();
}

Rect hull_of(const std::vector<const LineView*>& block) {
  Rect hull;
  for (const LineView* line : block) hull = unite(hull, line->box);
  return hull;
}

// ---- hOCR 1.2 ----

std::string hocr_box(const Rect& box) {
  const auto pixel = [](double points) { return std::llround(points * kHocrDpi / 72); };
  return fmt::format("bbox {} {} {} {}", pixel(box.x0), pixel(box.y0), pixel(box.x1),
                     pixel(box.y1));
}

// A name in quotes, which it cannot hold: they are written as in a URL.
std::string hocr_file(const json& head) {
  std::string name;
  for (const char c : text_of(member(head, "source"), "path")) {
    if (c == '"') {
      name += "%22";
    } else {
      name += c;
    }
  }
  return name;
}

std::string hocr_begin(const json& head) {
  const int pages = whole_number_of(member(head, "metadata"), "pages");
  const std::string count =
      pages > 0 ? fmt::format("<meta name=\"ocr-number-of-pages\" content=\"{}\"/>\n", pages) : "";
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
      "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
      "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>{}</title>\n"
      "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"/>\n"
      "<meta name=\"ocr-system\" content=\"tachado {}\"/>\n"
      "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line "
      "ocrx_word ocrp_wconf\"/>\n"
      "{}</head>\n<body>\n",
      markup(text_of(member(head, "source"), "path")), kVersion, count);
}

void hocr_line(std::string& out, const LineView& line, int page, int& number, int& word_number) {
  const std::string turned = line.angle == 0 ? "" : fmt::format("; textangle {}", line.angle);
  out += fmt::format("   <span class=\"ocr_line\" id=\"line_{}_{}\" title=\"{}{}\">\n", page,
                     ++number, hocr_box(line.box), turned);
  // Readers of hOCR put a blank between words: a hyphen goes with its own.
  std::vector<WordView> words = line.words;
  if (hyphen_of(line) != nullptr) {
    WordView& divided = *(words.end() - 2);
    divided.text += words.back().text;
    divided.box = unite(divided.box, words.back().box);
    words.pop_back();
  }
  for (const WordView& word : words) {
    const std::string confidence =
        word.confidence ? fmt::format("; x_wconf {}", std::lround(*word.confidence * 100)) : "";
    out += fmt::format("    <span class=\"ocrx_word\" id=\"word_{}_{}\" title=\"{}{}\">{}</span>\n",
                       page, ++word_number, hocr_box(word.box), confidence, markup(word.text));
  }
  out += "   </span>\n";
}

std::string hocr_page(const PageView& page, const json& head) {
  std::string out = fmt::format(
      "<div class=\"ocr_page\" id=\"page_{0}\" title=\"image &quot;{1}&quot;; {2}; ppageno {3}; "
      "scan_res {4} {4}\">\n",
      page.number, markup(hocr_file(head)), hocr_box({0, 0, page.width, page.height}),
      page.number - 1, kHocrDpi);
  int block_number = 0;
  int line_number = 0;
  int word_number = 0;
  for (const auto& block : blocks_of(page)) {
    const std::string box = hocr_box(hull_of(block));
    ++block_number;
    out += fmt::format(
        " <div class=\"ocr_carea\" id=\"block_{0}_{1}\" title=\"{2}\">\n"
        "  <p class=\"ocr_par\" id=\"par_{0}_{1}\" title=\"{2}\">\n",
        page.number, block_number, box);
    for (const LineView* line : block) {
      hocr_line(out, *line, page.number, line_number, word_number);
    }
    out += "  </p>\n </div>\n";
  }
  return out + "</div>\n";
}

// ---- ALTO 4.4 ----

std::string alto_box(const Rect& box) {
  const auto unit = [](double points) { return std::llround(points * kAltoPerPoint); };
  return fmt::format("HPOS=\"{}\" VPOS=\"{}\" WIDTH=\"{}\" HEIGHT=\"{}\"", unit(box.x0),
                     unit(box.y0), unit(box.width()), unit(box.height()));
}

std::string alto_begin(const json& head) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\" SCHEMAVERSION=\"4.4\">\n"
      "<Description>\n<MeasurementUnit>inch1200</MeasurementUnit>\n"
      "<sourceImageInformation><fileName>{}</fileName></sourceImageInformation>\n"
      "<Processing ID=\"tachado\"><processingSoftware><softwareName>tachado</softwareName>"
      "<softwareVersion>{}</softwareVersion></processingSoftware></Processing>\n"
      "</Description>\n<Layout>\n",
      markup(text_of(member(head, "source"), "path")), kVersion);
}

// As high as the second word; without width where the two touch.
Rect gap_between(const Rect& first, const Rect& second, int angle) {
  switch (angle) {
    case 90:
      return {second.x0, std::min(second.y1, first.y0), second.x1, first.y0};
    case 180:
      return {std::min(second.x1, first.x0), second.y0, first.x0, second.y1};
    case 270:
      return {second.x0, first.y1, second.x1, std::max(first.y1, second.y0)};
    default:
      return {first.x1, second.y0, std::max(first.x1, second.x0), second.y1};
  }
}

// Blanks between words, and the hyphen at a line's end, are elements of their own. `begun`: the
// word whose second part the line begins with; set to the one that it ends in the middle of.
void alto_line(std::string& out, const LineView& line, const LineView* next, std::string& begun,
               int page, int& number, int& word_number) {
  out += fmt::format("<TextLine ID=\"line_{}_{}\" {}>", page, ++number, alto_box(line.box));
  const WordView* hyphen = hyphen_of(line);
  const std::string divided = divided_word(line, next);
  const auto part = [](int which, const std::string& whole) {
    return fmt::format(" SUBS_TYPE=\"HypPart{}\" SUBS_CONTENT=\"{}\"", which, markup(whole));
  };
  const WordView* before = nullptr;
  for (const WordView& word : line.words) {
    if (&word == hyphen) {
      out += fmt::format("<HYP CONTENT=\"-\" {}/>", alto_box(word.box));
      break;
    }
    if (before != nullptr && word.offset > before->offset + code_points(before->text)) {
      out += fmt::format("<SP {}/>", alto_box(gap_between(before->box, word.box, line.angle)));
    }
    std::string more = word.confidence ? fmt::format(" WC=\"{:.2f}\"", *word.confidence) : "";
    if (before == nullptr && !begun.empty()) {
      more += part(2, begun);
    } else if (!divided.empty() && &word + 1 == hyphen) {
      more += part(1, divided);
    }
    out += fmt::format("<String ID=\"word_{}_{}\" CONTENT=\"{}\" {}{}/>", page, ++word_number,
                       markup(word.text), alto_box(word.box), more);
    before = &word;
  }
  begun = divided;
  out += "</TextLine>\n";
}

// Of a block whose lines are all turned alike.
std::string alto_rotation(const std::vector<const LineView*>& block) {
  const int angle = block.front()->angle;
  const bool alike = std::all_of(block.begin(), block.end(),
                                 [&](const LineView* line) { return line->angle == angle; });
  return alike && angle != 0 ? fmt::format(" ROTATION=\"{}\"", angle) : "";
}

std::string alto_page(const PageView& page) {
  const Rect whole{0, 0, page.width, page.height};
  std::string out = fmt::format(
      "<Page ID=\"page_{0}\" PHYSICAL_IMG_NR=\"{0}\" WIDTH=\"{1}\" HEIGHT=\"{2}\">\n<PrintSpace "
      "{3}>\n",
      page.number, std::llround(page.width * kAltoPerPoint),
      std::llround(page.height * kAltoPerPoint), alto_box(whole));
  int block_number = 0;
  int line_number = 0;
  int word_number = 0;
  for (const auto& block : blocks_of(page)) {
    out += fmt::format("<TextBlock ID=\"block_{}_{}\" {}{}>\n", page.number, ++block_number,
                       alto_box(hull_of(block)), alto_rotation(block));
    std::string begun;
    for (std::size_t i = 0; i < block.size(); ++i) {
      const LineView* next = i + 1 < block.size() ? block[i + 1] : nullptr;
      alto_line(out, *block[i], next, begun, page.number, line_number, word_number);
    }
    out += "</TextBlock>\n";
  }
  for (const auto& [id, box] : page.redactions) {
    out += fmt::format("<GraphicalElement ID=\"{}\" {}/>\n", markup(id), alto_box(box));
  }
  return out + "</PrintSpace>\n</Page>\n";
}

}  // namespace

std::optional<TextFormat> text_format_from(std::string_view name) {
  if (name == "txt") return TextFormat::txt;
  if (name == "hocr") return TextFormat::hocr;
  if (name == "alto") return TextFormat::alto;
  return std::nullopt;
}

Result<void> convert_text(std::istream& document, TextFormat format, const TextSink& sink,
                          Privacy privacy) {
  json head;
  int pages = 0;
  PrivacyFilter filter(privacy);
  DocumentHandler handler;
  handler.head = [&](json& seen) {
    filter.head(seen);
    head = std::move(seen);
    if (format == TextFormat::hocr) sink(hocr_begin(head));
    if (format == TextFormat::alto) sink(alto_begin(head));
  };
  handler.page = [&](json& page) {
    filter.page(page);
    ++pages;
    switch (format) {
      case TextFormat::txt:
        return sink(text_of(page, "text") + "\f");
      case TextFormat::hocr:
        return sink(hocr_page(cut_to_page(view_of(page)), head));
      case TextFormat::alto:
        return sink(alto_page(cut_to_page(view_of(page))));
    }
  };
  if (auto read = read_document(document, handler); !read) return read;
  if (pages == 0 && format != TextFormat::txt) {
    return fail({"export", std::nullopt, ProblemKind::empty,
                 "no page of the document was read, and the format asks for one"});
  }
  if (format == TextFormat::hocr) sink("</body>\n</html>\n");
  if (format == TextFormat::alto) sink("</Layout>\n</alto>\n");
  return {};
}

}  // namespace tachado::exporting
