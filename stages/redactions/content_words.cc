#include "stages/redactions/content_words.h"

#include <algorithm>
#include <array>

#include "stages/redactions/fold.h"

namespace tachado::redactions {
namespace {

struct Phrase {
  std::string_view words;  // folded, without punctuation
  std::string_view what;
};

// What contracts, forms, invoices and legends print before a datum. Mexican and other Spanish
// forms, then English ones.
constexpr auto kPhrases = std::to_array<Phrase>({
    {"nombre", "person_name"},
    {"nombres", "person_name"},
    {"nombre completo", "person_name"},
    {"nombre del servidor publico", "person_name"},
    {"nombre de la persona", "person_name"},
    {"nombre de persona", "person_name"},
    {"nombre del representante", "person_name"},
    {"nombre del titular", "person_name"},
    {"nombre y apellidos", "person_name"},
    {"apellidos", "person_name"},
    {"apellido paterno", "person_name"},
    {"apellido materno", "person_name"},
    {"c", "person_name"},
    {"sr", "person_name"},
    {"sra", "person_name"},
    {"lic", "person_name"},
    {"ing", "person_name"},
    {"arq", "person_name"},
    {"dr", "person_name"},
    {"dra", "person_name"},
    {"mtro", "person_name"},
    {"mtra", "person_name"},
    {"ciudadano", "person_name"},
    {"ciudadana", "person_name"},
    {"senor", "person_name"},
    {"senora", "person_name"},
    {"representante legal", "person_name"},
    {"apoderado", "person_name"},
    {"apoderado legal", "person_name"},
    {"representado por", "person_name"},
    {"representada por", "person_name"},
    {"representada en este acto por", "person_name"},
    {"administrador unico", "person_name"},
    {"titular", "person_name"},
    {"testigo", "person_name"},
    {"beneficiario", "person_name"},
    {"contacto", "person_name"},
    {"notario publico", "person_name"},
    {"atencion", "person_name"},
    {"nombre de la empresa", "company_name"},
    {"nombre del proveedor", "company_name"},
    {"nombre comercial", "company_name"},
    {"razon social", "company_name"},
    {"denominacion", "company_name"},
    {"denominacion social", "company_name"},
    {"denominacion o razon social", "company_name"},
    {"nombre denominacion o razon social", "company_name"},
    {"empresa", "company_name"},
    {"empresa denominada", "company_name"},
    {"sociedad", "company_name"},
    {"sociedad denominada", "company_name"},
    {"persona moral", "company_name"},
    {"proveedor", "company_name"},
    {"contratista", "company_name"},
    {"arrendador", "company_name"},
    {"prestador de servicios", "company_name"},
    {"rfc", "tax_id"},
    {"registro federal de contribuyentes", "tax_id"},
    {"clave del registro federal de contribuyentes", "tax_id"},
    {"nit", "tax_id"},
    {"nif", "tax_id"},
    {"cif", "tax_id"},
    {"cuit", "tax_id"},
    {"rut", "tax_id"},
    {"homoclave", "tax_id"},
    {"domicilio", "address"},
    {"domicilio fiscal", "address"},
    {"domicilio particular", "address"},
    {"con domicilio en", "address"},
    {"direccion", "address"},
    {"calle", "address"},
    {"avenida", "address"},
    {"colonia", "address"},
    {"col", "address"},
    {"codigo postal", "address"},
    {"cp", "address"},
    {"ubicado en", "address"},
    {"ubicada en", "address"},
    {"ubicacion", "address"},
    {"numero exterior", "address"},
    {"numero interior", "address"},
    {"lugar de entrega", "address"},
    {"telefono", "phone"},
    {"telefonos", "phone"},
    {"numero telefonico", "phone"},
    {"numero de telefono", "phone"},
    {"tel", "phone"},
    {"celular", "phone"},
    {"numero celular", "phone"},
    {"cel", "phone"},
    {"movil", "phone"},
    {"fax", "phone"},
    {"correo", "email"},
    {"correo electronico", "email"},
    {"direccion de correo electronico", "email"},
    {"cuenta de correo electronico", "email"},
    {"email", "email"},
    {"e mail", "email"},
    {"mail", "email"},
    {"clabe", "bank_account"},
    {"clabe interbancaria", "bank_account"},
    {"clave interbancaria", "bank_account"},
    {"clave bancaria estandarizada", "bank_account"},
    {"cuenta", "bank_account"},
    {"cuenta bancaria", "bank_account"},
    {"cuenta clabe", "bank_account"},
    {"numero de cuenta", "bank_account"},
    {"cuenta numero", "bank_account"},
    {"datos bancarios", "bank_account"},
    {"numero de tarjeta", "bank_account"},
    {"iban", "bank_account"},
    {"$", "amount"},
    {"monto", "amount"},
    {"monto total", "amount"},
    {"monto minimo", "amount"},
    {"monto maximo", "amount"},
    {"importe", "amount"},
    {"importe total", "amount"},
    {"total", "amount"},
    {"subtotal", "amount"},
    {"iva", "amount"},
    {"precio", "amount"},
    {"precio total", "amount"},
    {"costo", "amount"},
    {"costo total", "amount"},
    {"valor", "amount"},
    {"valor total", "amount"},
    {"la cantidad de", "amount"},
    {"por la cantidad de", "amount"},
    {"salario", "amount"},
    {"honorarios", "amount"},
    {"precio unitario", "unit_price"},
    {"precios unitarios", "unit_price"},
    {"precio unit", "unit_price"},
    {"costo unitario", "unit_price"},
    {"valor unitario", "unit_price"},
    {"importe unitario", "unit_price"},
    {"p unitario", "unit_price"},
    {"pu", "unit_price"},
    {"marca", "brand"},
    {"marcas", "brand"},
    {"fabricante", "brand"},
    {"modelo", "model"},
    {"modelos", "model"},
    {"mod", "model"},
    {"marca y modelo", "brand"},
    {"serie", "serial_number"},
    {"numero de serie", "serial_number"},
    {"no de serie", "serial_number"},
    {"num de serie", "serial_number"},
    {"n serie", "serial_number"},
    {"imei", "serial_number"},
    {"direccion mac", "serial_number"},
    {"numero de motor", "serial_number"},
    {"numero de contrato", "contract_number"},
    {"contrato numero", "contract_number"},
    {"contrato no", "contract_number"},
    {"contrato num", "contract_number"},
    {"no de contrato", "contract_number"},
    {"num de contrato", "contract_number"},
    {"pedido no", "contract_number"},
    {"numero de pedido", "contract_number"},
    {"fecha", "date"},
    {"fecha de nacimiento", "date"},
    {"fecha de firma", "date"},
    {"fecha de entrega", "date"},
    {"vigencia", "date"},
    {"firma", "signature"},
    {"firmas", "signature"},
    {"firma autografa", "signature"},
    {"rubrica", "signature"},
    {"fotografia", "image"},
    {"fotografias", "image"},
    {"imagen", "image"},
    {"croquis", "image"},
    {"plano", "image"},
    {"huella", "image"},
    {"huella digital", "image"},
    {"codigo qr", "image"},
    {"especificaciones", "technical_specification"},
    {"especificacion tecnica", "technical_specification"},
    {"especificaciones tecnicas", "technical_specification"},
    {"caracteristicas", "technical_specification"},
    {"caracteristicas tecnicas", "technical_specification"},
    {"ficha tecnica", "technical_specification"},
    {"anexo tecnico", "technical_specification"},
    {"capacidad", "technical_specification"},
    {"capacidades", "technical_specification"},
    {"software", "technical_specification"},
    {"name", "person_name"},
    {"full name", "person_name"},
    {"mr", "person_name"},
    {"mrs", "person_name"},
    {"ms", "person_name"},
    {"dear", "person_name"},
    {"attn", "person_name"},
    {"attention", "person_name"},
    {"contact", "person_name"},
    {"contact person", "person_name"},
    {"signed by", "person_name"},
    {"represented by", "person_name"},
    {"on behalf of", "person_name"},
    {"company", "company_name"},
    {"company name", "company_name"},
    {"name of company", "company_name"},
    {"contractor", "company_name"},
    {"supplier", "company_name"},
    {"vendor", "company_name"},
    {"tax id", "tax_id"},
    {"taxpayer id", "tax_id"},
    {"taxpayer identification number", "tax_id"},
    {"tin", "tax_id"},
    {"ein", "tax_id"},
    {"ssn", "tax_id"},
    {"social security number", "tax_id"},
    {"vat number", "tax_id"},
    {"address", "address"},
    {"street", "address"},
    {"street address", "address"},
    {"home address", "address"},
    {"located at", "address"},
    {"residing at", "address"},
    {"zip code", "address"},
    {"phone", "phone"},
    {"phone number", "phone"},
    {"telephone", "phone"},
    {"telephone number", "phone"},
    {"mobile", "phone"},
    {"email address", "email"},
    {"account", "bank_account"},
    {"account number", "bank_account"},
    {"account no", "bank_account"},
    {"bank account", "bank_account"},
    {"routing number", "bank_account"},
    {"credit card number", "bank_account"},
    {"amount", "amount"},
    {"total amount", "amount"},
    {"price", "amount"},
    {"total price", "amount"},
    {"cost", "amount"},
    {"fee", "amount"},
    {"salary", "amount"},
    {"the sum of", "amount"},
    {"unit price", "unit_price"},
    {"unit cost", "unit_price"},
    {"price per unit", "unit_price"},
    {"rate per hour", "unit_price"},
    {"hourly rate", "unit_price"},
    {"brand", "brand"},
    {"make", "brand"},
    {"manufacturer", "brand"},
    {"model", "model"},
    {"model number", "model"},
    {"model no", "model"},
    {"serial", "serial_number"},
    {"serial number", "serial_number"},
    {"serial no", "serial_number"},
    {"contract number", "contract_number"},
    {"contract no", "contract_number"},
    {"purchase order no", "contract_number"},
    {"date", "date"},
    {"date of birth", "date"},
    {"dated", "date"},
    {"signature", "signature"},
    {"signatures", "signature"},
    {"initials", "signature"},
    {"photograph", "image"},
    {"photo", "image"},
    {"specification", "technical_specification"},
    {"specifications", "technical_specification"},
    {"technical specifications", "technical_specification"},
});

constexpr auto kFillers = std::to_array<std::string_view>(
    {"de",     "del",       "la",    "el",      "los", "las", "lo",     "en", "a",   "al",  "no",
     "num",    "n",         "nro",   "con",     "su",  "y",   "o",      "es", "un",  "una", "por",
     "que",    "sito",      "sita",  "of",      "the", "is",  "at",     "to", "and", "no",  "nos",
     "numero", "siguiente", "legal", "oficial", "mxn", "mn",  "number", "s"});

// "C. █" is a citizen, "inciso c" is none; a letter alone counts only when a dot follows it.
bool is_bare_letter(std::string_view text) { return text == "c"; }

struct Vocabulary {
  struct Entry {
    std::vector<std::string> words;
    std::string_view what;
  };
  std::vector<Entry> entries;

  Vocabulary() {
    for (const Phrase& phrase : kPhrases) {
      Entry entry;
      entry.what = phrase.what;
      for (std::size_t at = 0; at < phrase.words.size();) {
        const std::size_t end = std::min(phrase.words.find(' ', at), phrase.words.size());
        entry.words.emplace_back(phrase.words.substr(at, end - at));
        at = end + 1;
      }
      entries.push_back(std::move(entry));
    }
    // By first word, for a quick look.
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return a.words.front() < b.words.front();
    });
  }

  // The longest phrase that begins at `at`.
  [[nodiscard]] std::optional<ContentMatch> longest(const std::vector<Token>& tokens,
                                                    std::size_t at) const {
    std::optional<ContentMatch> best;
    auto entry = std::lower_bound(
        entries.begin(), entries.end(), tokens[at].text,
        [](const Entry& a, const std::string& text) { return a.words.front() < text; });
    for (; entry != entries.end() && entry->words.front() == tokens[at].text; ++entry) {
      const std::size_t size = entry->words.size();
      if (at + size > tokens.size() || (best && best->last - best->first >= size)) continue;
      bool equal = true;
      for (std::size_t i = 1; i < size && equal; ++i) {
        equal = tokens[at + i].text == entry->words[i] && !tokens[at + i - 1].colon;
      }
      if (equal) best = ContentMatch{entry->what, at, at + size};
    }
    return best;
  }
};

const Vocabulary& vocabulary() {
  static const Vocabulary kVocabulary;
  return kVocabulary;
}

}  // namespace

void append_tokens(std::vector<Token>& to, std::string_view text, std::size_t word) {
  const std::u32string codes = to_utf32(fold(text));
  Token token;
  bool dotted = false;
  const auto flush = [&] {
    if (token.text.empty()) return;
    token.word = word;
    token.filler = std::find(kFillers.begin(), kFillers.end(), token.text) != kFillers.end();
    if (!is_bare_letter(token.text) || dotted) {
      to.push_back(token);
    } else {
      token.text += '-';
      to.push_back(token);
    }
    token = {};
    dotted = false;
  };
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const char32_t c = codes[i];
    if (is_letter(c) || is_digit(c)) {
      append_utf8(token.text, c);
    } else if (c == U'.') {
      dotted = true;  // R.F.C. is one token
    } else if (c == 0x2588) {
      if (token.text != "█") flush();
      if (token.text.empty()) token.text = "█";
    } else {
      flush();
      if (c == U'$' || c == U'€' || c == U'£') {
        token.text = "$";
        flush();
      } else if (c == U':' && !to.empty() && to.back().word == word) {
        to.back().colon = true;
      } else if (c == U':' && !to.empty()) {
        to.back().colon = true;
      }
    }
  }
  flush();
}

std::optional<ContentMatch> last_content(const std::vector<Token>& tokens) {
  std::optional<ContentMatch> best;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto match = vocabulary().longest(tokens, i);
    if (match && (!best || match->last > best->last)) best = match;
  }
  return best;
}

std::optional<ContentMatch> first_content(const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const auto match = vocabulary().longest(tokens, i)) return match;
  }
  return std::nullopt;
}

std::optional<ContentMatch> whole_content(const std::vector<Token>& tokens) {
  const auto match = first_content(tokens);
  if (!match) return std::nullopt;
  std::size_t others = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i >= match->first && i < match->last) continue;
    const bool number =
        !tokens[i].text.empty() && is_digit(static_cast<unsigned char>(tokens[i].text[0]));
    others += !tokens[i].filler && !number;
  }
  // One more word qualifies it ("marca ofertada", "domicilio particular"); two say something else.
  if (others > 1) return std::nullopt;
  return match;
}

}  // namespace tachado::redactions
