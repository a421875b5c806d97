#include "stages/redactions/measures.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tachado::redactions {
namespace {

// A kind of content counts as a hidden field of the document from this confidence on: a word next
// to the bar, a column's heading or a legend entry says so; a word farther off does not do.
constexpr double kMinHidesConfidence = 0.6;

// The closed list, in its order.
constexpr std::array<std::string_view, 17> kWhat = {
    "person_name", "company_name",           "tax_id",          "address",    "phone",
    "email",       "bank_account",           "amount",          "unit_price", "brand",
    "model",       "serial_number",          "contract_number", "date",       "signature",
    "image",       "technical_specification"};

}  // namespace

double covered_area(std::vector<Rect> boxes, const Rect& within) {
  std::vector<double> edges;
  for (Rect& box : boxes) {
    box = intersect(box, within);
    if (box.empty()) continue;
    edges.push_back(box.x0);
    edges.push_back(box.x1);
  }
  std::erase_if(boxes, [](const Rect& box) { return box.empty(); });
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::sort(boxes.begin(), boxes.end(), [](const Rect& a, const Rect& b) { return a.y0 < b.y0; });
  double area = 0;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    double height = 0;
    double reached = within.y0;
    for (const Rect& box : boxes) {
      if (box.x0 > edges[i] || box.x1 < edges[i + 1] || box.y1 <= reached) continue;
      height += box.y1 - std::max(reached, box.y0);
      reached = box.y1;
    }
    area += height * (edges[i + 1] - edges[i]);
  }
  return area;
}

namespace {

// Part of the page may never have been seen: what is not there cannot be called unredacted.
bool takes_from_page(const Problem& problem) {
  return problem.kind == ProblemKind::damaged || problem.kind == ProblemKind::limit ||
         problem.kind == ProblemKind::timeout || problem.kind == ProblemKind::memory;
}

}  // namespace

void Measures::add(const Page& page) {
  if (page.examined) ++examined_;
  impaired_ = impaired_ || std::any_of(page.problems.begin(), page.problems.end(), takes_from_page);
  const Rect whole{0, 0, page.width, page.height};
  page_area_ += whole.area();
  content_area_ += page.content_area;
  if (page.redactions.empty()) return;
  pages_.push_back(page.number);
  std::vector<Rect> boxes;
  for (const Redaction& redaction : page.redactions) {
    ++count_;
    characters_ += redaction.characters_estimated;
    failed_ += redaction.soundness == Soundness::failed;
    unverified_ += redaction.soundness == Soundness::unverified;
    ++kinds_[std::string(to_string(redaction.kind))];
    if (redaction.hides.confidence >= kMinHidesConfidence) ++hidden_[redaction.hides.what];
    boxes.push_back(redaction.box);
  }
  redacted_area_ += covered_area(std::move(boxes), whole);
}

void Measures::write(DocumentRedactions& to, int pages_in_document) const {
  to.pages = pages_;
  to.kinds = kinds_;
  for (const std::string_view what : kWhat) {
    if (hidden_.contains(std::string(what))) to.hidden_fields.emplace_back(what);
  }
  if (examined_ != pages_in_document || pages_in_document <= 0) return;
  const auto share = [&](double of) {
    return of > 0 ? std::min(1.0, redacted_area_ / of) : redacted_area_ > 0 ? 1.0 : 0.0;
  };
  to.count = count_;
  to.failed = failed_;
  to.unverified = unverified_;
  to.characters_estimated = characters_;
  to.area_share = share(page_area_);
  // Regions may lie where a page has nothing else: then they are its content.
  const double content = share(std::max(content_area_, std::min(redacted_area_, page_area_)));
  to.content_share = content;
  if (impaired_) return;
  // The published rule, for a document as a whole. Both ways to be heavy stay: a thirty-page
  // contract with a name struck out eleven times hides little of its area, yet somebody went
  // through it pen in hand, and that is what a reporter looks for.
  if (count_ == 0) {
    to.level = "none";
  } else if (count_ > thresholds_.heavy_count || content > thresholds_.heavy_share) {
    to.level = "heavy";
  } else if (count_ <= thresholds_.light_count && content < thresholds_.light_share) {
    to.level = "light";
  } else {
    to.level = "moderate";
  }
}

}  // namespace tachado::redactions
