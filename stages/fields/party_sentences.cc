// Parties from the sentences that name them: the heading ("CONTRATO … QUE CELEBRAN POR UNA PARTE
// …"), the words up to "a quien en lo sucesivo se le denominará …", the declarations.
#include <algorithm>
#include <array>
#include <map>

#include "stages/fields/fold.h"
#include "stages/fields/party_book.h"
#include "stages/fields/phrases.h"

namespace tachado::fields {
namespace {

// The sentences that name the parties stand at the beginning; declarations take some pages.
constexpr std::size_t kPreamble = 18'000;
constexpr std::size_t kHeading = 1'500;
// From a party's first word to what it is called: a page at most.
constexpr std::size_t kMaxSegment = 2'600;
constexpr std::size_t kMinSegment = 10;
// Between "POR LA OTRA PARTE" and the name stand titles and "la empresa" at most.
constexpr std::size_t kNameGap = 70;
// "DENOMINARÁ" and the alias: "… PARA LOS EFECTOS DE ESTE CONTRATO SE LE DENOMINARÁ COMO".
constexpr std::size_t kAliasReach = 90;
constexpr double kSentence = 0.76;
constexpr double kDeclaration = 0.6;
constexpr double kSides = 0.6;
constexpr std::size_t kSide = 400;  // characters about a party in a heading
// A party says who it is in its first declarations.
constexpr std::size_t kDeclared = 1'200;

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

struct Denomination {
  Span span;          // from the verb to the end of the alias
  std::string alias;  // as folded
  std::string role;   // supplier, buyer; empty: not known by its word
  double weight = 0;
  bool english = false;  // in English the party itself comes first, its representative does not
  Span segment;          // the words about the party
  bool opened = false;   // they begin behind "POR LA OTRA PARTE" or the like
};

class Sentences {
 public:
  Sentences(const Reading& reading, PartyBook& book)
      : document_(reading.document), side_(reading.prose), book_(book), flat_(reading.prose.flat) {}

  void read() {
    std::vector<Denomination> denominations = find_denominations();
    set_segments(denominations);
    set_roles(denominations);
    for (const Denomination& denomination : denominations) read_segment(denomination);
    heading();
    sides();
    declarations();
    members();
  }

 private:
  std::optional<Name> name_at(std::size_t at, std::size_t limit) const {
    return read_name(document_, side_, at, limit);
  }

  // ---- what the parties are called ----

  std::vector<std::size_t> verb_places() const {
    static const Phrases verbs{
        "DENOMINAR",      "DENOMINA ", "LLAMAR",        "DESIGNAR", "EN ADELANTE",
        "EN LO SUCESIVO", "(THE ",     "LLAMADO",       "LLAMADA",  "CONOCERA",
        "HEREINAFTER",    "DENOMINAD", "IDENTIFICARA ", "(\"",      "REFERIRA"};
    const std::string_view text = std::string_view(flat_).substr(0, kPreamble);
    std::vector<std::size_t> places;
    verbs.each(text, [&](std::size_t at, std::string_view) { places.push_back(at); });
    return places;
  }

  std::vector<Denomination> find_denominations() const {
    std::vector<Denomination> found;
    std::size_t free_from = 0;
    for (const std::size_t at : verb_places()) {
      if (at < free_from) continue;
      auto denomination = known_alias(at);
      // "LA EMPRESA DENOMINADA X": a name follows, no alias.
      const bool named =
          flat_.compare(at, 9, "DENOMINAD") == 0 || flat_.compare(at, 6, "LLAMAD") == 0;
      if (!denomination && !named) denomination = unknown_alias(at);
      if (!denomination) continue;
      free_from = denomination->span.end;
      found.push_back(std::move(*denomination));
    }
    return found;
  }

  std::optional<Denomination> known_alias(std::size_t at) const {
    const std::size_t end = std::min(flat_.size(), at + kAliasReach);
    for (const Hit& hit : side_.marks.find(RuleKind::alias, {at, end})) {
      if (!names_alias(hit.whole.begin)) continue;
      return Denomination{
          {at, hit.whole.end},     std::string(side_.part(hit.whole)),       hit.rule->source.role,
          hit.rule->source.weight, hit.rule->source.file == "english.rules", {}};
    }
    return std::nullopt;
  }

  // A name of its own: `se denominará AUNAR`, `en lo sucesivo "LA UNAM"`.
  std::optional<Denomination> unknown_alias(std::size_t at) const {
    static constexpr std::array<std::string_view, 19> kNoParty{
        "PARTES", "CONTRATO",  "CONVENIO",    "LEY",      "REGLAMENTO", "SERVICIO", "SERVICIOS",
        "BIENES", "BIEN",      "INSTRUMENTO", "ANEXO",    "OBRA",       "INMUEBLE", "LOS",
        "LAS",    "PRODUCTOS", "EQUIPO",      "TRABAJOS", "IVA"};
    std::size_t word = at;
    const std::size_t end = std::min(flat_.size(), at + kAliasReach);
    while (word < end && is_letter(flat_[word])) ++word;
    for (int words = 0; words < 6 && word < end; ++words) {
      while (word < end && !is_letter(flat_[word])) ++word;
      std::size_t stop = word;
      while (stop < end && is_letter(flat_[stop])) ++stop;
      const std::string_view letters = std::string_view(flat_).substr(word, stop - word);
      if (std::find(kNoParty.begin(), kNoParty.end(), letters) != kNoParty.end())
        return std::nullopt;
      const bool quoted = word > 0 && (flat_[word - 1] == '"' || flat_[word - 1] == '\'');
      const bool capitals = letters.size() >= 3 && document_.upper_at(side_.view, word) &&
                            document_.upper_at(side_.view, word + 1);
      if (capitals && (quoted || names_alias(word)) && letters != "LOS" && letters != "COMO" &&
          letters != "EL")
        return Denomination{{at, stop}, std::string(letters), "", 0, false, {}, false};
      word = stop;
    }
    return std::nullopt;
  }

  // An alias follows an article, a quote or the verb: `EL MUNICIPIO`, `"PROVEEDOR"`, `denominará
  // X`.
  bool names_alias(std::size_t at) const {
    std::size_t i = at;
    while (i > 0 && (flat_[i - 1] == ' ' || flat_[i - 1] == '"' || flat_[i - 1] == '\'' ||
                     flat_[i - 1] == '(')) {
      --i;
    }
    std::size_t word = i;
    while (word > 0 && is_letter(flat_[word - 1])) --word;
    const std::string_view before = std::string_view(flat_).substr(word, i - word);
    static constexpr std::array<std::string_view, 10> kArticles{
        "EL", "LA", "LOS", "LAS", "COMO", "THE", "AS", "ADELANTE", "SUCESIVO", "SIMPLEMENTE"};
    if (std::find(kArticles.begin(), kArticles.end(), before) != kArticles.end()) return true;
    // "una sociedad denominada Proveedora del Norte": a name, unless it is quoted.
    if (before == "DENOMINADA" || before == "DENOMINADO") return flat_[at - 1] == '"';
    return before.substr(0, 8) == "DENOMINA" || before.substr(0, 6) == "LLAMAR" ||
           before.substr(0, 6) == "LLAMAD" || flat_[at - 1] == '"';
  }

  // ---- the words about each ----

  void set_segments(std::vector<Denomination>& denominations) const {
    std::size_t previous = 0;
    for (Denomination& denomination : denominations) {
      const std::size_t end = denomination.span.begin;
      const std::size_t begin = std::max(previous, end > kMaxSegment ? end - kMaxSegment : 0);
      const auto opening = after_opening({begin, end});
      // Behind what the other party is called the words are about this one, opened or not.
      denomination.opened = opening.has_value() || previous > 0;
      denomination.segment = {opening.value_or(begin), end};
      previous = denomination.span.end;
    }
  }

  // The words about a party begin behind "POR LA OTRA PARTE", "ENTRE LOS SUSCRITOS", …: the last of
  // them that a name follows.
  std::optional<std::size_t> after_opening(Span segment) const {
    static const Phrases openings{"POR LA OTRA PARTE",
                                  "POR LA OTRA",
                                  "POR UNA PARTE",
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
                                  "POR EL OTRO",
                                  "POR EL UNO",
                                  "POR UN LADO",
                                  "QUE CELEBRAN",
                                  "QUE SUSCRIBEN",
                                  "CELEBRADO ENTRE",
                                  "AND BETWEEN"};
    const std::string_view part = std::string_view(flat_).substr(segment.begin, segment.length());
    std::vector<std::size_t> places;
    openings.each(part, [&](std::size_t at, std::string_view opening) {
      places.push_back(segment.begin + at + opening.size());
    });
    std::sort(places.begin(), places.end());
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      const auto name = name_at(*place, segment.end);
      if (name && name->span.begin < *place + kNameGap) return *place;
      if (hidden_near(*place, segment.end)) return *place;
    }
    return std::nullopt;
  }

  bool hidden_near(std::size_t at, std::size_t end) const {
    const std::size_t reach = std::min(end, at + kNameGap);
    return std::string_view(flat_).substr(at, reach - at).find(kRedacted) != std::string_view::npos;
  }

  // Two parties cannot both supply: the weaker word gives way ("LA EMPRESA" and "EL CONTRATISTA").
  // A word that tells nothing is the other side of the one that does.
  static void set_roles(std::vector<Denomination>& denominations) {
    double supplier = 0;
    double buyer = 0;
    for (const Denomination& d : denominations) {
      if (d.role == "supplier") supplier = std::max(supplier, d.weight);
      if (d.role == "buyer") buyer = std::max(buyer, d.weight);
    }
    for (Denomination& d : denominations) {
      if (d.role == "supplier" && d.weight < supplier && buyer == 0) d.role = "buyer";
      if (!d.role.empty()) continue;
      if (buyer > 0 && supplier == 0) d.role = "supplier";
      if (supplier > 0 && buyer == 0) d.role = "buyer";
    }
  }

  void read_segment(const Denomination& denomination) {
    if (denomination.role.empty() || denomination.segment.length() < kMinSegment) return;
    if (first_is_hidden(denomination)) return book_.hidden(denomination.role);
    const auto first = name_at(denomination.segment.begin, denomination.segment.end);
    if (denomination.role == "buyer") return read_buyer(denomination, first);
    const bool firm = first && (first->form || is_body(*first));
    const auto represented = firm ? std::nullopt : represented_in(denomination.segment);
    if (represented) {
      book_.add(side_, *represented, "supplier", kSentence, "sentence");
      if (first && first->span.begin < represented->span.begin)
        book_.add(side_, *first, "representative", kSentence - 0.1, "sentence");
      return;
    }
    if (!first) return;
    book_.add(side_, *first, "supplier", kSentence, "sentence");
    representative({first->span.end, denomination.segment.end});
  }

  bool first_is_hidden(const Denomination& denomination) const {
    const std::string_view part = std::string_view(flat_).substr(
        denomination.segment.begin, std::min<std::size_t>(denomination.segment.length(), 90));
    const std::size_t hidden = part.find(kRedacted);
    return hidden != std::string_view::npos &&
           !name_at(denomination.segment.begin, denomination.segment.begin + hidden);
  }

  void read_buyer(const Denomination& denomination, const std::optional<Name>& first) {
    std::optional<Name> name;
    double confidence = kSentence;
    const bool named_by_kind = !denomination.alias.empty() && by_alias(denomination.alias);
    const bool plain = first && denomination.opened &&
                       (first->form || denomination.english || book_.is_public(side_, *first));
    if (plain) {
      name = first;
    } else if (auto body = body_in(denomination.segment, denomination.alias)) {
      name = body;
    } else if (named_by_kind) {
      name = by_alias(denomination.alias);
      confidence -= 0.1;
    } else if (auto represented = represented_in(denomination.segment)) {
      name = represented;
      confidence -= 0.05;
    } else if (auto any = body_in(denomination.segment, "")) {
      name = any;
      confidence -= 0.08;
    } else if (first && denomination.opened && denomination.role == "buyer" &&
               denomination.weight == 0) {
      // A name of its own ("PEP") on the other side of a supplier that is known by its word.
      name = first;
      confidence -= 0.12;
    }
    if (!name) return;
    book_.add(side_, *name, "buyer", confidence, "sentence");
    if (first && first->span.begin < name->span.begin && !first->form)
      book_.add(side_, *first, "representative", kSentence - 0.1, "sentence");
    representative({name->span.end, denomination.segment.end});
  }

  bool is_body(const Name& name) const {
    static constexpr std::array<std::string_view, 12> kBodies{
        "CONSORCIO",   "UNION TEMPORAL", "COOPERATIVA", "ASOCIACION", "CORPORACION", "FUNDACION",
        "UNIVERSIDAD", "INSTITUTO",      "CENTRO",      "EMPRESA",    "LONJA",       "COMPANIA"};
    const std::string_view text = side_.part(name.span);
    return std::any_of(kBodies.begin(), kBodies.end(),
                       [&](std::string_view body) { return text.substr(0, body.size()) == body; });
  }

  void representative(Span segment) {
    const std::string_view part = std::string_view(flat_).substr(segment.begin, segment.length());
    const std::size_t by = part.find("REPRESENTAD");
    if (by == std::string_view::npos) return;
    const std::size_t through = part.find(" POR ", by);
    if (through == std::string_view::npos || through > by + 60) return;
    if (auto person = name_at(segment.begin + through + 5, segment.end))
      book_.add(side_, *person, "representative", kSentence - 0.1, "sentence");
  }

  // "representante legal de X", "en nombre y representación de X".
  std::optional<Name> represented_in(Span segment) const {
    static constexpr std::array<std::string_view, 13> kWords{
        "REPRESENTANTE LEGAL DE", "REPRESENTACION LEGAL DE",
        "REPRESENTACION DE",      "NOMBRE DE",
        "APODERADO LEGAL DE",     "APODERADA LEGAL DE",
        "APODERADO GENERAL DE",   "GERENTE DE",
        "GERENTE GENERAL DE",     "REPRESENTANTE DE",
        "ADMINISTRADOR UNICO DE", "APODERADO DE",
        "ADMINISTRADORA UNICA DE"};
    const std::string_view part = std::string_view(flat_).substr(segment.begin, segment.length());
    std::optional<Name> best;
    for (const std::string_view word : kWords) {
      const std::size_t at = part.find(word);
      if (at == std::string_view::npos) continue;
      std::size_t begin = segment.begin + at + word.size();
      if (begin < flat_.size() && flat_[begin] == 'L') ++begin;  // "DEL"
      auto name = name_at(begin, segment.end);
      if (!name || name->span.begin > begin + 60 || side_.part(name->span) == "MISMO") continue;
      if (!best || (name->form && !best->form)) best = name;
    }
    return best;
  }

  std::optional<Name> body_in(Span segment, const std::string& alias) const {
    for (const Hit& hit : side_.marks.find(RuleKind::entity, segment)) {
      if (!alias.empty() && flat_.compare(hit.whole.begin, alias.size(), alias) != 0) continue;
      if (tells_where(hit.whole.begin)) continue;
      auto name = name_at(hit.whole.begin, segment.end);
      if (name && name->span.length() > hit.whole.length() + 2) return name;
    }
    return std::nullopt;
  }

  // "vecino y residente en el Municipio de …": a place, no party.
  bool tells_where(std::size_t at) const {
    const std::string_view before =
        std::string_view(flat_).substr(at > 8 ? at - 8 : 0, at > 8 ? 8 : at);
    return contains(before, " EN EL ") || contains(before, " EN LA ") || before.ends_with(" EN ") ||
           before.ends_with("DEL EN ");
  }

  // The body that is called by its first word only ("EL MUNICIPIO"): its commonest full mention.
  std::optional<Name> by_alias(const std::string& alias) const {
    constexpr std::size_t kMentions = 60;
    std::map<std::string, std::pair<int, Name>> seen;
    std::size_t mentions = 0;
    for (const Hit& hit : side_.marks.find(RuleKind::entity)) {
      if (flat_.compare(hit.whole.begin, alias.size(), alias) != 0) continue;
      if (++mentions > kMentions) break;
      auto name = name_at(hit.whole.begin, hit.whole.begin + 160);
      if (!name || name->form || name->span.length() < hit.whole.length() + 3) continue;
      auto& entry = seen[party_key(side_.part(name->span))];
      if (entry.first++ == 0) entry.second = *name;
    }
    const auto best = std::max_element(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
      return a.second.first < b.second.first;
    });
    if (best == seen.end()) return std::nullopt;
    return best->second.second;
  }

  // ---- "CONTRATO … CELEBRADO ENTRE A Y B" ----

  void heading() {
    const std::string_view top = std::string_view(flat_).substr(0, kHeading + 5);
    for (std::size_t at = 0; (at = top.find("ENTRE ", at)) != std::string_view::npos; at += 6) {
      const std::string_view before = std::string_view(flat_).substr(at > 14 ? at - 14 : 0, 14);
      if (contains(before, "CELEBRA") || contains(before, "SUSCRIT") ||
          contains(before, "COLABORACION"))
        heading_names(at + 6);
    }
  }

  void heading_names(std::size_t begin) {
    std::optional<std::pair<Name, Name>> best;
    double best_score = 0;
    for (std::size_t at = begin; at < std::min(flat_.size(), begin + 220); ++at) {
      const bool joins = (flat_.compare(at, 2, "Y ") == 0 || flat_.compare(at, 2, "E ") == 0) &&
                         at > 0 && flat_[at - 1] == ' ';
      if (!joins) continue;
      const auto first = name_at(begin, at);
      const auto second = name_at(at + 2, begin + 400);
      if (!first || !second) continue;
      double score = 0.1;
      if (book_.is_public(side_, *first) != book_.is_public(side_, *second)) score += 0.3;
      if (second->form || first->form) score += 0.2;
      if (known(*second, "supplier") || known(*first, "supplier")) score += 1;
      if (known(*first, "buyer") || known(*second, "buyer")) score += 1;
      if (score > best_score) {
        best_score = score;
        best = {*first, *second};
      }
    }
    if (!best) return;
    const bool turned =
        (book_.is_public(side_, best->second) && !book_.is_public(side_, best->first)) ||
        known(best->first, "supplier") || known(best->second, "buyer");
    const double confidence = best_score > 0.3 ? 0.66 : 0.5;
    book_.add(side_, turned ? best->second : best->first, "buyer", confidence, "heading");
    book_.add(side_, turned ? best->first : best->second, "supplier", confidence, "heading");
  }

  // "POR UNA PARTE X … Y POR LA OTRA Y" where nothing that can be read says what they are called.
  void sides() {
    const std::string_view top = std::string_view(flat_).substr(0, kHeading);
    static const Phrases first{"POR UNA PARTE", "DE UNA PARTE", "POR UN LADO"};
    static const Phrases second{"POR LA OTRA", "POR OTRA", "DE LA OTRA", "DE OTRA", "POR EL OTRO"};
    const auto behind = [&](const Phrases& phrases) {
      std::size_t place = 0;
      phrases.each(top, [&](std::size_t at, std::string_view phrase) {
        if (place == 0) place = at + phrase.size();
      });
      return place;
    };
    const std::size_t one = behind(first);
    const std::size_t other = behind(second);
    if (one == 0 || other <= one) return;
    if (!book_.has("buyer")) {
      if (const auto body = body_in({one, other}, ""))
        book_.add(side_, *body, "buyer", kSides, "sides");
    }
    if (book_.has("supplier")) return;
    std::size_t begin = other;
    if (top.substr(begin).starts_with(" PARTE")) begin += 6;
    const Span segment{begin, std::min(flat_.size(), begin + kSide)};
    if (hidden_near(segment.begin, segment.end)) return book_.hidden("supplier");
    auto name = name_at(segment.begin, segment.end);
    if (!name || !name->form) {
      if (const auto represented = represented_in(segment)) name = represented;
    }
    if (!name || name->span.begin > segment.begin + kSide) return;
    const bool near = name->span.begin < segment.begin + kNameGap;
    if ((!near && !name->form) || book_.is_public(side_, *name)) return;
    book_.add(side_, *name, "supplier", name->form ? kSides : kSides - 0.03, "sides");
  }

  bool known(const Name& name, std::string_view role) const {
    const std::string key = party_key(side_.part(name.span));
    const auto& parties = book_.parties();
    return std::any_of(parties.begin(), parties.end(), [&](const Party& party) {
      return party.field.role == role && similarity(party.key, key) > 0.85;
    });
  }

  // ---- "II. DECLARA EL PROVEEDOR: … que es una sociedad denominada X, S.A. de C.V." ----

  void declarations() {
    const bool supplier = book_.has("supplier");
    const bool buyer = book_.has("buyer");
    const std::string_view preamble = std::string_view(flat_).substr(0, kPreamble + 6);
    for (std::size_t at = 0; (at = preamble.find("DECLARA", at)) != std::string_view::npos;
         at += 7) {
      const auto aliases = side_.marks.find(RuleKind::alias, {at, at + 60});
      if (aliases.empty()) continue;
      const std::string& role = aliases.front().rule->source.role;
      const std::size_t begin = aliases.front().whole.end;
      if (role == "supplier" && !supplier && !book_.has("supplier")) declared_supplier(begin);
      if (role == "buyer" && !buyer && !book_.has("buyer")) declared_buyer(begin);
    }
  }

  // "que es una sociedad denominada X, S.A. de C.V.", "persona física, de nombre X", "su razón
  // social es X".
  void declared_supplier(std::size_t begin) {
    static constexpr std::array<std::string_view, 9> kWords{
        "DENOMINADA ",          "DENOMINADO ",      "DE NOMBRE ",
        "SU NOMBRE ES ",        "RAZON SOCIAL ES ", "RAZON SOCIAL ",
        "DENOMINACION SOCIAL ", "LLAMARSE ",        "RESPONDE AL NOMBRE DE "};
    const std::string_view part = std::string_view(flat_).substr(begin, kDeclared);
    for (const std::string_view word : kWords) {
      const std::size_t at = part.find(word);
      if (at == std::string_view::npos) continue;
      const std::size_t name_begin = begin + at + word.size();
      const auto name = name_at(name_begin, name_begin + kDeclared);
      if (!name || name->span.begin > name_begin + kNameGap) continue;
      if (!name->form && side_.part(name->span).find(' ') == std::string_view::npos) continue;
      book_.add(side_, *name, "supplier", kDeclaration + 0.05, "declaration");
      return;
    }
    for (const Hit& form : side_.marks.find(RuleKind::form, {begin, begin + kDeclared})) {
      if (auto name = name_before(form.whole, begin)) {
        book_.add(side_, *name, "supplier", kDeclaration, "declaration");
        return;
      }
    }
  }

  // "I.1. Es el Municipio de X", "que es un organismo … denominado X": the first public body.
  void declared_buyer(std::size_t begin) {
    constexpr std::size_t kNear = 260;
    for (const Hit& hit : side_.marks.find(RuleKind::entity, {begin, begin + kNear})) {
      auto name = name_at(hit.whole.begin, hit.whole.begin + 160);
      if (!name || name->span.length() < hit.whole.length() + 3 || tells_where(hit.whole.begin))
        continue;
      book_.add(side_, *name, "buyer", kDeclaration, "declaration");
      return;
    }
  }

  static bool joins_names(std::string_view word) {
    static constexpr std::array<std::string_view, 8> kWords{"Y",  "E",   "DE",  "DEL",
                                                            "LA", "LOS", "LAS", "EN"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  }

  // The name that a legal form ends: its capitals before it.
  std::optional<Name> name_before(Span form, std::size_t from) const {
    std::size_t start = form.begin;
    std::size_t joining = 0;
    for (int words = 0; words < 14 && start > from; ++words) {
      std::size_t word_end = start;
      while (word_end > from && !is_word(flat_[word_end - 1])) --word_end;
      std::size_t word = word_end;
      while (word > from && is_word(flat_[word - 1])) --word;
      if (word == word_end) break;
      const std::string_view letters = std::string_view(flat_).substr(word, word_end - word);
      if (!document_.upper_at(side_.view, word)) {
        // "Alfa y Omega", "del Norte": small words between capitals.
        if (!joins_names(letters)) break;
        joining = word;
        start = word;
        continue;
      }
      start = word;
      joining = 0;
    }
    if (joining > 0) {
      // What begins with a small word belongs to the sentence: "es una sociedad de Alfa".
      while (start < form.begin && !document_.upper_at(side_.view, start)) {
        while (start < form.begin && is_word(flat_[start])) ++start;
        while (start < form.begin && !is_word(flat_[start])) ++start;
      }
    }
    if (start == form.begin) return std::nullopt;
    auto name = name_at(start, form.end);
    return name && name->form ? name : std::nullopt;
  }

  // "CONSORCIO X, INTEGRADO POR A Y B".
  void members() {
    for (const std::string_view word :
         {"INTEGRADO POR", "INTEGRADA POR", "CONFORMADO POR", "CONFORMADA POR"}) {
      for (std::size_t at = 0; (at = flat_.find(word, at)) != std::string::npos && at < kPreamble;
           at += word.size()) {
        const std::string_view before =
            std::string_view(flat_).substr(at > 160 ? at - 160 : 0, at > 160 ? 160 : at);
        if (!contains(before, "CONSORCIO") && !contains(before, "UNION TEMPORAL")) continue;
        std::size_t next = at + word.size();
        for (int n = 0; n < 6; ++n) {
          const auto member = name_at(next, next + 200);
          if (!member || member->span.begin > next + 30) break;
          book_.add(side_, *member, "member", 0.6, "member");
          next = member->span.end;
          while (next < flat_.size() &&
                 (flat_[next] == ' ' || flat_[next] == ',' || flat_[next] == ';'))
            ++next;
          if (flat_.compare(next, 2, "Y ") == 0 || flat_.compare(next, 2, "E ") == 0) next += 2;
        }
      }
    }
  }

  const DocumentText& document_;
  const Side& side_;
  PartyBook& book_;
  const std::string& flat_;
};

}  // namespace

void parties_from_sentences(const Reading& reading, PartyBook& book) {
  Sentences(reading, book).read();
}

}  // namespace tachado::fields
