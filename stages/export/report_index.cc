#include "stages/export/report_index.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <span>
#include <string_view>

#include "stages/export/json_writer.h"
#include "stages/export/markup.h"

namespace tachado::exporting {
namespace {

using Row = SqliteExport::Row;

struct TableColumn {
  std::string_view name;
  std::string_view title;  // empty: in the rows, not in the table
  bool number = false;
};
constexpr std::array kColumns{
    TableColumn{"id", ""},
    TableColumn{"path", "document"},
    TableColumn{"level", "level"},
    TableColumn{"kind", "kind"},
    TableColumn{"number", "number"},
    TableColumn{"amount", "amount", true},
    TableColumn{"currency", ""},
    TableColumn{"supplier", "supplier"},
    TableColumn{"buyer", "buyer"},
    TableColumn{"date", "date"},
    TableColumn{"pages", "pages", true},
    TableColumn{"redactions", "redactions", true},
    TableColumn{"share", "share", true},
    TableColumn{"failures", ""},
    TableColumn{"status", ""},
    TableColumn{"reviews", "reviews", true},
    TableColumn{"subject", ""},
};
constexpr std::array<std::string_view, 4> kLevels{"heavy", "moderate", "light", "none"};
// Whatever their level: documents with redactions that do not hide.
constexpr std::string_view kLeaky = "leaky";
constexpr std::array<std::string_view, 5> kLevelsAndLeaky{"heavy", "moderate", "light", "none",
                                                          kLeaky};
constexpr std::array<std::string_view, 3> kStatuses{"ok", "partial", "failed"};
constexpr std::array<std::string_view, 9> kKinds{
    "contract", "amendment", "order", "tender", "letter", "refusal", "reservation_agreement",
    "annex",    "other"};
// Of a list on the first page; all of them are in the database.
constexpr int kMostRows = 50;

// `digits`, of which the last `after` stand behind the groups, in groups of three.
std::string in_groups(std::string digits, std::ptrdiff_t after) {
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - after - 3; at > 0; at -= 3) {
    if (digits[static_cast<std::size_t>(at) - 1] != '-')
      digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}
std::string grouped(const std::string& number) {
  return in_groups(fmt::format("{:.2f}", std::strtod(number.c_str(), nullptr)), 3);
}
std::string whole(const std::string& number) { return in_groups(number, 0); }

class IndexPage {
 public:
  IndexPage(const ReportOptions& options, const SqliteExport& database)
      : options_(options), database_(database) {}

  [[nodiscard]] Result<std::string> write() {
    begin();
    glance();
    out_ += "<div class=\"cards\">\n";
    levels();
    share_plot();
    years();
    out_ += "</div>\n<div class=\"cards two\">\n";
    suppliers();
    buyers();
    out_ += "</div>\n";
    table();
    questions();
    out_ += fmt::format(
        "<p class=\"soft\">{}</p>\n</main>\n<script src=\"data/documents.js\"></script>\n"
        "<script src=\"app.js\"></script>\n</body>\n</html>\n",
        say("made_by"));
    if (!problem_) return out_;
    return fail(*problem_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view key) const {
    return markup(words_for(options_.language, key));
  }
  std::vector<Row> ask(const std::string& sql) {
    std::vector<Row> rows;
    auto asked = database_.query(sql, {}, [&](const Row& row) { rows.push_back(row); });
    if (!asked) problem_ = asked.error();
    return rows;
  }
  std::string one(const std::string& sql) {
    const std::vector<Row> rows = ask(sql);
    return rows.empty() ? "0" : rows[0][0];
  }

  void begin() {
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n"
        "<header class=\"top\"><h1 class=\"brand\">{}</h1>\n",
        options_.language == Language::spanish ? "es" : "en", say("report"), say("report"));
    if (options_.privacy.reveal)
      out_ += fmt::format("<p class=\"card failed\">{}</p>", say("revealed"));
    if (options_.privacy.mask_personal)
      out_ += fmt::format("<p class=\"soft\">{}</p>", say("masked"));
    out_ += "</header>\n<main>\n";
  }

  // What is pressed filters the table of documents: of which field, by what.
  struct Filter {
    std::string name;
    std::string value;
  };
  [[nodiscard]] static std::string attributes(const Filter& filter) {
    return fmt::format(" data-filter=\"{}\" data-value=\"{}\" aria-pressed=\"false\"", filter.name,
                       markup(filter.value));
  }
  struct Bar {
    double value = 0;
    double most = 1;  // that the longest of them stands for
  };
  // `filter`: name and value, of which the figure is the count.
  void figure(std::string_view key, const std::string& sql, const Filter& filter = {}) {
    const std::string count = one(sql);
    const std::string shown = whole(count);
    out_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", say(key),
                        filter.name.empty() || count == "0"
                            ? shown
                            : fmt::format("<button type=\"button\" class=\"{}\"{}>{}</button>",
                                          filter.value, attributes(filter), shown));
  }
  void glance() {
    out_ += fmt::format("<section class=\"card\" id=\"glance\"><h2>{}</h2><dl class=\"figures\">\n",
                        say("at_a_glance"));
    figure("documents", "SELECT count(*) FROM documents");
    figure("pages", "SELECT coalesce(sum(pages), 0) FROM documents");
    figure("failed_documents", "SELECT count(*) FROM documents WHERE status = 'failed'",
           {"status", "failed"});
    figure("partial_documents", "SELECT count(*) FROM documents WHERE status = 'partial'",
           {"status", "partial"});
    figure("with_redactions", "SELECT count(*) FROM documents WHERE redactions > 0");
    figure("with_failures",
           "SELECT count(*) FROM documents WHERE failed_redactions > 0 OR leaks > 0",
           {"level", std::string(kLeaky)});
    figure("to_review", "SELECT count(*) FROM documents WHERE needs_review <> ''");
    out_ += "</dl></section>\n";
  }

  // A line with a bar below it.
  void bar_row(const std::string& name, const std::string& shown, const Bar& bar,
               const Filter& filter = {}) {
    const std::string content = fmt::format(
        "<span>{}</span><b>{}</b><i class=\"{}\" style=\"width:{:.1f}%\"></i>", name, shown,
        filter.name == "level" ? filter.value : "", bar.most > 0 ? 100 * bar.value / bar.most : 0);
    out_ += filter.name.empty() ? fmt::format("<li><div>{}</div></li>\n", content)
                                : fmt::format("<li><button type=\"button\"{}>{}</button></li>\n",
                                              attributes(filter), content);
  }
  void begin_bars(std::string_view id, std::string_view key) {
    out_ += fmt::format(
        "<section class=\"card\" id=\"{}\"><h2>{}</h2><ul class=\"bars\" tabindex=\"0\">\n", id,
        say(key));
  }

  void levels() {
    begin_bars("levels", "by_level");
    const double all = std::strtod(one("SELECT max(1, count(*)) FROM documents").c_str(), nullptr);
    for (const std::string_view level : kLevels) {
      const std::string count =
          one(fmt::format("SELECT count(*) FROM documents WHERE redaction_level = '{}'", level));
      bar_row(fmt::format("<span class=\"badge {}\">{}</span>", level, say(level)), count,
              {std::strtod(count.c_str(), nullptr), all}, {"level", std::string(level)});
    }
    const std::string rest = one("SELECT count(*) FROM documents WHERE redaction_level IS NULL");
    bar_row(say("not_known"), rest, {std::strtod(rest.c_str(), nullptr), all});
    out_ += "</ul></section>\n";
  }

  // Eight bars, the lower shares finer: most documents that have redactions have few.
  void share_plot() {
    constexpr std::array<int, 9> kPerMille{0, 5, 10, 20, 50, 100, 200, 500, 1000};
    constexpr std::size_t kBars = kPerMille.size() - 1;
    constexpr int kStep = 50;
    constexpr int kHeight = 140;
    std::array<double, kBars> counts{};
    double most = 1;
    for (std::size_t i = 0; i < kBars; ++i) {
      counts[i] = std::strtod(
          one(fmt::format("SELECT count(*) FROM documents WHERE redactions > 0 AND redacted_share "
                          ">= {} / 1000.0 AND redacted_share < {} / 1000.0",
                          kPerMille[i], kPerMille[i + 1] + (i + 1 == kBars ? 1 : 0)))
              .c_str(),
          nullptr);
      most = std::max(most, counts[i]);
    }
    out_ += fmt::format(
        "<section class=\"card\" id=\"shares\"><h2>{0}</h2><svg viewBox=\"0 0 {1} {2}\" "
        "role=\"img\" aria-label=\"{0}\">\n",
        say("share_plot"), kStep * kBars + 45, kHeight + 20);
    for (std::size_t i = 0; i < kBars; ++i) {
      const double height = (kHeight - 16) * counts[i] / most;
      const std::size_t left = 15 + i * kStep;
      out_ += fmt::format(
          "<rect class=\"bar\" x=\"{}\" y=\"{:.1f}\" width=\"{}\" height=\"{:.1f}\"/>\n", left + 1,
          kHeight - height, kStep - 2, height);
      if (counts[i] > 0) {
        out_ += fmt::format("<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.0f}</text>\n",
                            left + kStep / 2, kHeight - height - 3, counts[i]);
      }
    }
    out_ += fmt::format("<line x1=\"0\" y1=\"{0}\" x2=\"{1}\" y2=\"{0}\"/>", kHeight,
                        kStep * kBars + 45);
    for (std::size_t i = 0; i < kPerMille.size(); ++i) {
      out_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{:g}{}</text>",
                          15 + i * kStep, kHeight + 15, kPerMille[i] / 10.0,
                          i + 1 == kPerMille.size() ? " %" : "");
    }
    out_ += "</svg></section>\n";
  }

  void suppliers() {
    begin_bars("suppliers", "by_supplier");
    const std::vector<Row> rows =
        ask(fmt::format("SELECT supplier, coalesce(currency, ''), total, contracts, max(total) "
                        "OVER (PARTITION BY currency) "
                        "FROM suppliers_by_total ORDER BY total DESC, supplier LIMIT {}",
                        kMostRows));
    for (const Row& row : rows) {
      bar_row(fmt::format("{} <span class=\"soft\">({})</span>", markup(row[0]), row[3]),
              grouped(row[2]) + " " + markup(row[1]),
              {std::strtod(row[2].c_str(), nullptr), std::strtod(row[4].c_str(), nullptr)},
              {"part", row[0]});
    }
    out_ += fmt::format("</ul><p class=\"soft\">{}</p></section>\n",
                        rows.empty() ? say("nothing") : say("once_each"));
  }

  void count_bars(std::string_view id, std::string_view key, const std::string& filter,
                  const std::string& sql) {
    begin_bars(id, key);
    const std::vector<Row> rows = ask(sql);
    double most = 1;
    for (const Row& row : rows) most = std::max(most, std::strtod(row[1].c_str(), nullptr));
    for (const Row& row : rows) {
      const std::string heavy =
          row[2] == "0"
              ? ""
              : fmt::format(" <span class=\"badge heavy\">{} {}</span>", row[2], say("heavy"));
      bar_row(markup(row[0]) + heavy, whole(row[1]), {std::strtod(row[1].c_str(), nullptr), most},
              {filter, row[0]});
    }
    out_ += "</ul>";
    if (rows.empty()) out_ += fmt::format("<p class=\"soft\">{}</p>", say("nothing"));
    out_ += "</section>\n";
  }
  void years() {
    count_bars("years", "by_year", "year",
               "SELECT substr(date_signed, 1, 4), count(*), sum(redaction_level IS 'heavy') FROM "
               "documents "
               "WHERE date_signed IS NOT NULL GROUP BY 1 ORDER BY 1");
  }
  void buyers() {
    count_bars("buyers", "by_buyer", "part",
               fmt::format("SELECT buyer, documents, coalesce(heavy, 0) FROM redaction_by_buyer "
                           "ORDER BY documents DESC, buyer LIMIT {}",
                           kMostRows));
  }

  void choice(std::string_view name, std::span<const std::string_view> values) {
    out_ += fmt::format("<label>{}<select name=\"{}\"><option value=\"\">{}</option>", say(name),
                        name, say("any"));
    for (const std::string_view value : values) {
      out_ += fmt::format("<option value=\"{}\">{}</option>", value, say(value));
    }
    out_ += "</select></label>\n";
  }

  void table() {
    out_ += fmt::format(
        "<section class=\"card\" id=\"table\"><h2>{} <span class=\"soft\" id=\"count\" "
        "role=\"status\"></span></h2>\n"
        "<noscript><p>{}</p></noscript>\n<form class=\"tools\" id=\"filters\" role=\"search\">\n"
        "<label>{}<input type=\"search\" name=\"words\" autocomplete=\"off\"></label>\n"
        "<label>{}<input type=\"search\" name=\"part\" autocomplete=\"off\"></label>\n",
        say("documents"), say("needs_script"), say("words"), say("part"));
    choice("level", kLevelsAndLeaky);
    choice("kind", kKinds);
    choice("status", kStatuses);
    out_ += fmt::format("<label>{}<select name=\"year\"><option value=\"\">{}</option>",
                        say("year"), say("any"));
    for (const Row& row : ask("SELECT DISTINCT substr(date_signed, 1, 4) FROM documents WHERE "
                              "date_signed IS NOT NULL ORDER BY 1")) {
      out_ += fmt::format("<option>{}</option>", markup(row[0]));
    }
    out_ += fmt::format(
        "</select></label>\n<button type=\"reset\" class=\"plain\" id=\"clear\" "
        "hidden>{}</button>\n"
        "</form>\n<table id=\"documents\" class=\"stack\"><thead><tr>\n",
        say("clear"));
    for (const TableColumn& column : kColumns) {
      if (column.title.empty()) continue;
      out_ += fmt::format(
          "<th scope=\"col\"{}{}><button type=\"button\" data-column=\"{}\">{}</button></th>\n",
          column.number ? " class=\"n\"" : "",
          column.name == "level" ? " aria-sort=\"descending\"" : "", column.name,
          say(column.title));
    }
    out_ += fmt::format(
        "</tr></thead><tbody></tbody></table>\n<p><button class=\"plain\" type=\"button\" "
        "id=\"more\" hidden>{}</button></p></section>\n",
        say("more"));
  }

  // `id` is the document's stamp: the name of its page, and what the database adds for privacy.
  [[nodiscard]] static std::string link(const std::string& path, const std::string& id) {
    return fmt::format("<a href=\"documents/{}.html\">{}</a>", markup(id.substr(0, id.find(' '))),
                       markup(path));
  }

  // A list of a view: its title, what it says of a row, in a closed fold.
  template <typename Write>
  void fold(std::string_view key, const std::string& sql, const Write& write) {
    const std::vector<Row> rows = ask(sql + fmt::format(" LIMIT {}", kMostRows + 1));
    out_ += fmt::format("<details id=\"q-{}\"><summary>{} ({}{})</summary>\n<ul class=\"plain\">\n",
                        key, say(key), std::min(rows.size(), static_cast<std::size_t>(kMostRows)),
                        rows.size() > kMostRows ? "+" : "");
    for (std::size_t i = 0; i < std::min(rows.size(), static_cast<std::size_t>(kMostRows)); ++i) {
      out_ += "<li>" + write(rows[i]) + "</li>\n";
    }
    out_ += "</ul>\n";
    if (rows.empty()) out_ += fmt::format("<p class=\"soft\">{}</p>", say("nothing"));
    if (rows.size() > kMostRows) out_ += fmt::format("<p class=\"soft\">{}</p>", say("only_first"));
    out_ += "</details>\n";
  }

  // As a shell takes it.
  static std::string quoted(const std::string& path) {
    std::string result = "'";
    for (const char c : path) result += c == '\'' ? "'\\''" : std::string(1, c);
    return result + "'";
  }

  // Groups, each with the command that compares its documents.
  void versions() {
    const std::vector<Row> rows = ask(fmt::format(
        "SELECT place, path, stamp, redactions FROM (SELECT dense_rank() OVER (ORDER BY "
        "v.group_id) AS place, v.path, d.stamp, v.redactions FROM version_groups v "
        "JOIN documents d ON d.id = v.document_id) WHERE place <= {} "
        "ORDER BY place, redactions, path",
        kMostRows));
    out_ +=
        fmt::format("<details id=\"q-versions\"><summary>{} ({})</summary>\n<ul class=\"plain\">\n",
                    say("versions"), rows.empty() ? "0" : rows.back()[0]);
    for (std::size_t i = 0; i < rows.size();) {
      std::string links;
      std::string command = "tachado compare";
      const std::string place = rows[i][0];
      for (; i < rows.size() && rows[i][0] == place; ++i) {
        links += fmt::format("{}{} <span class=\"soft\">({})</span>", links.empty() ? "" : " ↔ ",
                             link(rows[i][1], rows[i][2]), rows[i][3]);
        command += " " + quoted(rows[i][1]);
      }
      out_ += fmt::format("<li>{}<br><code>{}</code></li>\n", links, markup(command));
    }
    out_ += "</ul>\n";
    if (rows.empty()) out_ += fmt::format("<p class=\"soft\">{}</p>", say("nothing"));
    out_ += "</details>\n";
  }

  void questions() {
    out_ += fmt::format("<section class=\"card\" id=\"questions\"><h2>{}</h2>\n", say("questions"));
    fold("amendments",
         "SELECT a.path, x.stamp, a.base_path, y.stamp, a.amount, a.currency, a.base_amount FROM "
         "amendments a "
         "JOIN documents x ON x.id = a.document_id LEFT JOIN documents y ON y.id = a.base_id ORDER "
         "BY a.path, a.base_path",
         [&](const Row& row) {
           return link(row[0], row[1]) + " → " +
                  (row[2].empty() ? say("no_base") : link(row[2], row[3])) +
                  (row[4].empty() ? ""
                                  : fmt::format(" <span class=\"soft\">{} {}</span>",
                                                grouped(row[4]), markup(row[5])));
         });
    fold("conflicts",
         "SELECT n.path, d.stamp, n.contract_number, n.amount, n.currency FROM number_conflicts n "
         "JOIN documents d ON d.id = n.document_id ORDER BY n.number_key, n.path",
         [&](const Row& row) {
           return fmt::format("{}: {} {} — {}", markup(row[2]), grouped(row[3]), markup(row[4]),
                              link(row[0], row[1]));
         });
    const auto pair = [&](const Row& row) {
      return fmt::format("{} ↔ {} <span class=\"soft\">{:.0f} %</span>", link(row[0], row[1]),
                         link(row[2], row[3]), 100 * std::strtod(row[4].c_str(), nullptr));
    };
    versions();
    fold(
        "duplicates",
        "SELECT v.first_path, a.stamp, v.second_path, b.stamp, v.similarity FROM near_duplicates v "
        "JOIN documents a ON a.id = v.first_id JOIN documents b ON b.id = v.second_id "
        "ORDER BY v.similarity DESC, v.first_path, v.second_path",
        pair);
    fold("over_years",
         "SELECT supplier, year, total, currency, contracts FROM suppliers_by_year ORDER BY "
         "supplier_key, year",
         [&](const Row& row) {
           return fmt::format("{} · {} · {} {} ({})", markup(row[0]), markup(row[1]),
                              grouped(row[2]), markup(row[3]), row[4]);
         });
    out_ += "</section>\n";
  }

  const ReportOptions& options_;
  const SqliteExport& database_;
  std::string out_;
  std::optional<Problem> problem_;
};

}  // namespace

std::string table_script(const ReportOptions& options, const std::vector<std::string>& shards) {
  std::string out = "columns: ";
  JsonWriter json(out, Precision::published);
  json.begin_array();
  for (const TableColumn& column : kColumns) {
    json.begin_object();
    json.member("name", column.name);
    json.member("title", column.title.empty() ? "" : words_for(options.language, column.title));
    json.member("number", column.number);
    json.end_object();
  }
  json.end_array();
  out += ",\ntext: ";
  JsonWriter text(out, Precision::published);
  text.begin_object();
  const auto add = [&](std::string_view key) {
    text.member(key, words_for(options.language, key));
  };
  for (const std::string_view key : kLevelsAndLeaky) add(key);
  for (const std::string_view key : kStatuses) add(key);
  for (const std::string_view key : kKinds) add(key);
  text.end_object();
  out += ",\nshards: ";
  JsonWriter list(out, Precision::published);
  list.begin_array();
  for (const std::string& shard : shards) list.value(shard);
  list.end_array();
  return out;
}

Result<std::string> index_page(const ReportOptions& options, const SqliteExport& database) {
  return IndexPage(options, database).write();
}

}  // namespace tachado::exporting
