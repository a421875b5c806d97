#include "stages/export/pdf_text.h"

#include <fmt/format.h>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "stages/export/document_reader.h"
#include "stages/export/invisible_text.h"
#include "stages/export/page_view.h"
#include "stages/export/pdf_copy.h"
#include "stages/export/privacy_filter.h"
#include "stages/export/superseded_text.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

constexpr std::string_view kBlock = "█";

// Pages that were recognised; what they have of an earlier recognition was given up for it.
struct PageWords {
  double width = 0;
  double height = 0;
  std::vector<InvisibleWord> words;
};

// The words that recognition added: those of a text layer have no confidence.
PageWords recognised_words(const json& page) {
  PageWords result;
  const std::string source = text_of(page, "text_source");
  if (source != "ocr" && source != "mixed") return result;
  const PageView view = view_of(page);
  result.width = view.width;
  result.height = view.height;
  for (const LineView& line : view.lines) {
    std::vector<InvisibleWord> words;
    for (const WordView& word : line.words) {
      if (!word.confidence || word.text.find(kBlock) != std::string::npos) continue;
      words.push_back({word.text, word.box, line.angle});
    }
    align_line(words);
    result.words.insert(result.words.end(), std::make_move_iterator(words.begin()),
                        std::make_move_iterator(words.end()));
  }
  return result;
}

struct Recognised {
  KnownSource source;
  std::map<std::size_t, PageWords> pages;  // by number
};

Result<Recognised> read_words(std::istream& document, Privacy privacy) {
  Recognised result;
  PrivacyFilter filter(privacy);
  DocumentHandler handler;
  handler.head = [&](json& head) {
    filter.head(head);
    result.source.media_type = text_of(member(head, "source"), "media_type");
    result.source.sha256 = text_of(member(head, "source"), "sha256");
  };
  handler.page = [&](json& page) {
    filter.page(page);
    PageWords words = recognised_words(page);
    const int number = whole_number_of(page, "number");
    ++result.source.pages;
    if (number < 1 || words.words.empty()) return;
    result.pages[static_cast<std::size_t>(number)] = std::move(words);
  };
  if (auto read = read_document(document, handler); !read) return fail(std::move(read).error());
  return result;
}

// A Type 3 font (ISO 32000-1, 9.6.5) whose one glyph paints nothing: no font file is needed.
QPDFObjectHandle make_font(QPDF& pdf, const InvisibleFonts& fonts, std::size_t font) {
  QPDFObjectHandle glyph =
      QPDFObjectHandle::newStream(&pdf, fmt::format("{0} 0 0 {1} {0} {2} d1\n", kInvisibleWidth,
                                                    kInvisibleDescent, kInvisibleAscent));
  QPDFObjectHandle map = QPDFObjectHandle::newStream(&pdf, fonts.unicode_map(font));
  std::string names;
  std::string widths;
  for (int code = 0; code < 256; ++code) {
    names += " /g";
    widths += fmt::format(" {}", kInvisibleWidth);
  }
  QPDFObjectHandle dictionary = QPDFObjectHandle::parse(fmt::format(
      "<< /Type /Font /Subtype /Type3 /FontBBox [0 {} {} {}]"
      " /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 /LastChar 255"
      " /Encoding << /Type /Encoding /Differences [0{}] >> /Widths [{}]"
      " /FontDescriptor << /Type /FontDescriptor /FontName /TachadoText /Flags 4"
      " /Ascent {} /Descent {} /ItalicAngle 0 /StemV 0 /CapHeight {}"
      " /FontBBox [0 {} {} {}] >> /Resources << >> /CharProcs << >> >>",
      kInvisibleDescent, kInvisibleWidth, kInvisibleAscent, names, widths, kInvisibleAscent,
      kInvisibleDescent, kInvisibleAscent, kInvisibleDescent, kInvisibleWidth, kInvisibleAscent));
  dictionary.getKey("/CharProcs").replaceKey("/g", pdf.makeIndirectObject(glyph));
  dictionary.replaceKey("/ToUnicode", pdf.makeIndirectObject(map));
  return pdf.makeIndirectObject(dictionary);
}

void add_fonts(QPDFPageObjectHelper& page, const std::vector<QPDFObjectHandle>& fonts) {
  QPDFObjectHandle resources = page.getAttribute("/Resources", true);
  if (!resources.isDictionary()) {
    resources = QPDFObjectHandle::newDictionary();
    page.getObjectHandle().replaceKey("/Resources", resources);
  }
  // A list of its own: other pages may share it, and know fonts of an earlier export by these
  // names.
  QPDFObjectHandle known = resources.getKey("/Font");
  QPDFObjectHandle own =
      known.isDictionary() ? known.shallowCopy() : QPDFObjectHandle::newDictionary();
  for (std::size_t font = 0; font < fonts.size(); ++font) {
    own.replaceKey(InvisibleFonts::font_name(font), fonts[font]);
  }
  resources.replaceKey("/Font", own);
}

void add_words(const Recognised& recognised, QPDF& pdf, std::vector<QPDFPageObjectHelper>& pages) {
  InvisibleFonts text;
  SupersededText superseded(pdf);
  std::vector<std::size_t> changed;
  for (const auto& [number, words] : recognised.pages) {
    if (number > pages.size()) continue;
    QPDFPageObjectHelper& page = pages[number - 1];
    superseded.remove_from(page);
    // Before the page's own instructions: neither what they leave behind nor where damaged ones end
    // moves the text or loses it.
    page.addPageContents(
        QPDFObjectHandle::newStream(
            &pdf, text.show(words.words, words.height, placement_of(page, words.width))),
        true);
    changed.push_back(number - 1);
  }
  std::vector<QPDFObjectHandle> fonts;
  for (std::size_t font = 0; font < text.count(); ++font) {
    fonts.push_back(make_font(pdf, text, font));
  }
  for (const std::size_t page : changed) add_fonts(pages[page], fonts);
}

}  // namespace

Result<void> write_pdf_text(std::istream& document, const OriginalFile& original,
                            const std::function<void(std::string_view)>& sink, Privacy privacy) {
  const auto recognised = read_words(document, privacy);
  if (!recognised) return fail(recognised.error());
  return write_pdf_copy(original, recognised->source, sink,
                        [&](QPDF& pdf, std::vector<QPDFPageObjectHelper>& pages) {
                          add_words(*recognised, pdf, pages);
                        });
}

}  // namespace tachado::exporting
