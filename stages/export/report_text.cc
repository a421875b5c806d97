#include "stages/export/report_text.h"

#include <algorithm>
#include <array>

#include "stages/export/utf8.h"

namespace tachado::exporting {
namespace {

struct Phrase {
  std::string_view key;
  std::string_view spanish;
  std::string_view english;
};

constexpr std::array kPhrases{
    // the first page
    Phrase{"report", "Informe de contratos", "Report on contracts"},
    Phrase{"at_a_glance", "De un vistazo", "At a glance"},
    Phrase{"documents", "Documentos", "Documents"},
    Phrase{"failed_documents", "No leídos", "Not read"},
    Phrase{"partial_documents", "Leídos en parte", "Read in part"},
    Phrase{"with_redactions", "Con tachaduras", "With redactions"},
    Phrase{"with_failures", "Dejan ver lo tachado", "Give away what is redacted"},
    Phrase{"to_review", "Por revisar", "To be reviewed"},
    Phrase{"by_level", "Por nivel de tachado", "By level of redaction"},
    Phrase{"share_plot", "Parte tachada del contenido (documentos con tachaduras)",
           "Redacted share of the content (documents with redactions)"},
    Phrase{"by_supplier", "Lo recibido por proveedor", "What suppliers received"},
    Phrase{"by_year", "Por año", "By year"},
    Phrase{"by_buyer", "Por comprador", "By buyer"},
    Phrase{"once_each",
           "Contratos y pedidos con monto, cada uno una vez aunque haya copias; sin convenios.",
           "Contracts and orders with an amount, each once however many copies; no amendments."},
    Phrase{"questions", "Preguntas sobre el conjunto", "Questions across the batch"},
    Phrase{"amendments", "Convenios y su contrato", "Amendments and their contract"},
    Phrase{"conflicts", "Un número con montos distintos", "One number with different amounts"},
    Phrase{"versions", "Parecen versiones públicas de un mismo documento",
           "These look like public versions of one document"},
    Phrase{"duplicates", "Textos casi iguales", "Nearly the same text"},
    Phrase{"over_years", "Proveedores a lo largo del tiempo", "Suppliers over time"},
    Phrase{"nothing", "Ninguno.", "None."},
    Phrase{"no_base", "sin contrato base en el conjunto", "no base contract in the batch"},
    Phrase{"only_first", "Se muestran los primeros 50.", "The first 50 are shown."},
    Phrase{"similarity", "Parecido", "Similarity"},
    Phrase{"first", "Primero", "First"},
    Phrase{"second", "Segundo", "Second"},
    Phrase{"total", "Total", "Total"},
    Phrase{"contracts", "Contratos", "Contracts"},
    Phrase{"year", "Año", "Year"},
    Phrase{"words", "Palabras en las páginas", "Words in the pages"},
    Phrase{"part", "Parte del nombre, número, proveedor…", "Part of a name, number, supplier…"},
    Phrase{"any", "Todos", "All"},
    Phrase{"more", "Más filas", "More rows"},
    Phrase{"clear", "Quitar filtros", "Clear filters"},
    Phrase{"needs_script", "La tabla y la búsqueda necesitan JavaScript.",
           "The table and the search need JavaScript."},
    Phrase{"made_by", "Hecho con tachado", "Made with tachado"},
    Phrase{
        "revealed",
        "Este informe contiene texto recuperado de debajo de las tachaduras: es solo para usted.",
        "This report holds text recovered from under redactions: it is for you alone."},
    Phrase{"masked", "CURP, CLABE, C.C. y números de cuenta están ocultos en este informe.",
           "CURP, CLABE, C.C. and account numbers are hidden in this report."},
    // columns and fields
    Phrase{"document", "Documento", "Document"},
    Phrase{"kind", "Tipo", "Kind"},
    Phrase{"number", "Número", "Number"},
    Phrase{"amount", "Monto", "Amount"},
    Phrase{"supplier", "Proveedor", "Supplier"},
    Phrase{"buyer", "Comprador", "Buyer"},
    Phrase{"date", "Fecha", "Date"},
    Phrase{"pages", "Páginas", "Pages"},
    Phrase{"redactions", "Tachaduras", "Redactions"},
    Phrase{"one_redaction", "1 tachadura", "1 redaction"},
    Phrase{"share", "Parte tachada", "Redacted"},
    Phrase{"level", "Nivel", "Level"},
    Phrase{"status", "Lectura", "Reading"},
    Phrase{"reviews", "Revisar", "Review"},
    Phrase{"subject", "Objeto", "Subject"},
    Phrase{"tender_number", "Licitación", "Tender"},
    Phrase{"tax_id", "RFC o NIT", "Tax number"},
    Phrase{"minimum", "mínimo", "minimum"},
    Phrase{"maximum", "máximo", "maximum"},
    Phrase{"file", "Archivo", "File"},
    Phrase{"sha256", "SHA-256", "SHA-256"},
    Phrase{"value", "Valor", "Value"},
    Phrase{"role", "Papel", "Role"},
    Phrase{"confidence", "Confianza", "Confidence"},
    Phrase{"evidence", "Dónde", "Where"},
    Phrase{"page", "Página", "Page"},
    Phrase{"text", "Texto", "Text"},
    Phrase{"ground", "Fundamento", "Ground"},
    Phrase{"grounds", "Fundamentos", "Grounds"},
    Phrase{"label", "Rótulo", "Label"},
    Phrase{"hides", "Oculta", "Hides"},
    Phrase{"soundness", "¿Oculta de verdad?", "Does it hide?"},
    Phrase{"characters", "Caracteres", "Characters"},
    Phrase{"back", "← Todos los documentos", "← All documents"},
    Phrase{"summary", "Resumen", "Summary"},
    Phrase{"fields", "Lo encontrado", "What was found"},
    Phrase{"problems", "Problemas al leerlo", "Problems in reading it"},
    Phrase{"reasons", "Por qué revisarlo", "Why to review it"},
    Phrase{"leaks", "Lo que se filtra fuera de las tachaduras",
           "What leaks outside the redactions"},
    Phrase{"page_images", "Páginas", "Pages"},
    Phrase{"larger", "Ampliar", "Enlarge"},
    Phrase{"smaller", "Reducir", "Reduce"},
    Phrase{"page_text", "Texto de la página", "Text of the page"},
    Phrase{"not_examined", "no examinada", "not examined"},
    Phrase{"not_known", "no se sabe", "not known"},
    Phrase{"all", "todo el documento", "the whole document"},
    Phrase{"recovered", "Texto recuperado", "Recovered text"},
    // kinds of documents
    Phrase{"contract", "contrato", "contract"},
    Phrase{"amendment", "convenio modificatorio", "amendment"},
    Phrase{"order", "pedido", "order"},
    Phrase{"tender", "licitación", "tender"},
    Phrase{"letter", "oficio", "letter"},
    Phrase{"refusal", "negativa", "refusal"},
    Phrase{"reservation_agreement", "acuerdo de reserva", "reservation agreement"},
    Phrase{"annex", "anexo", "annex"},
    Phrase{"other", "otro", "other"},
    Phrase{"agreement", "acuerdo", "agreement"},
    // levels and states
    Phrase{"heavy", "muy tachado", "heavy"},
    Phrase{"moderate", "tachado", "moderate"},
    Phrase{"light", "poco tachado", "light"},
    Phrase{"none", "sin tachar", "none"},
    Phrase{"leaky", "se filtra", "leaks"},
    Phrase{"ok", "completa", "complete"},
    Phrase{"partial", "en parte", "in part"},
    Phrase{"failed", "fallida", "failed"},
    Phrase{"s-sound", "sí: no queda nada debajo", "yes: nothing is left beneath"},
    Phrase{"s-failed", "NO: lo tachado sigue en el archivo",
           "NO: what was struck out is still in the file"},
    Phrase{"s-unverified", "no se pudo comprobar", "could not be checked"},
    // kinds of redaction
    Phrase{"filled", "relleno", "filled"},
    Phrase{"outlined", "recuadro", "outlined"},
    Phrase{"whiteout", "blanqueado", "white-out"},
    Phrase{"pattern", "trama", "pattern"},
    Phrase{"marker", "marcador", "marker"},
    Phrase{"image", "imagen", "image"},
    Phrase{"annotation", "anotación", "annotation"},
    Phrase{"replaced_text", "texto sustituido", "replaced text"},
    // what they hide
    Phrase{"person_name", "nombre de persona", "name of a person"},
    Phrase{"company_name", "nombre de empresa", "name of a company"},
    Phrase{"address", "domicilio", "address"},
    Phrase{"phone", "teléfono", "telephone"},
    Phrase{"email", "correo", "e-mail"},
    Phrase{"bank_account", "cuenta bancaria", "bank account"},
    Phrase{"unit_price", "precio unitario", "unit price"},
    Phrase{"brand", "marca", "brand"},
    Phrase{"model", "modelo", "model"},
    Phrase{"serial_number", "número de serie", "serial number"},
    Phrase{"contract_number", "número de contrato", "contract number"},
    Phrase{"signature", "firma", "signature"},
    Phrase{"technical_specification", "especificación técnica", "technical specification"},
    Phrase{"unknown", "no se sabe qué", "not known what"},
    // findings
    Phrase{"box_over_text", "texto bajo la caja", "text under the box"},
    Phrase{"polygon_over_text", "texto bajo la figura", "text under the shape"},
    Phrase{"pattern_over_text", "texto bajo la trama", "text under the pattern"},
    Phrase{"image_over_text", "texto bajo la imagen", "text under the image"},
    Phrase{"annotation_over_text", "texto bajo la anotación", "text under the annotation"},
    Phrase{"unapplied_redact", "tachadura marcada y no aplicada",
           "redaction marked but not applied"},
    Phrase{"same_colour_text", "texto del color del fondo", "text in the colour of the ground"},
    Phrase{"invisible_text", "texto invisible", "invisible text"},
    Phrase{"hidden_layer", "capa oculta", "hidden layer"},
    Phrase{"outside_page", "texto fuera de la página", "text outside the page"},
    Phrase{"earlier_revision", "una versión anterior dentro del archivo",
           "an earlier revision in the file"},
    Phrase{"metadata", "metadatos", "metadata"},
    Phrase{"bookmark", "marcador de lectura", "bookmark"},
    Phrase{"attachment", "adjunto", "attachment"},
    Phrase{"annotation_contents", "contenido de una anotación", "contents of an annotation"},
    Phrase{"form_field", "campo de formulario", "form field"},
    Phrase{"tagged_text", "texto etiquetado", "tagged text"},
    Phrase{"image_under_box", "imagen bajo la caja", "image under the box"},
    Phrase{"orphan_object", "objeto suelto en el archivo", "loose object in the file"},
    Phrase{"thumbnail", "miniatura", "thumbnail"},
    Phrase{"file_name", "nombre del archivo", "file name"},
    Phrase{"see_through", "se trasluce", "shows through"},
    Phrase{"uncovered_edge", "borde sin cubrir", "uncovered edge"},
    // roles and lists
    Phrase{"representative", "representante", "representative"},
    Phrase{"member", "integrante", "member"},
    Phrase{"subtotal", "subtotal", "subtotal"},
    Phrase{"tax", "impuesto", "tax"},
    Phrase{"unit", "unitario", "unit"},
    Phrase{"guarantee", "garantía", "guarantee"},
    Phrase{"advance", "anticipo", "advance"},
    Phrase{"penalty", "pena", "penalty"},
    Phrase{"capital", "capital", "capital"},
    Phrase{"signed", "firma", "signed"},
    Phrase{"start", "inicio", "start"},
    Phrase{"end", "fin", "end"},
    Phrase{"numbers", "Números", "Numbers"},
    Phrase{"amounts", "Montos", "Amounts"},
    Phrase{"parties", "Partes", "Parties"},
    Phrase{"dates", "Fechas", "Dates"},
    Phrase{"identifiers", "Identificadores", "Identifiers"},
    Phrase{"items", "Partidas", "Items"},
    Phrase{"watchlist", "Listas de vigilancia", "Watch lists"},
    // reasons to review
    Phrase{"amount_words_differ", "El monto en cifras y en letra no coinciden",
           "The sum in digits and in words differ"},
    Phrase{"two_candidates", "Hay dos candidatos casi igual de probables",
           "There are two candidates nearly as likely"},
    Phrase{"value_partly_redacted", "El valor está tachado en parte",
           "The value is partly redacted"},
    Phrase{"low_ocr_confidence", "El texto se reconoció con poca seguridad",
           "The text was hard to recognise"},
    Phrase{"sum_differs", "Subtotal e impuesto no dan el total",
           "Subtotal and tax do not add up to the total"},
    Phrase{"check_digit", "El dígito verificador no cuadra", "The check digit is wrong"},
    Phrase{"name_differs_from_tax_id", "El nombre no corresponde al RFC",
           "The name does not fit the tax number"},
    Phrase{"number_repaired", "El número se corrigió al leerlo",
           "The number was mended in reading"},
    // problems
    Phrase{"encrypted", "está cifrado y no se dio la contraseña",
           "is encrypted, and no password was given"},
    Phrase{"damaged", "está dañado", "is damaged"},
    Phrase{"unsupported", "formato que no se lee", "a format that is not read"},
    Phrase{"empty", "está vacío", "is empty"},
    Phrase{"limit", "pasa de un límite", "is beyond a limit"},
    Phrase{"timeout", "tardó demasiado", "took too long"},
    Phrase{"memory", "necesitó demasiada memoria", "needed too much memory"},
    Phrase{"crash", "el proceso que lo leía cayó", "the process that read it died"},
    Phrase{"io", "no se pudo leer el archivo", "the file could not be read"},
    Phrase{"internal", "error de tachado", "a fault of tachado"},
};

}  // namespace

std::string words_for(Language language, std::string_view key) {
  const auto found = std::find_if(kPhrases.begin(), kPhrases.end(),
                                  [&](const Phrase& each) { return each.key == key; });
  if (found != kPhrases.end()) {
    return std::string(language == Language::spanish ? found->spanish : found->english);
  }
  std::string words(key);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string html(std::string_view text) {
  std::string result;
  for (const char c : clean_utf8(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        // HTML's parser takes no other control character as a character.
        result += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  }
  return result;
}

}  // namespace tachado::exporting
