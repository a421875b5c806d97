// What the samples' makers share: drawing, and the invented municipality that most of them are
// about.
#pragma once

#include <string>

#include "samples/generate/contract_text.h"
#include "samples/generate/sample.h"

namespace tachado::samples {

inline constexpr const char* kDate = "2022-05-16T10:00:00-06:00";  // the files' own date, fixed
inline constexpr const char* kMunicipality = "EL MUNICIPIO DE VALLE DEL NORTE";
inline constexpr const char* kMunicipalityName = "Municipio de Valle del Norte";
inline constexpr const char* kSecretariat = "SECRETARÍA DE SEGURIDAD PÚBLICA MUNICIPAL";

// A finished PDF with what was redacted in it.
struct Drawn {
  std::string pdf;
  std::vector<DrawnRedaction> redactions;
  int pages = 0;
};

template <typename Write>
Drawn draw(const std::string& title, const FlowStyle& style, Write write) {
  PdfCanvas canvas(title, kDate);
  TextFlow flow(canvas, style);
  write(flow);
  const int pages = flow.pages();
  return {canvas.finish(), flow.redactions(), pages};
}

Drawn draw_contract(const std::string& office, const ContractTerms& terms);

// Puts what was drawn into the sample and into what is expected of it.
void take(Sample& sample, Drawn drawn);

ContractTerms municipal_terms();
Expected municipal_expected();

// The contract that several samples are made of.
ContractTerms novitech_terms();
Expected novitech_expected();

// The makers, by the file's name.
Sample bar_over_text();
Sample damaged_bad_block();
Sample damaged_truncated();
Sample digital_black_bars();
Sample digital_clean();
Sample digital_outlined_labels();
Sample encrypted();
Sample items_table();
Sample redact_annotation();
Sample refusal_letter(const std::string& scratch);
Sample reservation_agreement();
Sample scan_black_bars();
Sample tender();

}  // namespace tachado::samples
