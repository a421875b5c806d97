#include <nlohmann/json.hpp>

#include <cmath>

#include "samples/generate/sample.h"

namespace tachado::samples {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

double hundredths(double value) { return std::round(value * 100) / 100; }

Json redaction_json(const DrawnRedaction& r, bool from_pixels) {
  const bool failed = r.hide == Hide::over || r.hide == Hide::annotation;
  Json json;
  json["page"] = r.page;
  json["bbox"] = {hundredths(r.box.x0), hundredths(r.box.y0), hundredths(r.box.x1),
                  hundredths(r.box.y1)};
  switch (r.hide) {
    case Hide::box:
      json["kind"] = "outlined";
      break;
    case Hide::annotation:
      json["kind"] = "annotation";
      break;
    default:
      json["kind"] = "filled";
  }
  json["source"] = r.hide == Hide::annotation ? "annotation" : from_pixels ? "raster" : "vector";
  json["label"] = r.label.empty() ? Json(nullptr) : Json(r.label);
  json["hides"] = r.what;
  json["failed"] = failed;
  return json;
}

}  // namespace

std::string expected_json(const Sample& sample) {
  const Expected& e = sample.expected;
  int failed = 0;
  Json redactions = Json::array();
  for (const DrawnRedaction& r : e.redactions) {
    redactions.push_back(redaction_json(r, e.from_pixels));
    failed += redactions.back()["failed"].get<bool>() ? 1 : 0;
  }
  Json json;
  json["file"] = sample.file;
  json["about"] = sample.about;
  json["password"] = or_null(sample.password);
  json["status"] = e.status;
  json["problem"] = or_null(e.problem);
  json["pages"] = or_null(e.pages);
  json["document_kind"] = or_null(e.document_kind);
  json["contract_number"] = or_null(e.contract_number);
  json["tender_number"] = or_null(e.tender_number);
  json["amount"] = e.amount ? Json(std::stod(*e.amount)) : Json(nullptr);
  json["currency"] = or_null(e.currency);
  json["supplier_name"] = or_null(e.supplier_name);
  json["supplier_tax_id"] = or_null(e.supplier_tax_id);
  json["buyer_name"] = or_null(e.buyer_name);
  json["date_signed"] = or_null(e.date_signed);
  json["redaction_level"] = or_null(e.redaction_level);
  json["failed_redactions"] = e.redaction_level ? Json(failed) : Json(nullptr);
  json["redactions"] = std::move(redactions);
  return json.dump(2) + "\n";
}

}  // namespace tachado::samples
