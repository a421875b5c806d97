#include "stages/export/superseded_text.h"

#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/QPDFTokenizer.hh>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tachado::exporting {
namespace {

constexpr const char* kInvisible = "3";
// Deeper nesting of q is damage; what is below it is not remembered.
constexpr std::size_t kMaxDepth = 1000;
// Forms within forms; those that hold a page's text lie on the page, or one below.
constexpr int kMaxForms = 8;

class Filter final : public QPDFObjectHandle::TokenFilter {
 public:
  [[nodiscard]] bool removed() const { return removed_; }

  void handleToken(QPDFTokenizer::Token const& token) override {
    held_.push_back(token);
    if (token.getType() == QPDFTokenizer::tt_inline_image) pass();
    if (token.getType() == QPDFTokenizer::tt_word) run(token.getValue());
  }
  void handleEOF() override {
    pass();
    settle(true);
  }

 private:
  // Instructions since the first in doubt.
  struct Piece {
    std::vector<QPDFTokenizer::Token> tokens;
    bool shows_nothing = false;
    std::string instead;  // what it does beside showing
  };

  void run(const std::string& name) {
    const bool shows = name == "Tj" || name == "TJ" || name == "'" || name == "\"";
    if (name == "Tr") {
      mode_ = operand(0);
    } else if (name == "q") {
      if (modes_.size() < kMaxDepth) modes_.push_back(mode_);
    } else if (name == "Q" && !modes_.empty()) {
      mode_ = modes_.back();
      modes_.pop_back();
    }
    // Where text goes on does not depend on what was shown before: 9.4.2. The last two of those
    // that show begin with T*, and the last sets the spacing before.
    const bool next_line = name == "'" || name == "\"";
    if (next_line || name == "Td" || name == "TD" || name == "Tm" || name == "T*" || name == "BT" ||
        name == "ET") {
      settle(true);
    }
    if (!shows) return pass();
    if (mode_ != kInvisible) {
      // It stands behind what was to go, and would move.
      settle(false);
      return pass();
    }
    std::string instead;
    if (name == "\"") instead = operand(2) + " Tw " + operand(1) + " Tc ";
    if (next_line) instead += "T* ";
    doubt_.push_back({std::move(held_), true, std::move(instead)});
    held_.clear();
  }

  // The last but `back` of the operator's plain operands.
  [[nodiscard]] std::string operand(std::size_t back) const {
    for (std::size_t i = held_.size() - 1; i-- > 0;) {
      const auto type = held_[i].getType();
      if (type == QPDFTokenizer::tt_space || type == QPDFTokenizer::tt_comment) continue;
      if (back-- == 0) return held_[i].getValue();
    }
    return {};
  }

  void pass() {
    if (doubt_.empty()) {
      for (const QPDFTokenizer::Token& token : held_) writeToken(token);
    } else {
      doubt_.push_back({std::move(held_), false, {}});
    }
    held_.clear();
  }

  void settle(bool remove) {
    for (const Piece& piece : doubt_) {
      if (piece.shows_nothing && remove) {
        write("\n" + piece.instead);
        removed_ = true;
        continue;
      }
      for (const QPDFTokenizer::Token& token : piece.tokens) writeToken(token);
    }
    doubt_.clear();
  }

  std::vector<QPDFTokenizer::Token> held_;  // the operands so far
  std::vector<Piece> doubt_;
  std::string mode_ = "0";
  std::vector<std::string> modes_;
  bool removed_ = false;
};

// Instructions of a page or form without invisible text; nothing where they show none.
std::optional<QPDFObjectHandle> cleaned(QPDF& pdf, QPDFPageObjectHelper instructions) {
  Filter filter;
  Pl_Buffer buffer("contents");
  instructions.filterContents(&filter, &buffer);
  if (!filter.removed()) return std::nullopt;
  return QPDFObjectHandle::newStream(&pdf, buffer.getBufferSharedPointer());
}

}  // namespace

std::optional<QPDFObjectHandle> SupersededText::without(QPDFObjectHandle form, int depth) {
  const auto known = forms_.find(form.getObjGen());
  if (known != forms_.end()) return known->second;
  // Until it is done, it is as it was: a form may show itself.
  forms_[form.getObjGen()] = std::nullopt;
  std::optional<QPDFObjectHandle> instead = cleaned(pdf_, QPDFPageObjectHelper(form));
  QPDFObjectHandle own = form.getDict().shallowCopy();
  const bool inner = remove_from_forms(own, depth + 1);
  if (!instead && !inner) return std::nullopt;
  if (instead) {
    for (const char* key : {"/Filter", "/DecodeParms", "/Length"}) own.removeKey(key);
  } else {
    instead = form.copyStream();
  }
  instead->replaceDict(own);
  forms_[form.getObjGen()] = instead;
  return instead;
}

bool SupersededText::remove_from_forms(QPDFObjectHandle owner, int depth) {
  QPDFObjectHandle resources = owner.getKey("/Resources");
  if (depth > kMaxForms || !resources.isDictionary()) return false;
  QPDFObjectHandle shown = resources.getKey("/XObject");
  if (!shown.isDictionary()) return false;
  std::map<std::string, QPDFObjectHandle> changed;
  for (auto& [name, each] : shown.getDictAsMap()) {
    if (!each.isFormXObject()) continue;
    if (auto instead = without(each, depth)) changed.emplace(name, *instead);
  }
  if (changed.empty()) return false;
  // Lists of its own: other pages may share them.
  QPDFObjectHandle own = shown.shallowCopy();
  for (const auto& [name, instead] : changed) own.replaceKey(name, instead);
  QPDFObjectHandle own_resources = resources.shallowCopy();
  own_resources.replaceKey("/XObject", own);
  owner.replaceKey("/Resources", own_resources);
  return true;
}

void SupersededText::remove_from(QPDFPageObjectHelper& page) {
  if (auto instead = cleaned(pdf_, page)) page.getObjectHandle().replaceKey("/Contents", *instead);
  page.getAttribute("/Resources", true);  // which a page may have from its parents
  remove_from_forms(page.getObjectHandle(), 0);
}

}  // namespace tachado::exporting
