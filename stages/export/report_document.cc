#include "stages/export/report_document.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "stages/export/document_reader.h"
#include "stages/export/markup.h"

namespace tachado::exporting {
namespace {

using nlohmann::json;

struct Mark {
  std::string id;
  Rect box;
};

std::string money(const json& amount) {
  if (!amount.is_number()) return "";
  // Groups of three, since sums are read by people here.
  std::string digits = fmt::format("{:.2f}", std::abs(amount.get<double>()));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 6; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return (amount.get<double>() < 0 ? "-" : "") + digits;
}

std::string whole(const json& number) {
  return number.is_number() ? fmt::format("{:.0f}", number.get<double>()) : "";
}

std::string percent(const json& share) {
  return share.is_number() ? fmt::format("{:.1f} %", share.get<double>() * 100) : "";
}

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string result;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!result.empty()) result += between;
    result += part;
  }
  return result;
}

class ReportDocument : public DocumentVisitor {
 public:
  ReportDocument(const ReportOptions& options, std::string id, TextSink sink)
      : options_(options), id_(std::move(id)), sink_(std::move(sink)) {}

  void begin_document(const json& head) override {
    head_ = json{{"redactions", member(head, "redactions")}};
    begin(head);
    summary(head);
    sink_("<div class=\"cards two\">\n");
    reasons(head);
    problems(head);
    leaks();
    grounds();
    sink_("</div>\n");
    fields(member(head, "fields"));
    // Filled by document.js from the pages, which come later.
    sink_(
        fmt::format("<section class=\"card\" id=\"redactions\" hidden><h2>{}</h2><ol class=\"list "
                    "columns\"></ol></section>\n",
                    say("redactions")));
    sink_(fmt::format("<h2 id=\"pages\">{}</h2>\n", say("page_images")));
    legend();
    sink_("<div class=\"pages\">\n");
  }

  void page(const json& page) override {
    const int number = whole_number_of(page, "number");
    const json& redactions = member(page, "redactions");
    sink_(
        fmt::format("<section class=\"page\" id=\"p{0}\" aria-labelledby=\"h{0}\">\n"
                    "<div class=\"bar\"><h3 id=\"h{0}\">{1} {0}</h3>",
                    number, say("page")));
    std::vector<std::string> facts;
    if (!redactions.empty())
      facts.push_back(redactions.size() == 1
                          ? say("one_redaction")
                          : fmt::format("{} {}", redactions.size(), lower("redactions")));
    if (member(page, "examined") == false) facts.push_back(say("not_examined"));
    sink_(fmt::format("<span class=\"soft\">{}</span>", joined(facts, " · ")));
    if (options_.images) {
      sink_(
          fmt::format("<button class=\"plain\" type=\"button\" aria-pressed=\"false\" "
                      "data-more=\"{0}\" data-less=\"{1}\" aria-describedby=\"h{2}\">{0}</button>",
                      say("larger"), say("smaller"), number));
    }
    sink_("</div>\n");
    sheet(page, number);
    const std::string text = text_of(page, "text");
    if (!text.empty()) {
      sink_(fmt::format("<details><summary>{}</summary><pre>{}</pre></details>\n", say("page_text"),
                        markup(text)));
    }
    sink_("</section>\n");
  }

  void end_document() override {
    sink_("</div>\n</main>\n<script src=\"../document.js\"></script>\n</body>\n</html>\n");
  }

 private:
  [[nodiscard]] std::string say(std::string_view key) const {
    return markup(words_for(options_.language, key));
  }
  [[nodiscard]] std::string lower(std::string_view key) const {
    std::string text = say(key);
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
      text[0] = static_cast<char>(text[0] + 32);
    return text;
  }

  // A link to where something stands; the place is drawn when its page comes.
  std::string evidence_links(const json& found) {
    std::vector<std::string> links;
    for (const json& each : member(found, "evidence")) {
      const int page = whole_number_of(each, "page");
      const std::string id = fmt::format("e{}", ++marks_made_);
      marks_[page].push_back({id, box_of(member(each, "bbox"))});
      links.push_back(fmt::format("<a href=\"#{}\" title=\"{}\">{} {}</a>", id,
                                  markup(text_of(each, "text")), say("page"), page));
    }
    return joined(links, ", ");
  }

  void begin(const json& head) {
    const std::string path = text_of(member(head, "source"), "path");
    sink_(fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<link rel=\"stylesheet\" href=\"../style.css\">\n</head>\n<body>\n"
        "<header class=\"top\"><p class=\"back\"><a href=\"../index.html\">{}</a></p><h1>{}</h1>\n",
        options_.language == Language::spanish ? "es" : "en", markup(base_name(path)), say("back"),
        markup(base_name(path))));
    if (options_.privacy.reveal)
      sink_(fmt::format("<p class=\"card failed\">{}</p>", say("revealed")));
    if (options_.privacy.mask_personal)
      sink_(fmt::format("<p class=\"soft\">{}</p>", say("masked")));
    sink_("</header>\n<main>\n");
  }

  // `look`: lead for what is looked for first, wide for what needs a line, or nothing.
  void pair(std::string_view name, const std::string& content, const char* look = "") {
    if (content.empty()) return;
    sink_(
        fmt::format("<div class=\"{}\"><dt>{}</dt><dd>{}</dd></div>\n", look, say(name), content));
  }
  [[nodiscard]] std::string badge(const json& name) const {
    if (!name.is_string()) return say("not_known");
    const auto text = name.get<std::string>();
    return fmt::format("<span class=\"badge {}\">{}</span>", markup(text), say(text));
  }

  void summary(const json& head) {
    const json& summary = member(head, "summary");
    const json& source = member(head, "source");
    sink_(
        fmt::format("<section class=\"card\"><h2>{}</h2>\n<dl class=\"pairs\">\n", say("summary")));
    const std::string kind = text_of(summary, "document_kind");
    const std::string currency = markup(text_of(summary, "currency"));
    const auto sum = [&](const char* name) {
      const std::string amount = money(member(summary, name));
      return amount.empty() ? "" : amount + " " + currency;
    };
    pair("amount", sum("amount"), "lead");
    pair("supplier", markup(text_of(summary, "supplier_name")), "lead");
    pair("buyer", markup(text_of(summary, "buyer_name")), "lead");
    pair("level", badge(member(summary, "redaction_level")), "lead");
    pair("subject", markup(text_of(summary, "subject")), "wide");
    pair("kind", kind.empty() ? "" : say(kind));
    pair("number", markup(text_of(summary, "contract_number")));
    pair("tender_number", markup(text_of(summary, "tender_number")));
    pair("date", markup(text_of(summary, "date_signed")));
    pair("tax_id", markup(text_of(summary, "supplier_tax_id")));
    pair("minimum", sum("amount_minimum"));
    pair("maximum", sum("amount_maximum"));
    pair(
        "pages",
        joined({whole(member(summary, "pages_examined")), whole(member(summary, "pages"))}, " / "));
    pair("redactions", whole(member(summary, "redactions")));
    pair("share", percent(member(summary, "redacted_share")));
    std::vector<std::string> hidden;
    for (const json& each : member(summary, "redacted_fields")) {
      if (each.is_string()) hidden.push_back(say(each.get<std::string>()));
    }
    pair("hides", joined(hidden, ", "));
    pair("status", badge(member(head, "status")));
    pair("file", markup(text_of(source, "path")), "wide file");
    pair("sha256", markup(text_of(source, "sha256")), "wide file");
    sink_("</dl></section>\n");
  }

  void reasons(const json& head) {
    const json& reviews = member(member(head, "summary"), "needs_review");
    if (reviews.empty()) return;
    sink_(fmt::format("<section class=\"card\"><h2>{}</h2><ul class=\"plain\">\n", say("reasons")));
    for (const json& each : reviews) {
      sink_(fmt::format("<li>{}: <span class=\"soft\">{}</span></li>\n", say(text_of(each, "code")),
                        markup(text_of(each, "text"))));
    }
    sink_("</ul></section>\n");
  }

  void problems(const json& head) {
    const json& list = member(head, "problems");
    if (list.empty()) return;
    sink_(
        fmt::format("<section class=\"card\"><h2>{}</h2><ul class=\"plain\">\n", say("problems")));
    for (const json& each : list) {
      const json& page = member(each, "page");
      sink_(fmt::format("<li>{}: {} <span class=\"soft\">({})</span></li>\n",
                        page.is_number() ? say("page") + " " + whole(page) : say("document"),
                        say(text_of(each, "kind")), markup(text_of(each, "message"))));
    }
    sink_("</ul></section>\n");
  }

  void fields(const json& fields) {
    constexpr std::array<std::string_view, 7> kLists{"amounts",     "numbers", "parties",  "dates",
                                                     "identifiers", "items",   "watchlist"};
    bool any = false;
    for (const std::string_view list : kLists) {
      const json& found = member(fields, std::string(list).c_str());
      if (found.empty()) continue;
      if (!any) {
        sink_(fmt::format(
            "<section class=\"card\"><h2>{}</h2>\n<div class=\"scroll\"><table "
            "class=\"stack\"><thead><tr><th></th><th>{}</th><th>{}</th><th "
            "class=\"n\">{}</th><th>{}</th></tr></thead><tbody>\n",
            say("fields"), say("value"), say("role"), say("confidence"), say("evidence")));
      }
      any = true;
      bool first = true;
      for (const json& each : found) {
        field_row(list, each, std::exchange(first, false));
      }
    }
    if (any) sink_("</tbody></table></div></section>\n");
  }

  // `first` of its list: it bears the list's name.
  void field_row(std::string_view list, const json& found, bool first) {
    std::string value = markup(text_of(found, "value"));
    const std::string role = text_of(found, "role");
    if (list == "amounts")
      value = money(member(found, "value")) + " " + markup(text_of(found, "currency"));
    if (list == "parties") {
      value = markup(text_of(found, "name"));
      const std::string tax_id = text_of(member(found, "tax_id"), "value");
      if (!tax_id.empty()) value += " <span class=\"soft\">" + markup(tax_id) + "</span>";
    }
    std::string shown = lower(role);
    if (list == "identifiers") shown = markup(text_of(found, "scheme"));
    if (list == "items") {
      value = joined({markup(text_of(found, "description")), markup(text_of(found, "brand")),
                      markup(text_of(found, "model")), money(member(found, "amount"))},
                     " · ");
    }
    if (list == "watchlist") {
      value = markup(text_of(found, "entry"));
      shown = markup(text_of(found, "list"));
    }
    sink_(
        fmt::format("<tr><td class=\"kind\" data-label=\"\">{}</td><td class=\"wide\" "
                    "data-label=\"\">{}</td><td data-label=\"{}\">{}</td><td class=\"n\" "
                    "data-label=\"{}\">{}</td><td data-label=\"{}\">{}</td></tr>\n",
                    first ? say(list) : "", value, say("role"), shown, say("confidence"),
                    fmt::format("{:.0f} %", 100 * number_of(found, "confidence")), say("evidence"),
                    evidence_links(found)));
  }

  [[nodiscard]] std::string ground_text(const json& ground) const {
    std::vector<std::string> parts;
    for (const char* name : {"law", "article", "fraction", "paragraph"}) {
      parts.push_back(text_of(ground, name));
    }
    return joined(parts, " ");
  }

  void grounds() {
    const json& list = member(member(head_, "redactions"), "grounds");
    if (list.empty()) return;
    sink_(fmt::format("<section class=\"card\"><h2>{}</h2><ul class=\"plain\">\n", say("grounds")));
    for (const json& each : list) {
      sink_(fmt::format("<li>{} {}</li>\n", markup(ground_text(each)), evidence_links(each)));
    }
    sink_("</ul></section>\n");
  }

  void leaks() {
    const json& list = member(member(head_, "redactions"), "leaks");
    if (list.empty()) return;
    sink_(fmt::format("<section class=\"card\"><h2>{}</h2><ul class=\"plain\">\n", say("leaks")));
    for (const json& each : list) {
      sink_(fmt::format("<li>{}: <span class=\"soft\">{}</span>{}</li>\n",
                        say(text_of(each, "kind")), markup(text_of(each, "where")),
                        revealed(each)));
    }
    sink_("</ul></section>\n");
  }

  [[nodiscard]] std::string revealed(const json& finding) const {
    const std::string text = text_of(finding, "text");
    return text.empty() ? "" : fmt::format(" — {}: “{}”", say("recovered"), markup(text));
  }

  void legend() {
    sink_("<ul class=\"legend\">\n");
    for (const char* kind :
         {"filled", "outlined", "whiteout", "pattern", "image", "annotation", "replaced_text"}) {
      sink_(fmt::format("<li><span class=\"r {}\"></span>{}</li>\n", kind, say(kind)));
    }
    sink_(
        fmt::format("<li><span class=\"r s-failed\"></span>{}</li>\n"
                    "<li><span class=\"r s-unverified\"></span>{}</li>\n</ul>\n",
                    say("s-failed"), say("s-unverified")));
  }

  // Per cent of the page, so that it fits whatever the size.
  [[nodiscard]] static std::string place(const Rect& box, double width, double height) {
    return fmt::format("left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%",
                       100 * box.x0 / width, 100 * box.y0 / height, 100 * box.width() / width,
                       100 * box.height() / height);
  }

  void sheet(const json& page, int number) {
    const double width = std::max(1.0, number_of(page, "width"));
    const double height = std::max(1.0, number_of(page, "height"));
    sink_(fmt::format("<div class=\"sheet\" style=\"aspect-ratio:{:.0f}/{:.0f}\">", width, height));
    if (options_.images) {
      const std::string folder = "../images/" + id_ + "/";
      sink_(fmt::format("<img loading=\"lazy\" alt=\"{} {}\" src=\"{}\" data-full=\"{}\">",
                        say("page"), number, folder + image_name(number, false),
                        folder + image_name(number, true)));
    }
    for (const json& each : member(page, "redactions")) {
      const std::string kind = text_of(each, "kind");
      const std::string soundness = text_of(each, "soundness");
      sink_(fmt::format(
          "<a class=\"r {} s-{}\" id=\"{}\" href=\"#{}\" aria-label=\"{}\" "
          "style=\"{}\"></a>",
          markup(kind), markup(soundness), markup(text_of(each, "id")), markup(text_of(each, "id")),
          region_text(each), place(box_of(member(each, "bbox")), width, height)));
    }
    for (const Mark& mark : marks_[number]) {
      sink_(fmt::format("<span class=\"ev\" id=\"{}\" style=\"{}\"></span>", mark.id,
                        place(mark.box, width, height)));
    }
    marks_.erase(number);
    sink_("</div>\n");
  }

  // What is said of a region when it is pointed at: a line each.
  [[nodiscard]] std::string region_text(const json& region) const {
    std::vector<std::string> lines;
    const std::string hides = text_of(member(region, "hides"), "what");
    lines.push_back(
        fmt::format("{} ({}): {}", say("hides"), say(text_of(region, "kind")), say(hides)));
    std::vector<std::string> grounds;
    const json& known = member(member(head_, "redactions"), "grounds");
    for (const json& index : member(region, "grounds")) {
      if (!index.is_number_unsigned() || !known.is_array()) continue;
      if (index.get<std::size_t>() >= known.size()) continue;
      grounds.push_back(markup(ground_text(known[index.get<std::size_t>()])));
    }
    if (!grounds.empty()) lines.push_back(say("ground") + ": " + joined(grounds, "; "));
    const std::string label = text_of(region, "label");
    if (!label.empty()) lines.push_back(say("label") + ": " + markup(label));
    const std::string soundness = text_of(region, "soundness");
    if (!soundness.empty()) lines.push_back(say("soundness") + " " + say("s-" + soundness));
    for (const json& finding : member(region, "findings")) {
      lines.push_back(say(text_of(finding, "kind")) + revealed(finding));
    }
    return joined(lines, "\n");
  }

  const ReportOptions& options_;
  std::string id_;
  TextSink sink_;
  json head_;
  std::map<int, std::vector<Mark>> marks_;  // of pages to come
  int marks_made_ = 0;
};

}  // namespace

std::unique_ptr<DocumentVisitor> make_report_document(const ReportOptions& options,
                                                      const std::string& id, TextSink sink) {
  return std::make_unique<ReportDocument>(options, id, std::move(sink));
}

}  // namespace tachado::exporting
