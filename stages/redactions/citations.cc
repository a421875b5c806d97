#include "stages/redactions/citations.h"

#include <algorithm>
#include <array>

#include "stages/redactions/regex.h"

namespace tachado::redactions {
namespace {

// How far before a law its articles may stand: the longest list in a legend takes some 200.
constexpr std::size_t kMaxList = 320;
constexpr std::size_t kMaxListAfter = 120;  // "LGTAIP, artículo 116"
constexpr std::size_t kMaxStateLaw = 160;   // bytes of a state law's name

struct Law {
  std::string_view name;  // empty: as printed
  std::string_view pattern;
};

// Group n + 1 of the joined pattern is law n. The longer names first.
constexpr auto kLaws = std::to_array<Law>({
    {"LGTAIP",
     R"(ley general de transparencia(?: y acceso a la informacion(?: publica)?)?|lgtaip)"},
    {"LFTAIP",
     R"(ley federal de transparencia(?: y acceso a la informacion(?: publica)?(?: gubernamental)?)?|lftaip(?:g\b)?)"},
    {"LGPDPPSO",
     R"(ley general de proteccion de datos personales(?: en posesion de(?: los)? sujetos obligados)?|lgpdppso)"},
    {"LFPDPPP",
     R"(ley federal de proteccion de datos personales(?: en posesion de(?: los)? particulares)?|lfpdppp)"},
    {"",
     R"((?:ley (?:estatal |numero \d+ |no\. ?\d+ )?(?:de|del sistema de) (?:transparencia|acceso a la informacion|proteccion de datos personales)[^.;:()]{0,150}?(?:estado(?: libre y soberano)? de [a-z]+(?: (?:california(?: sur)?|leon|luis potosi|roo|guerrero))?(?: y (?:sus )?municipios)?|ciudad de mexico))|ltaip[a-z]{1,8}|ltaiprc(?:cdmx)?|ley de transparencia(?: y acceso a la informacion publica)?)"},
    {"Lineamientos generales",
     R"(lineamientos (?:generales )?(?:en materia )?(?:de|para la) (?:la )?clasificacion(?: y desclasificacion)?(?: de la informacion)?|lineamientos generales)"},
    {"LGSNSP", R"(ley general del sistema nacional de seguridad publica|lgsnsp)"},
    {"LSN", R"(ley de seguridad nacional)"},
    {"LFPPI", R"(ley federal de proteccion a la propiedad industrial)"},
    {"LPI", R"(ley de la propiedad industrial)"},
    {"LIC", R"(ley de instituciones de credito)"},
    {"CFF", R"(codigo fiscal de la federacion)"},
    {"CPEUM", R"(constitucion politica de los estados unidos mexicanos|cpeum)"},
});

const Regex& law_pattern() {
  static const Regex kPattern = [] {
    std::string pattern = R"((?<![\w]))";
    pattern += "(?:";
    for (const Law& law : kLaws) {
      if (pattern.back() != ':') pattern += '|';
      pattern += "(" + std::string(law.pattern) + ")";
    }
    pattern += R"()(?![\w]))";
    return Regex(pattern);
  }();
  return kPattern;
}

struct Mention {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<std::size_t> law;  // none: another law, which ends the list before it
};

std::vector<Mention> mentions_in(std::string_view text) {
  static const Regex kOther(
      R"(\b(?:ley|codigo|reglamento|constitucion|convenio|tratado|norma|decreto)\b)");
  std::vector<Mention> result;
  for (const auto& match : law_pattern().find_all(text, kMaxCitations)) {
    Mention mention{match.begin(), match.end(), std::nullopt};
    for (std::size_t i = 0; i < kLaws.size(); ++i) {
      if (match.has(i + 1)) mention.law = i;
    }
    result.push_back(mention);
  }
  if (result.empty()) return result;
  std::vector<Mention> others;
  for (const auto& match : kOther.find_all(text, kMaxCitations)) {
    const bool known = std::any_of(result.begin(), result.end(), [&](const Mention& mention) {
      return match.begin() >= mention.begin && match.begin() < mention.end;
    });
    if (!known) others.push_back({match.begin(), match.end(), std::nullopt});
  }
  result.insert(result.end(), others.begin(), others.end());
  std::stable_sort(result.begin(), result.end(),
                   [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string paragraph_number(std::string_view word) {
  constexpr auto kOrdinals =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"primer", "1"},
                                                                    {"segundo", "2"},
                                                                    {"tercer", "3"},
                                                                    {"cuarto", "4"},
                                                                    {"quinto", "5"},
                                                                    {"sexto", "6"},
                                                                    {"septimo", "7"},
                                                                    {"octavo", "8"},
                                                                    {"ultimo", "last"},
                                                                    {"penultimo", "last but one"}});
  for (const auto& [ordinal, number] : kOrdinals) {
    if (word.starts_with(ordinal)) return std::string(number);
  }
  return std::string(word);
}

struct ClassArticle {
  std::string_view law;
  std::string_view article;
  std::string_view classification;
  std::string_view from;  // first and last day of the law, ISO 8601; empty: open
  std::string_view until;
};

constexpr std::string_view kReform = "2025-03-21";  // the day after publication
constexpr std::string_view kLastDay = "2025-03-20";
constexpr auto kClassArticles =
    std::to_array<ClassArticle>({{"LGTAIP", "113", "reserved", "", kLastDay},
                                 {"LGTAIP", "112", "reserved", kReform, ""},
                                 {"LGTAIP", "116", "confidential", "", kLastDay},
                                 {"LGTAIP", "115", "confidential", kReform, ""},
                                 {"LFTAIP", "110", "reserved", "", kLastDay},
                                 {"LFTAIP", "113", "confidential", "", kLastDay},
                                 {"LGSNSP", "110", "reserved", "", ""},
                                 {"LSN", "51", "reserved", "", ""}});

const ClassArticle* class_article(std::string_view law, std::string_view article) {
  const auto row = std::find_if(
      kClassArticles.begin(), kClassArticles.end(),
      [&](const ClassArticle& one) { return one.law == law && one.article == article; });
  return row != kClassArticles.end() ? &*row : nullptr;
}

std::optional<std::string> class_of(std::string_view law, std::string_view article) {
  const ClassArticle* row = class_article(law, article);
  return row != nullptr ? std::optional(std::string(row->classification)) : std::nullopt;
}

// Parses "113, fracciones V y VII, y 116 párrafo primero" into citations of one law.
void parse_list(std::string_view text, std::size_t from, std::size_t to, const Citation& law,
                std::vector<Citation>& result) {
  static const Regex kPart(
      R"((\d{1,3}(?:[ -]?(?:bis|ter|quater))?)(?:[o](?![\w]))?(?=\W|$)|\bfracc?(?:ion(?:es)?|s?\.?) ?((?:[ivxl]+)(?:(?:,| y|, y| e| o) ?[ivxl]+(?![\w]))*)(?![\w])|\b(primer[o]?|segundo|tercer[o]?|cuarto|quinto|sexto|septimo|octavo|ultimo|penultimo) parrafo|parrafos? (primero|segundo|tercero|cuarto|quinto|sexto|septimo|octavo|ultimo|penultimo|\d)|\b((?:(?:vi|tri|cuadra|quincua|sexa|septua|octo|nona)gesim[oa] ?)?(?:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|septim[oa]|octav[oa]|noven[oa])|(?:vi|tri|cuadra|quincua|sexa|septua|octo|nona)gesim[oa])(?! parrafo))");
  static const Regex kRoman(R"([ivxl]+)");
  const std::string_view list = text.substr(from, to - from);
  const std::size_t before = result.size();
  Citation current = law;
  bool open = false;
  bool fractions = false;
  const auto close = [&] {
    if (open && !fractions) result.push_back(current);
    open = false;
  };
  for (const auto& part : kPart.find_all(list, kMaxCitations)) {
    const bool ordinal_article = part.has(5) && law.law == "Lineamientos generales";
    if (part.has(1) || ordinal_article) {
      close();
      current = law;
      current.article = std::string(part.has(1) ? part[1] : part[5]);
      current.classification = class_of(law.law, *current.article);
      current.begin = from + part.begin();
      open = true;
      fractions = false;
    } else if (part.has(2) && (open || fractions)) {
      for (const auto& roman : kRoman.find_all(part[2])) {
        Citation with = current;
        with.fraction = upper(roman[0]);
        with.end = law.end;
        result.push_back(with);
      }
      fractions = true;
    } else if ((part.has(3) || part.has(4)) && open) {
      const std::string number = paragraph_number(part.has(3) ? part[3] : part[4]);
      current.paragraph = number;
      if (fractions) result.back().paragraph = number;
    }
  }
  close();
  for (std::size_t i = before; i < result.size(); ++i) {
    result[i].begin = std::min(result[i].begin, law.begin);
    result[i].end = std::max(result[i].end, law.end);
  }
}

}  // namespace

std::vector<Citation> find_citations(std::string_view folded) {
  static const Regex kArticle(
      R"(\b(?:articulos?|arts?\.?|numeral(?:es)?|lineamientos?)(?= ?[\d(a-z]))");
  static const Regex kStartsWithNumber(R"(^[\s,;yeo]{0,5}\d{1,3}\b)");
  std::vector<Citation> result;
  const std::vector<Mention> mentions = mentions_in(folded);
  for (std::size_t i = 0; i < mentions.size() && result.size() < kMaxCitations; ++i) {
    const Mention& mention = mentions[i];
    if (!mention.law) continue;
    Citation law;
    law.law = kLaws[*mention.law].name;
    law.begin = mention.begin;
    law.end = mention.end;
    if (law.law.empty()) {
      law.law_begin = mention.begin;
      law.law_end = std::min(mention.end, mention.begin + kMaxStateLaw);
    }
    std::size_t from = mention.begin > kMaxList ? mention.begin - kMaxList : 0;
    if (i > 0) from = std::max(from, mentions[i - 1].end);
    const std::string_view before = folded.substr(from, mention.begin - from);
    const std::size_t found = result.size();
    if (const auto article = kArticle.find(before)) {
      parse_list(folded, from + article->end(), mention.begin, law, result);
    } else if (i > 0 && mentions[i - 1].end == from && kStartsWithNumber.matches(before)) {
      parse_list(folded, from, mention.begin, law, result);
    } else if (law.law == "Lineamientos generales") {
      parse_list(folded, from, mention.begin, law, result);
    }
    if (result.size() > found) continue;
    // The law first, its article after.
    std::size_t to = std::min(folded.size(), mention.end + kMaxListAfter);
    if (i + 1 < mentions.size()) to = std::min(to, mentions[i + 1].begin);
    const std::string_view after = folded.substr(mention.end, to - mention.end);
    static const Regex kNext(
        R"(^[ ,:;.-]{0,4}(?:en (?:su|sus|el|los) )?(?:articulos?|arts?\.?) ?)");
    static const Regex kEnd(R"([.;] |\bde la\b|\bdel\b)");
    if (const auto article = kNext.find(after)) {
      std::size_t end = after.size();
      if (const auto stop = kEnd.find(after, article->end())) end = stop->begin();
      law.end = mention.end + end;
      parse_list(folded, mention.end + article->end(), mention.end + end, law, result);
    }
  }
  return result;
}

std::optional<std::string> misfit(const Citation& citation,
                                  const std::optional<std::string>& stated,
                                  const std::optional<std::string>& date, bool alone) {
  if (!citation.article) return std::nullopt;
  const std::string named = "article " + *citation.article + " of the " + citation.law;
  const ClassArticle* row = class_article(citation.law, *citation.article);
  const bool classifies = citation.law == "LGTAIP" || citation.law == "LFTAIP";
  if (row == nullptr) {
    if (!classifies || !stated || !alone) return std::nullopt;
    return named + " is not one of those for " + *stated + " information";
  }
  if (stated && *stated != row->classification) {
    return named + " is for " + std::string(row->classification) + " information, the text says " +
           *stated;
  }
  const bool dated = date && date->size() == kReform.size() && (*date)[4] == '-';
  if (dated && !row->until.empty() && *date > row->until) {
    return named + " was the one for " + std::string(row->classification) +
           " information until 20 March 2025, before this classification";
  }
  if (dated && !row->from.empty() && *date < row->from) {
    return named + " is the one for " + std::string(row->classification) +
           " information since 20 March 2025, after this classification";
  }
  return std::nullopt;
}

std::vector<Citation> find_codes_of_law(std::string_view folded_label) {
  static const Regex kAmerican(R"(\(?b\)? ?\(?([1-9])\)?(?: ?-? ?\(?([a-f])\)?)?(?![\w]))");
  static const Regex kSecrecy(R"((?<![\w.])1\.4 ?\(?([a-h])\)?)");
  static const Regex kWoo(R"((?<![\w.])5\.1\.([1-5])\.? ?([a-i])(?![\w]))");
  static const Regex kWob(R"((?<![\w.])10\.([1-2])\.? ?([a-g])(?![\w]))");
  static const Regex kExemption(
      R"(\bexemptions? ?(?:no\. ?)?\(?([1-9])\)?(?: ?\(([a-f])\))?(?![\w)]))");
  static const Regex kWooWhole(R"((?<![\w.#])5\.(1\.5|2\.[1-5])(?![\w.]))");
  std::vector<Citation> result;
  const auto add = [&](const Regex::Match& match) -> Citation& {
    result.emplace_back();
    result.back().begin = match.begin();
    result.back().end = match.end();
    return result.back();
  };
  for (const auto& match : kAmerican.find_all(folded_label, kMaxCitations)) {
    if (match.begin() > 0 && folded_label[match.begin() - 1] >= 'a' &&
        folded_label[match.begin() - 1] <= 'z') {
      continue;
    }
    Citation& code = add(match);
    code.law = "5 U.S.C. 552";
    const std::string number(match[1]);
    code.article = "(b)(" + number + ")" + (match.has(2) ? "(" + upper(match[2]) + ")" : "");
    if (number == "1") code.classification = "reserved";
    if (number == "4" || number == "6" || code.article == "(b)(7)(C)") {
      code.classification = "confidential";
    }
  }
  for (const auto& match : kExemption.find_all(folded_label, kMaxCitations)) {
    Citation& code = add(match);
    code.law = "5 U.S.C. 552";
    const std::string number(match[1]);
    code.article = "(b)(" + number + ")" + (match.has(2) ? "(" + upper(match[2]) + ")" : "");
    if (number == "1") code.classification = "reserved";
    if (number == "4" || number == "6") code.classification = "confidential";
  }
  for (const auto& match : kSecrecy.find_all(folded_label, kMaxCitations)) {
    Citation& code = add(match);
    code.law = "E.O. 13526";
    code.article = "1.4";
    code.fraction = std::string(match[1]);
    code.classification = "reserved";
  }
  for (const auto& match : kWoo.find_all(folded_label, kMaxCitations)) {
    Citation& code = add(match);
    code.law = "Woo";
    code.article = "5.1";
    code.paragraph = std::string(match[1]);
    code.fraction = std::string(match[2]);
    if (match[2] == "e" || match[2] == "f") code.classification = "confidential";
  }
  for (const auto& match : kWooWhole.find_all(folded_label, kMaxCitations)) {
    Citation& code = add(match);
    code.law = "Woo";
    code.article = "5." + std::string(match[1].substr(0, 1));
    code.paragraph = std::string(match[1].substr(2));
  }
  for (const auto& match : kWob.find_all(folded_label, kMaxCitations)) {
    Citation& code = add(match);
    code.law = "Wob";
    code.article = "10";
    code.paragraph = std::string(match[1]);
    code.fraction = std::string(match[2]);
    if (match[2] == "e") code.classification = "confidential";
  }
  return result;
}

}  // namespace tachado::redactions
