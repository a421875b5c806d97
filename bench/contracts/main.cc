// Writes contracts with known facts: PDFs, or what a scanner makes of them, and labels.jsonl in the
// form that the scorers of contract fields read.
//
// usage: generate_contracts FOLDER COUNT [DPI] [SEED]    DPI 0: digital
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "bench/contracts/layouts.h"
#include "bench/contracts/wording.h"
#include "samples/generate/canvas.h"
#include "samples/generate/scan.h"

namespace {

using tachado::bench::Dice;
using tachado::bench::Facts;
using tachado::bench::Style;
using Json = nlohmann::ordered_json;

constexpr const char* kMade = "2022-05-16T10:00:00-06:00";  // fixed, so that the bytes are

double units(std::int64_t hundredths) { return static_cast<double>(hundredths) / 100; }

Json label(const std::string& file, const Facts& facts, const Style& style) {
  Json json;
  json["file"] = file;
  json["contract_number"] = facts.number;
  // Of a layout without a date of signing, and of an open contract, nothing is printed to be found.
  const bool total = !facts.amount_hidden && !facts.maximum;
  json["amount"] = {{"value", total ? Json(units(facts.amount)) : Json(nullptr)},
                    {"currency", facts.currency}};
  json["supplier"] = {
      {"name", facts.supplier_hidden ? Json(nullptr) : Json(facts.supplier)},
      {"id", facts.tax_id.empty() || facts.tax_id_hidden ? Json(nullptr) : Json(facts.tax_id)}};
  json["buyer"] = {{"name", facts.buyer}, {"id", nullptr}};
  json["date_signed"] = tachado::bench::iso(*facts.signed_on);
  json["amount_minimum"] = facts.minimum ? Json(units(*facts.minimum)) : Json(nullptr);
  json["amount_maximum"] = facts.maximum ? Json(units(*facts.maximum)) : Json(nullptr);
  Json accept = Json::object();
  if (facts.maximum) accept["amount"] = {units(*facts.maximum)};
  // A municipality's name with and without its state is the same body's.
  const std::size_t comma = facts.buyer.find(',');
  if (facts.land == tachado::bench::Land::municipal && comma != std::string::npos)
    accept["buyer"] = {facts.buyer.substr(0, comma)};
  json["accept"] = accept;
  json["style"] = {{"layout", style.layout},
                   {"heading", style.heading},
                   {"amount", style.amount},
                   {"land", static_cast<int>(facts.land)}};
  return json;
}

std::string draw(const Facts& facts, const Style& style, int dpi, unsigned seed, Dice& dice) {
  namespace samples = tachado::samples;
  const samples::FlowStyle flow_style = tachado::bench::flow_style(facts, style, dice);
  const std::string title = "Contrato " + std::to_string(seed);
  if (dpi == 0) {
    samples::PdfCanvas canvas(title, kMade);
    samples::FlowStyle digital = flow_style;
    digital.ink = false;
    samples::TextFlow flow(canvas, digital);
    tachado::bench::write_pages(flow, facts, style, dice);
    return canvas.finish();
  }
  samples::ScanCanvas canvas(dpi);
  samples::TextFlow flow(canvas, flow_style);
  tachado::bench::write_pages(flow, facts, style, dice);
  std::vector<samples::Pix> sheets;
  for (const samples::Pix& sheet : canvas.finish()) {
    const double skew = static_cast<double>(dice.between(-60, 60)) / 100;
    sheets.push_back(samples::wear(sheet, {.skew_degrees = skew,
                                           .noise = static_cast<double>(dice.between(2, 8)),
                                           .specks = 60,
                                           .seed = seed + static_cast<unsigned>(sheets.size())}));
  }
  return samples::pack_as_pdf(sheets, title, kMade);
}

void generate(const std::filesystem::path& folder, unsigned count, int dpi, unsigned seed) {
  std::filesystem::create_directories(folder / "files");
  std::ofstream labels(folder / "labels.jsonl");
  for (unsigned i = 0; i < count; ++i) {
    Dice dice(seed + i);
    Facts facts = tachado::bench::draw_facts(dice);
    Style style;
    style.layout = static_cast<int>(i % tachado::bench::kLayouts);
    style.heading = static_cast<int>(i / 2 % tachado::bench::kHeadingStyles);
    style.amount = static_cast<int>(i % tachado::bench::kAmountStyles);
    style.brief = dpi > 0;
    // An order and its goods name one sum; an open contract has no such form.
    if (style.layout == 2) facts.minimum = facts.maximum = std::nullopt;
    const std::string file = fmt::format("contract-{:04}.pdf", i);
    std::ofstream out(folder / "files" / file, std::ios::binary);
    out << draw(facts, style, dpi, seed + i, dice);
    labels << label(file, facts, style).dump() << '\n';
    if (!out.flush() || !labels.flush())
      throw std::runtime_error("cannot write to " + folder.string());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: generate_contracts FOLDER COUNT [DPI] [SEED]\n");
    return 2;
  }
  try {
    generate(argv[1], static_cast<unsigned>(std::atoi(argv[2])), argc > 3 ? std::atoi(argv[3]) : 0,
             argc > 4 ? static_cast<unsigned>(std::atoi(argv[4])) : 1U);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "generate_contracts: error: %s\n", e.what());
    return 4;
  }
  return 0;
}
