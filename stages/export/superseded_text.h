// The invisible text of an earlier recognition, taken from pages that were recognised anew.
// Included by .cc files only (third-party types).
#pragma once

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjGen.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <map>
#include <optional>

namespace tachado::exporting {

// For the pages of one file, which has to outlive it.
class SupersededText {
 public:
  explicit SupersededText(QPDF& pdf) : pdf_(pdf) {}

  // Leaves out what the page's own instructions, and those of the forms that it shows, show in
  // render mode 3 (ISO 32000-1, 9.3.6), which marks no paper; everything else stays, token by
  // token, and so does what visible text on the same line stands behind. Instructions without such
  // text keep their streams as they are stored. A form is left out of this page only: others that
  // show it keep it. Throws what qpdf throws on damaged streams. Cost: linear in the instructions;
  // a form is looked at once for all pages.
  void remove_from(QPDFPageObjectHelper& page);

 private:
  // What takes the form's place; nothing where it shows no invisible text.
  std::optional<QPDFObjectHandle> without(QPDFObjectHandle form, int depth);
  // Whether a form that `owner`, a page or the dictionary of a form, shows was changed.
  bool remove_from_forms(QPDFObjectHandle owner, int depth);

  QPDF& pdf_;
  std::map<QPDFObjGen, std::optional<QPDFObjectHandle>> forms_;
};

}  // namespace tachado::exporting
