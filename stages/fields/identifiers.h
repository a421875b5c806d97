// Tax, person and bank identifiers of Mexico and Colombia, with their check digits.
//
// Check functions take folded text in which Ñ is kept as '\xD1' (see rfc_text) and answer for the
// bare identifier, without dots and blanks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/fields/text.h"
#include "stages/model/fields.h"

namespace tachado::fields {

struct Identifier {
  std::string scheme;  // MX-RFC, MX-CURP, MX-CLABE, CO-NIT, CO-CC
  std::string value;   // as it is written usually: RFC without blanks, NIT "890702018-4"
  std::optional<bool> valid;
  bool generic = false;  // XAXX010101000, XEXX010101000: stand for anybody
  bool repaired = false;
  bool person = false;  // a person's card or RFC
  Span span;            // in the view it was found in
};

// `text` upper case, Ñ as UTF-8. The date must exist; none where it is no RFC by its form.
[[nodiscard]] std::optional<bool> rfc_valid(std::string_view text);
// The two characters that a name gives an RFC; name as printed, UTF-8.
[[nodiscard]] std::string rfc_name_code(std::string_view name);
// Whether the name gives this RFC's code, with or without its legal form; none for what is no RFC.
[[nodiscard]] std::optional<bool> rfc_matches_name(std::string_view rfc, std::string_view name,
                                                   std::string_view name_without_form);
// What recognition may have misread, one character of the classes 0OQ, 1IL, 5S, 8B, 6G, 2Z: the
// name or RFC with which both agree. None where none or more than one such repair is possible. A
// wrong one is found by chance in a hundred at most: a name has about ten such letters.
[[nodiscard]] std::optional<std::string> repair_name(std::string_view rfc, std::string_view name);
[[nodiscard]] std::optional<std::string> repair_rfc(std::string_view rfc, std::string_view name);
[[nodiscard]] std::optional<bool> curp_valid(std::string_view text);
[[nodiscard]] std::optional<bool> clabe_valid(std::string_view digits);
// Digits of the number and its check digit; none where no check digit is given.
[[nodiscard]] std::optional<bool> nit_valid(std::string_view number, char check);

// All identifiers of a view, in order.
[[nodiscard]] std::vector<Identifier> find_identifiers(const DocumentText& document,
                                                       const View& view);

}  // namespace tachado::fields
