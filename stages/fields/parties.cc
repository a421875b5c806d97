#include "stages/fields/parties.h"

#include <algorithm>
#include <array>
#include <map>

#include "stages/fields/fold.h"
#include "stages/fields/names.h"

namespace tachado::fields {
namespace {

// The sentences that name the parties stand at the beginning.
constexpr std::size_t kPreamble = 9'000;
// From a party's first word to what it is called: declarations of two pages have been seen.
constexpr std::size_t kMaxSegment = 2'600;
// A name and its identifier: "…, con NIT 800.253.767-8", "identificado con la cédula de ciudadanía
// No. … expedida en …".
constexpr std::size_t kIdentifierReach = 260;

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

class Finder {
 public:
  Finder(const Reading& reading) : reading_(reading), document_(reading.document) {}

  std::vector<Party> find(const std::vector<Identifier>& identifiers,
                          const std::vector<Identifier>& row_identifiers) {
    from_labels();
    from_heading();
    from_sentences();
    attach(identifiers, document_.prose());
    attach(row_identifiers, document_.rows());
    return best_first();
  }

 private:
  void add(const View& view, const Name& name, const std::string& role, double confidence,
           const std::string& rule) {
    const std::string folded = view.folded.substr(name.span.begin, name.span.length());
    if (contains(folded, std::string(1, kRedacted))) return;
    const std::string key = party_key(folded);
    if (key.size() < 3) return;
    PartyField field;
    field.name = document_.printed(view, name.span);
    field.role = role;
    field.confidence = confidence;
    field.rule = rule;
    if (name.usual_form) field.legal_form = *name.usual_form;
    field.evidence = document_.evidence(view, name.span);
    const std::size_t place = document_.in_prose(view, name.span.begin);
    for (Party& party : parties_) {
      if (party.field.role != role || similarity(party.key, key) < kSameName) continue;
      if (std::find(party.places.begin(), party.places.end(), place) != party.places.end()) return;
      party.places.push_back(place);
      party.field.confidence =
          std::min(0.98, std::max(party.field.confidence, confidence) + kRepeatBonus);
      for (Evidence& evidence : field.evidence) party.field.evidence.push_back(std::move(evidence));
      if (!party.field.legal_form) party.field.legal_form = field.legal_form;
      return;
    }
    parties_.push_back({std::move(field), key, {place}});
  }

  void from_labels() {
    const View& rows = document_.rows();
    for (const Hit& hit : reading_.rows.find(RuleKind::party)) {
      const std::size_t begin = hit.whole.end;
      const auto name = read_name(document_, rows, reading_.rows, begin, cell_end(hit.whole));
      if (!name || name->span.begin > begin + 40) continue;
      // Where the label has no colon a sentence may go on: names are in capitals there.
      const bool colon =
          contains(std::string_view(rows.folded).substr(hit.whole.begin, hit.whole.length()),
                   ":") ||
          contains(std::string_view(rows.folded).substr(hit.whole.begin, hit.whole.length()), "\t");
      if (!colon && !name->capitals) continue;
      add(rows, *name, hit.rule->source.role, hit.rule->source.weight - (colon ? 0 : 0.1),
          hit.rule->source.name);
    }
  }

  // A cell goes on in the rows below that begin to the right of the label and stand close.
  std::size_t cell_end(Span label) const {
    const std::vector<Row>& rows = document_.row_list();
    const auto after = [](std::size_t at, const Row& row) { return at < row.span.begin; };
    auto row = std::upper_bound(rows.begin(), rows.end(), label.begin, after);
    if (row == rows.begin()) return label.end;
    const Row& first = *std::prev(row);
    const auto value_row = std::prev(std::upper_bound(rows.begin(), rows.end(), label.end, after));
    std::size_t end = value_row->span.end;
    double bottom = value_row->y1;
    for (row = std::next(value_row); row != rows.end(); ++row) {
      const double height = row->y1 - row->y0;
      const bool right = row->x0 > first.x0 + kCellIndent;
      const bool close = row->y0 - bottom < kCellLeading * height && row->page == first.page;
      if (!right || !close) break;
      end = row->span.end;
      bottom = row->y1;
    }
    return end;
  }

  // "CONTRATO … QUE CELEBRAN [POR UNA PARTE] A Y [POR LA OTRA] B", "SUSCRITO ENTRE A Y B".
  void from_heading() {
    const View& prose = document_.prose();
    const std::string_view text = std::string_view(prose.folded).substr(0, kPreamble);
    std::size_t at = text.find("ENTRE ");
    while (at != std::string_view::npos && at < 1'500) {
      const std::size_t begin = at + 6;
      const bool heading = at > 12 && (contains(text.substr(at - 12, 12), "CELEBRA") ||
                                       contains(text.substr(at - 12, 12), "SUSCRIT"));
      at = text.find("ENTRE ", begin);
      if (!heading) continue;
      heading_names(begin);
    }
  }

  void heading_names(std::size_t begin) {
    const View& prose = document_.prose();
    const std::string_view text = prose.folded;
    // Each " Y " can part the two names: the one after which a title or new name begins.
    for (std::size_t at = begin; at < std::min(text.size(), begin + 220); ++at) {
      if (text.compare(at, 2, "Y ") != 0 || at == 0 || !is_blank(text[at - 1])) continue;
      const auto first = read_name(document_, prose, reading_.prose, begin, at);
      const auto second = read_name(document_, prose, reading_.prose, at + 2, begin + 400);
      if (!first || !second) continue;
      const bool first_public = is_public(*first, prose);
      const bool second_public = is_public(*second, prose);
      if (first_public && !second_public) {
        add(prose, *first, "buyer", 0.6, "heading");
        add(prose, *second, "supplier", 0.72, "heading");
        return;
      }
      if (second_public && !first_public) {
        add(prose, *second, "buyer", 0.6, "heading");
        add(prose, *first, "supplier", 0.65, "heading");
        return;
      }
    }
  }

  bool is_public(const Name& name, const View& view) const {
    const Marks& marks = &view == &document_.prose() ? reading_.prose : reading_.rows;
    const auto hits = marks.find(RuleKind::entity, {name.span.begin, name.span.begin + 12});
    return !hits.empty() && !name.form;
  }

  struct Denomination {
    Span span;  // "SE DENOMINARA \"EL PROVEEDOR\""
    std::string role;
    std::string alias;
  };

  // "… en lo sucesivo se le denominará EL MUNICIPIO": what ends the words about a party.
  std::vector<Denomination> denominations() const {
    static constexpr std::array<std::string_view, 18> kVerbs{
        "DENOMINAR",         "DENOMINA ",     "LLAMAR",
        "DESIGNAR",          "EN ADELANTE",   "EN LO SUCESIVO",
        "IDENTIFICARA COMO", "CONOCERA COMO", "LLAMADO",
        "HEREINAFTER",       "(THE ",         "(\"",
        "DENOMINADO",        "SUCESIVO",      "DENOMINADA",
        "REFERIRA",          "NOMBRARA",      "LLAMARA"};
    const std::string_view text =
        std::string_view(document_.prose().folded).substr(0, kPreamble * 2);
    std::vector<std::size_t> places;
    for (const std::string_view verb : kVerbs) {
      for (std::size_t at = 0; (at = text.find(verb, at)) != std::string_view::npos;
           at += verb.size())
        places.push_back(at);
    }
    std::sort(places.begin(), places.end());
    std::vector<Denomination> found;
    std::size_t free_from = 0;
    for (const std::size_t at : places) {
      if (at < free_from) continue;
      // The alias is the first word of its kind within the next words.
      const std::size_t end = std::min(text.size(), at + 90);
      const auto hits = reading_.prose.find(RuleKind::alias, {at, end});
      for (const Hit& hit : hits) {
        if (!names_alias(text, hit.whole.begin)) continue;
        found.push_back({{at, hit.whole.end},
                         hit.rule->source.role,
                         std::string(text.substr(hit.whole.begin, hit.whole.length()))});
        free_from = hit.whole.end;
        break;
      }
    }
    return found;
  }

  // An alias follows an article or a quote: `EL MUNICIPIO`, `"PROVEEDOR"`, `como el CONTRATISTA`.
  static bool names_alias(std::string_view text, std::size_t at) {
    std::size_t i = at;
    while (i > 0 && (is_blank(text[i - 1]) || text[i - 1] == '"' || text[i - 1] == '\'' ||
                     text[i - 1] == '(')) {
      --i;
    }
    std::size_t word = i;
    while (word > 0 && is_letter(text[word - 1])) --word;
    const std::string_view before = text.substr(word, i - word);
    for (const std::string_view article :
         {"EL", "LA", "LOS", "LAS", "COMO", "DENOMINARA", "LLAMARA", "THE", "DENOMINA",
          "DENOMINARAN", "DENOMINADO", "DENOMINADA", "AS", "ADELANTE", "SUCESIVO", "LLAMADO",
          "LLAMADA", "DENOMINARSE"}) {
      if (before == article) return true;
    }
    return i < at && text[i] == '"';
  }

  void from_sentences() {
    const View& prose = document_.prose();
    const std::string_view text = prose.folded;
    std::size_t previous = 0;
    for (const Denomination& denomination : denominations()) {
      Span segment{std::max(previous, denomination.span.begin > kMaxSegment
                                          ? denomination.span.begin - kMaxSegment
                                          : 0),
                   denomination.span.begin};
      segment.begin = segment_begin(text, segment);
      previous = denomination.span.end;
      if (segment.length() < 8) continue;
      read_segment(segment, denomination);
    }
  }

  // The words about a party begin at "POR LA OTRA", "ENTRE", "POR UNA PARTE", the last of them.
  static std::size_t segment_begin(std::string_view text, Span segment) {
    static constexpr std::array<std::string_view, 17> kBegins{"POR LA OTRA",
                                                              "POR UNA PARTE",
                                                              "POR UNA ",
                                                              "POR OTRA PARTE",
                                                              "DE OTRA PARTE",
                                                              "DE LA OTRA PARTE",
                                                              "ENTRE LOS SUSCRITOS",
                                                              "LOS SUSCRITOS",
                                                              "ENTRE LAS PARTES",
                                                              "LOS AQUI",
                                                              "NOSOTROS",
                                                              "POR PARTE DE",
                                                              "DE UNA PARTE",
                                                              "BETWEEN",
                                                              "Y POR EL OTRO",
                                                              "POR EL OTRO",
                                                              "POR EL UNO"};
    std::size_t best = segment.begin;
    std::size_t best_end = segment.begin;
    const std::string_view part = text.substr(segment.begin, segment.length());
    for (const std::string_view begin : kBegins) {
      const std::size_t at = part.rfind(begin);
      if (at == std::string_view::npos || part.size() - at < begin.size() + 12) continue;
      if (segment.begin + at >= best_end) {
        best = segment.begin + at;
        best_end = best + begin.size();
      }
    }
    return std::max(best_end, segment.begin);
  }

  void read_segment(Span segment, const Denomination& denomination) {
    const View& prose = document_.prose();
    const std::string_view text = prose.folded;
    const std::string& role = denomination.role;
    const double confidence = 0.74;
    if (role == "buyer") {
      if (auto name = public_body(segment, denomination.alias)) {
        add(prose, *name, "buyer", confidence, "sentence");
        return;
      }
      if (auto name = represented(segment)) {
        add(prose, *name, "buyer", confidence - 0.1, "sentence");
        return;
      }
      if (auto name = by_alias(denomination.alias)) {
        add(prose, *name, "buyer", confidence - 0.12, "alias");
        return;
      }
      return;
    }
    if (auto name = represented(segment)) {
      add(prose, *name, role, confidence, "sentence");
      if (auto person = read_name(document_, prose, reading_.prose, segment.begin, segment.end);
          person && person->span.begin < name->span.begin && !person->form)
        add(prose, *person, "representative", confidence - 0.1, "sentence");
      return;
    }
    if (auto name = read_name(document_, prose, reading_.prose, segment.begin, segment.end)) {
      add(prose, *name, role, confidence, "sentence");
      const std::size_t by =
          text.substr(name->span.end, segment.end - name->span.end).find("REPRESENTAD");
      if (by != std::string_view::npos) representative(name->span.end + by, segment.end);
    }
  }

  void representative(std::size_t at, std::size_t end) {
    const View& prose = document_.prose();
    const std::string_view text = prose.folded;
    const std::size_t by = text.find("POR ", at);
    if (by == std::string_view::npos || by > at + 120 || by + 4 >= end) return;
    if (auto person = read_name(document_, prose, reading_.prose, by + 4, end))
      add(prose, *person, "representative", 0.65, "sentence");
  }

  // "representante legal de X", "en nombre y representación de X".
  std::optional<Name> represented(Span segment) const {
    static constexpr std::array<std::string_view, 11> kWords{"REPRESENTANTE LEGAL DE",
                                                             "REPRESENTACION LEGAL DE",
                                                             "REPRESENTACION DE",
                                                             "NOMBRE DE",
                                                             "APODERADO LEGAL DE",
                                                             "APODERADA LEGAL DE",
                                                             "GERENTE DE",
                                                             "GERENTE GENERAL DE",
                                                             "REPRESENTANTE DE",
                                                             "ADMINISTRADOR UNICO DE",
                                                             "APODERADO DE"};
    const View& prose = document_.prose();
    const std::string_view part =
        std::string_view(prose.folded).substr(segment.begin, segment.length());
    for (const std::string_view word : kWords) {
      const std::size_t at = part.find(word);
      if (at == std::string_view::npos) continue;
      std::size_t begin = segment.begin + at + word.size();
      if (begin < prose.folded.size() && prose.folded[begin] == 'L') ++begin;  // "DEL"
      auto name = read_name(document_, prose, reading_.prose, begin, segment.end);
      if (name && name->span.begin < begin + 60) return name;
    }
    return std::nullopt;
  }

  std::optional<Name> public_body(Span segment, const std::string& alias) const {
    const View& prose = document_.prose();
    std::optional<Name> first;
    for (const Hit& hit : reading_.prose.find(RuleKind::entity, segment)) {
      auto name = read_name(document_, prose, reading_.prose, hit.whole.begin, segment.end);
      if (!name || name->span.length() < hit.whole.length() + 2) continue;
      if (prose.folded.compare(name->span.begin, alias.size(), alias) == 0) return name;
      if (!first) first = name;
    }
    return first;
  }

  // The body that is called by its first word only ("EL MUNICIPIO"): its fullest mention elsewhere.
  std::optional<Name> by_alias(const std::string& alias) const {
    const View& prose = document_.prose();
    std::map<std::string, std::pair<int, Name>> seen;
    for (const Hit& hit : reading_.prose.find(RuleKind::entity)) {
      if (prose.folded.compare(hit.whole.begin, alias.size(), alias) != 0) continue;
      auto name =
          read_name(document_, prose, reading_.prose, hit.whole.begin, hit.whole.begin + 160);
      if (!name || name->span.length() < hit.whole.length() + 3) continue;
      auto& entry = seen[party_key(
          std::string_view(prose.folded).substr(name->span.begin, name->span.length()))];
      if (entry.first++ == 0) entry.second = *name;
    }
    const auto best = std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
      return a.second.first < b.second.first;
    });
    if (best == seen.end()) return std::nullopt;
    return best->second.second;
  }

  // An identifier belongs to the name before it that stands nearest.
  void attach(const std::vector<Identifier>& identifiers, const View& view) {
    for (const Identifier& identifier : identifiers) {
      if (identifier.scheme == "MX-CURP" || identifier.scheme == "MX-CLABE") continue;
      const std::size_t place = document_.in_prose(view, identifier.span.begin);
      Party* nearest = nullptr;
      std::size_t distance = kIdentifierReach;
      for (Party& party : parties_) {
        for (const std::size_t at : party.places) {
          if (at >= place || place - at >= distance + party.key.size()) continue;
          const std::size_t gap = place - at;
          if (gap < distance) {
            distance = gap;
            nearest = &party;
          }
        }
      }
      if (nearest == nullptr || nearest->field.tax_id) continue;
      if (identifier.scheme == "CO-CC" && nearest->field.legal_form) continue;
      TaxId id;
      id.scheme = identifier.scheme;
      id.value = identifier.value;
      id.valid = identifier.valid;
      nearest->field.tax_id = std::move(id);
    }
  }

  std::vector<Party> best_first() {
    std::stable_sort(parties_.begin(), parties_.end(), [](const Party& a, const Party& b) {
      return a.field.confidence > b.field.confidence;
    });
    return std::move(parties_);
  }

  // Two spellings of one name: recognition errors, a second surname left out.
  static constexpr double kSameName = 0.9;
  static constexpr double kRepeatBonus = 0.06;
  static constexpr double kCellIndent = 24;    // points; a hanging first line is less
  static constexpr double kCellLeading = 0.9;  // of a row's height; rows of one cell stand closer

  const Reading& reading_;
  const DocumentText& document_;
  std::vector<Party> parties_;
};

}  // namespace

std::vector<Party> find_parties(const Reading& reading, const std::vector<Identifier>& identifiers,
                                const std::vector<Identifier>& row_identifiers) {
  return Finder(reading).find(identifiers, row_identifiers);
}

}  // namespace tachado::fields
