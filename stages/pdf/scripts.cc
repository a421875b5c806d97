#include "stages/pdf/scripts.h"

#include <PDFDoc.h>
#include <Page.h>
#include <goo/GooString.h>

#include <algorithm>

#include "stages/model/utf8.h"
#include "stages/pdf/object_bytes.h"
#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

constexpr int kMaxDepth = 16;           // of a name tree, and of chained actions
constexpr int kMaxAnnotations = 5'000;  // of a page
constexpr int kMaxFields = 20'000;

class Reader {
 public:
  explicit Reader(PDFDoc& document) : document_(document) {}

  std::vector<Script> run() {
    const Object catalog = document_.getXRef()->getCatalog();
    if (!catalog.isDict()) return {};
    action(catalog.dictLookup("OpenAction"), "open action", 0, 0);
    actions(catalog.dictLookup("AA"), "document", 0);
    const Object names = catalog.dictLookup("Names");
    if (names.isDict()) tree(names.dictLookup("JavaScript"), 0);
    const Object form = catalog.dictLookup("AcroForm");
    if (form.isDict()) fields(form.dictLookup("Fields"), 0);
    for (int number = 1; number <= document_.getNumPages(); ++number) page(number);
    return std::move(found_);
  }

 private:
  void add(const Object& script, const std::string& where, int page) {
    if (found_.size() >= kMaxScripts) return;
    std::string text;
    if (script.isString()) text = text_of(raw_bytes(script.getString()));
    if (script.isStream()) text = utf8_of(bytes_of(*script.getStream(), kMaxScriptBytes));
    Script result{where, page, string_literals(text)};
    if (!result.literals.empty()) found_.push_back(std::move(result));
  }

  void action(const Object& value, const std::string& where, int page, int depth) {
    if (!value.isDict() || depth > kMaxDepth) return;
    add(value.dictLookup("JS"), where, page);
    const Object next = value.dictLookup("Next");
    if (next.isDict()) action(next, where, page, depth + 1);
    for (int i = 0; next.isArray() && i < next.arrayGetLength(); ++i) {
      action(next.arrayGet(i), where, page, depth + 1);
    }
  }

  void actions(const Object& dict, const std::string& where, int page) {
    for (int i = 0; dict.isDict() && i < dict.dictGetLength(); ++i) {
      action(dict.dictGetVal(i), where, page, 0);
    }
  }

  void tree(const Object& node, int depth) {
    if (!node.isDict() || depth > kMaxDepth || found_.size() >= kMaxScripts) return;
    const Object names = node.dictLookup("Names");
    for (int i = 1; names.isArray() && i < names.arrayGetLength(); i += 2) {
      action(names.arrayGet(i), "document", 0, 0);
    }
    const Object kids = node.dictLookup("Kids");
    for (int i = 0; kids.isArray() && i < kids.arrayGetLength(); ++i) {
      tree(kids.arrayGet(i), depth + 1);
    }
  }

  void fields(const Object& list, int depth) {
    if (!list.isArray() || depth > kMaxDepth) return;
    for (int i = 0; i < list.arrayGetLength() && ++fields_ < kMaxFields; ++i) {
      const Object field = list.arrayGet(i);
      if (!field.isDict()) continue;
      actions(field.dictLookup("AA"), "form field", 0);
      fields(field.dictLookup("Kids"), depth + 1);
    }
  }

  void page(int number) {
    ::Page* page = document_.getPage(number);
    if (page == nullptr || found_.size() >= kMaxScripts) return;
    const std::string where = "page " + std::to_string(number);
    actions(page->getActions(), where, number);
    const Object list = page->getAnnotsObject();
    if (!list.isArray()) return;
    const int count = std::min(list.arrayGetLength(), kMaxAnnotations);
    for (int i = 0; i < count; ++i) {
      const Object annotation = list.arrayGet(i);
      if (!annotation.isDict()) continue;
      action(annotation.dictLookup("A"), where, number, 0);
      actions(annotation.dictLookup("AA"), where, number);
    }
  }

  PDFDoc& document_;
  int fields_ = 0;
  std::vector<Script> found_;
};

// One escape sequence after a backslash at `at`; moves `at` past it.
void unescape(std::string_view script, std::size_t& at, std::string& to) {
  const char c = script[at++];
  const auto code = [&](std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits && at < script.size(); ++i, ++at) {
      const char d = script[at];
      const int digit = d >= '0' && d <= '9'   ? d - '0'
                        : d >= 'a' && d <= 'f' ? d - 'a' + 10
                        : d >= 'A' && d <= 'F' ? d - 'A' + 10
                                               : -1;
      if (digit < 0) break;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (value >= 0x20) append_utf8(to, value);
  };
  if (c == 'u') {
    code(4);
  } else if (c == 'x') {
    code(2);
  } else if (c == 'n' || c == 't' || c == 'r') {
    to += ' ';
  } else if (c != '\n') {
    to += c;
  }
}

}  // namespace

std::vector<Script> read_scripts(PDFDoc& document) { return Reader(document).run(); }

std::vector<std::string> string_literals(std::string_view script) {
  std::vector<std::string> literals;
  for (std::size_t at = 0; at < script.size();) {
    const char c = script[at];
    if (script.substr(at, 2) == "//") {
      at = std::min(script.find('\n', at), script.size());
    } else if (script.substr(at, 2) == "/*") {
      const std::size_t end = script.find("*/", at + 2);
      at = end == std::string_view::npos ? script.size() : end + 2;
    } else if (c == '"' || c == '\'' || c == '`') {
      std::string literal;
      ++at;
      while (at < script.size() && script[at] != c && (c == '`' || script[at] != '\n')) {
        if (script[at] == '\\' && at + 1 < script.size()) {
          unescape(script, ++at, literal);
        } else {
          literal += script[at++];
        }
      }
      ++at;
      if (!literal.empty()) literals.push_back(std::move(literal));
    } else {
      ++at;
    }
  }
  return literals;
}

}  // namespace tachado::pdf
