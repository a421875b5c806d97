#include "stages/redactions/notes.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <initializer_list>
#include <optional>

#include "stages/redactions/citations.h"
#include "stages/redactions/fold.h"
#include "stages/redactions/regex.h"

namespace tachado::redactions {
namespace {

constexpr std::size_t kMaxEntry = 900;      // bytes of a legend entry
constexpr std::size_t kMaxNoteText = 240;   // code points kept of an entry
constexpr std::size_t kMaxEvidence = 300;   // code points
constexpr std::size_t kMaxEntries = 300;    // of a page
constexpr std::size_t kTriggerReach = 300;  // bytes round a citation

constexpr auto kNeedles = std::to_array<std::string_view>(
    {"eliminad", "testad", "suprimid", "clasific", "reservad", "reserva ", "version publica",
     "confidencial", "dato personal", "fundamento legal", "release in part"});

// A clause on confidentiality cites the same articles; only words of removal or classification
// make a citation a ground.
const Regex& removal() {
  static const Regex kRemoval(
      R"(eliminad|testad|se testa|suprimid|suprime|version publica|se clasific|clasificad|clasificacion|fundamento legal|informacion (?:como )?(?:reservada|confidencial)|reservad|prueba de dano|(?:periodo|plazo) de reserva|acuerdo de reserva)");
  return kRemoval;
}

constexpr std::string_view kCount =
    R"((?:\d{1,3}|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|varias|varios)\)? (?:palabras?|renglon(?:es)?|lineas?|parrafos?|cifras?|digitos?|fojas?|paginas?|columnas?|filas?|imagen(?:es)?))";

class Reader {
 public:
  explicit Reader(const Page& page) : page_(page), folded_(fold(page.text)), flat_(folded_) {
    std::replace(flat_.begin(), flat_.end(), '\n', ' ');
  }

  std::vector<Note> run() {
    const bool any = std::any_of(kNeedles.begin(), kNeedles.end(), [&](std::string_view needle) {
      return flat_.find(needle) != std::string::npos;
    });
    if (!any) return {};
    printed_ = to_utf32(page_.text);
    read_entries();
    read_rest();
    read_release();
    return std::move(notes_);
  }

 private:
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  [[nodiscard]] std::string printed(std::size_t begin, std::size_t end, std::size_t most) const {
    const auto from =
        static_cast<std::size_t>(code_points(std::string_view(flat_).substr(0, begin)));
    const auto count =
        static_cast<std::size_t>(code_points(std::string_view(flat_).substr(begin, end - begin)));
    std::u32string text = printed_.substr(from, std::min(count, most));
    std::replace(text.begin(), text.end(), U'\n', U' ');
    while (!text.empty() && (text.back() == U' ' || text.back() == U',')) text.pop_back();
    while (!text.empty() && text.front() == U' ') text.erase(text.begin());
    return to_utf8(text);
  }

  [[nodiscard]] Evidence evidence(std::size_t begin, std::size_t end) const {
    Evidence result;
    result.page = page_.number;
    result.begin = code_points(std::string_view(flat_).substr(0, begin));
    result.end = result.begin + code_points(std::string_view(flat_).substr(begin, end - begin));
    result.text = printed(begin, end, kMaxEvidence);
    for (const Word& word : page_.words) {
      if (word.offset + code_points(word.text) <= result.begin || word.offset >= result.end) {
        continue;
      }
      result.box = unite(result.box, word.box);
      if (word.confidence) result.source = "ocr";
    }
    if (page_.text_source == TextSource::kept_ocr) result.source = "ocr";
    return result;
  }

  [[nodiscard]] static std::optional<std::string> class_in_words(std::string_view folded) {
    static const Regex kConfidential(
        R"(confidencial|datos? personal|dato identificativo|secreto (?:comercial|industrial|bancario|fiscal)|vida privada|patrimoni)");
    static const Regex kReserved(R"(reservad|se reserva|seguridad (?:publica|nacional))");
    const bool confidential = kConfidential.matches(folded);
    const bool reserved = kReserved.matches(folded);
    if (confidential == reserved) return std::nullopt;
    return confidential ? "confidential" : "reserved";
  }

  [[nodiscard]] Ground ground_from(const Citation& citation, std::size_t offset,
                                   const std::optional<std::string>& words) const {
    Ground ground;
    ground.law = citation.law_end > citation.law_begin
                     ? printed(offset + citation.law_begin, offset + citation.law_end, kMaxEvidence)
                     : citation.law;
    ground.article = citation.article;
    ground.fraction = citation.fraction;
    ground.paragraph = citation.paragraph;
    ground.classification = citation.classification ? citation.classification : words;
    ground.evidence.push_back(evidence(offset + citation.begin, offset + citation.end));
    return ground;
  }

  // "Eliminado: tres renglones", "(una línea)".
  [[nodiscard]] std::optional<std::string> removed_in(const Range& range) const {
    static const Regex kRemoved("(?:^|[ (])(" + std::string(kCount) + ")");
    const std::string_view text =
        std::string_view(flat_).substr(range.begin, range.end - range.begin);
    const auto match = kRemoved.find(text);
    if (!match) return std::nullopt;
    std::string result = printed(range.begin + match->groups[1].begin,
                                 range.begin + match->groups[1].end, kMaxEvidence);
    std::erase(result, ')');
    return result;
  }

  // "1.- RFC (una línea). De conformidad a …", "#3.1 … eliminado por ser un dato personal".
  void read_entries() {
    const auto date = date_of_classification();
    static const Regex kEntry(
        R"((?m)^[ \t"(*]{0,3}(?:(#) ?(\d{1,3}(?:\.\d{1,3})?)|(\d{1,3}(?:\.\d{1,3})?)(?= ?(?:\.-|[.):-]))|(n\d{1,4})-(?:eliminado|testado)|((?:reservad[ao]|confidencial)\.? ?\d{1,3}))\b ?(?:\.-|[.):-]*) *(?=\S))");
    static const Regex kRemoval(
        "eliminad|testad|suprimid|clasificad|de "
        "conformidad|fundamento|confidencial|reservad|datos? "
        "personal|[(]" +
        std::string(kCount));
    std::vector<Regex::Match> matches = kEntry.find_all(folded_, kMaxEntries);
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const Regex::Match& match = matches[i];
      Range range{match.begin(), std::min(folded_.size(), match.begin() + kMaxEntry)};
      if (i + 1 < matches.size()) range.end = std::min(range.end, matches[i + 1].begin());
      range.end = std::min(range.end, folded_.find("\n\n", match.end()));
      while (range.end > range.begin &&
             (static_cast<unsigned char>(folded_[range.end - 1]) & 0x80U) != 0) {
        --range.end;
      }
      const std::string_view text = std::string_view(flat_).substr(
          match.end(), std::max(range.end, match.end()) - match.end());
      if (!kRemoval.matches(text)) continue;
      Note note;
      for (std::size_t group = 2; group <= 5; ++group) {
        if (match.has(group)) note.key = std::string(match[group]);
      }
      std::erase(note.key, ' ');
      note.text = printed(match.end(), range.end, kMaxNoteText);
      note.box = evidence(range.begin, range.end).box;
      const auto words = class_in_words(text);
      const auto removed = removed_in({match.end(), range.end});
      const std::vector<Citation> citations = find_citations(text);
      const bool fits = any_fits(citations, words);
      for (const Citation& citation : citations) {
        note.grounds.push_back(ground_from(citation, match.end(), words));
        note.grounds.back().note = misfit(citation, words, date, !fits);
      }
      if (note.grounds.empty() && (words || removed)) {
        Ground ground;
        ground.classification = words;
        ground.evidence.push_back(evidence(range.begin, range.end));
        note.grounds.push_back(std::move(ground));
      }
      for (Ground& ground : note.grounds) ground.removed = removed;
      entries_.push_back(range);
      notes_.push_back(std::move(note));
    }
  }

  [[nodiscard]] bool in_entry(std::size_t at) const {
    return std::any_of(entries_.begin(), entries_.end(),
                       [&](const Range& range) { return at >= range.begin && at < range.end; });
  }

  // A date in words or figures, as ISO 8601 where it can be told, else as printed.
  [[nodiscard]] std::string date_from(std::size_t begin, std::size_t end) const {
    static const Regex kWords(
        R"((\d{1,2})(?: ?o)? (?:de |del mes de )?(enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre) (?:de |del |del ano )?(\d{4}))");
    static const Regex kFigures(R"((\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))");
    constexpr auto kMonths = std::to_array<std::string_view>(
        {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "se", "oct", "nov", "dic"});
    const std::string_view text = std::string_view(flat_).substr(begin, end - begin);
    const auto iso = [](std::string_view year, std::size_t month, std::string_view day) {
      return std::string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-" +
             (day.size() == 1 ? "0" : "") + std::string(day);
    };
    if (const auto match = kWords.find(text)) {
      for (std::size_t i = 0; i < kMonths.size(); ++i) {
        if ((*match)[2].starts_with(kMonths[i])) return iso((*match)[3], i + 1, (*match)[1]);
      }
    }
    if (const auto match = kFigures.find(text)) {
      std::size_t month = 0;
      for (const char c : (*match)[2]) month = month * 10 + static_cast<std::size_t>(c - '0');
      if (month >= 1 && month <= 12) return iso((*match)[3], month, (*match)[1]);
    }
    return printed(begin, end, kMaxEvidence);
  }

  struct Cover {
    std::optional<std::string> date;
    std::optional<std::string> period;
    std::optional<std::string> until;
    std::optional<std::string> classified_by;
    std::optional<std::string> reference;
    std::optional<std::string> removed;
    std::optional<Range> reserve;  // where a reserve is spoken of, for a ground without a citation
  };

  [[nodiscard]] std::optional<std::string> date_of_classification() const {
    static const Regex kDate(
        R"(fecha de (?:la )?(?:clasificacion|elaboracion de la version publica)\s*[:.]?\s*([^\n;]{4,45}))");
    if (folded_.find("fecha de ") == std::string::npos) return std::nullopt;
    const auto match = kDate.find(folded_);
    if (!match || in_entry(match->begin())) return std::nullopt;
    return date_from(match->groups[1].begin, match->groups[1].end);
  }

  [[nodiscard]] Cover read_cover() const {
    static const Regex kPeriod(
        R"((?:(?:periodo|plazo) de (?:la )?reserva\s*(?:es de|de|sera de|:)?\s*:?\s*|reservad[ao]s? (?:por|durante) (?:un (?:periodo|plazo) de )?)((?:\d{1,2}|un|dos|tres|cuatro|cinco|diez|doce)(?: ?\([^)\n]{1,12}\))? (?:anos?|meses)))");
    static const Regex kUntil(
        R"((?:reservad[^.\n]{0,80}hasta el|fecha de desclasificacion\s*:?|vence(?: el)?|concluye(?: el)?)\s*(?:dia )?((?:\d{1,2} de [a-z]{4,10} (?:de|del) \d{4})|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))");
    static const Regex kBy(
        R"((?:^|\n)\s*(?:area(?: que clasifica| responsable| administrativa)?|unidad administrativa|clasifico|nombre del area(?: que clasifica)?|(?:nombre del )?titular (?:del area|de la unidad)[^:\n]{0,40}|(?:servidor publico )?responsable de (?:la )?clasifica(?:r|cion)[^:\n]{0,30})\s*:\s*([^\n]{3,100}))");
    static const Regex kReference(
        R"((?:acuerdo (?:de|para la) (?:clasificacion|reserva|confidencialidad)[^.;:\n]{0,40}?|acta [^.;:\n]{0,60}?|sesion [^.;:\n]{0,60}?|resolucion [^.;:\n]{0,40}?|acuerdo )(?:numero|num\.?|no\.?|n\.? ?o\.?|identificad[ao] (?:con|como)|clave)?\s*:?\s*((?=[a-z0-9./_-]*\d)(?=[a-z0-9._-]*[/-])[a-z0-9][a-z0-9./_-]{3,40}[a-z0-9]))");
    Cover cover;
    // Plain words first: of most pages they tell enough.
    const auto value = [&](const Regex& regex,
                           std::initializer_list<std::string_view> words) -> std::optional<Range> {
      const bool any = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return folded_.find(word) != std::string::npos;
      });
      if (!any) return std::nullopt;
      const auto match = regex.find(folded_);
      if (!match || !match->has(1) || in_entry(match->begin())) return std::nullopt;
      return Range{match->groups[1].begin, match->groups[1].end};
    };
    cover.date = date_of_classification();
    if (const auto at = value(kPeriod, {"reserva"})) {
      cover.period = printed(at->begin, at->end, kMaxEvidence);
      cover.reserve = at;
    }
    if (const auto at = value(kUntil, {"hasta el", "desclasific", "vence", "concluye"}))
      cover.until = date_from(at->begin, at->end);
    if (const auto at = value(kBy, {"area", "unidad adm", "clasific", "titular"}))
      cover.classified_by = printed(at->begin, at->end, kMaxEvidence);
    static const Regex kSession(
        R"(\b((?:[a-z]{4,12}(?:a|er) ){1,3}sesion (?:extra)?ordinaria(?: (?:de|del|del ano) \d{4})?))");
    if (const auto at = value(kSession, {"sesion "})) {
      cover.reference = printed(at->begin, at->end, kMaxEvidence);
    }
    if (const auto at = value(kReference, {"acuerdo", "acta ", "sesion ", "resolucion"})) {
      cover.reference = printed(at->begin, at->end, kMaxEvidence);
      if (std::string_view(folded_).substr(0, at->begin).ends_with("reserva ") ||
          folded_.find("acuerdo de reserva") != std::string::npos) {
        cover.reserve = cover.reserve ? cover.reserve : at;
      }
    }
    return cover;
  }

  // Whether one of the citations is the article for this class: those beside it may be general.
  [[nodiscard]] static bool any_fits(const std::vector<Citation>& citations,
                                     const std::optional<std::string>& stated) {
    return std::any_of(citations.begin(), citations.end(), [&](const Citation& citation) {
      return citation.classification && (!stated || citation.classification == stated);
    });
  }

  // The words before a citation that belong to it: a class that is stated elsewhere on the page
  // is another one's.
  [[nodiscard]] std::string_view sentence_of(const Citation& citation) const {
    const std::size_t from = citation.begin > kTriggerReach ? citation.begin - kTriggerReach : 0;
    std::string_view before = std::string_view(flat_).substr(from, citation.end - from);
    const std::size_t head = citation.begin - from;
    std::size_t stop = std::string_view::npos;
    for (const std::string_view end : {". ", "; ", "  "}) {
      const std::size_t at = before.substr(0, head).rfind(end);
      if (at != std::string_view::npos && (stop == std::string_view::npos || at > stop)) stop = at;
    }
    return stop == std::string_view::npos ? before : before.substr(stop);
  }

  // Citations outside entries: a cover sheet, a margin note, an unnumbered legend.
  void read_rest() {
    Note note;
    const std::vector<Citation> citations = find_citations(flat_);
    const auto date = date_of_classification();
    for (const Citation& citation : citations) {
      if (in_entry(citation.begin)) continue;
      const std::size_t from = citation.begin > kTriggerReach ? citation.begin - kTriggerReach : 0;
      std::size_t begin = from;
      while (begin > 0 && (static_cast<unsigned char>(flat_[begin]) & 0xC0U) == 0x80U) --begin;
      std::size_t end = std::min(flat_.size(), citation.end + kTriggerReach);
      while (end < flat_.size() && (static_cast<unsigned char>(flat_[end]) & 0xC0U) == 0x80U) ++end;
      const std::string_view around = std::string_view(flat_).substr(begin, end - begin);
      if (!removal().matches(around)) continue;
      note.grounds.push_back(ground_from(citation, 0, class_in_words(around)));
      note.grounds.back().removed = removed_in({begin, end});
      const auto stated = class_in_words(sentence_of(citation));
      note.grounds.back().note = misfit(citation, stated, date, !any_fits(citations, stated));
    }
    if (note.grounds.empty() && folded_.find("reserva") == std::string::npos) return;
    const Cover cover = read_cover();
    if (note.grounds.empty() && cover.reserve) {
      Ground ground;
      ground.classification = "reserved";
      ground.evidence.push_back(evidence(cover.reserve->begin, cover.reserve->end));
      note.grounds.push_back(std::move(ground));
    }
    if (note.grounds.empty()) return;
    note.cover = cover.date || cover.period || cover.classified_by || cover.until;
    for (Ground& ground : note.grounds) {
      ground.date = cover.date;
      // A period is one of reserve: what is confidential stays so.
      if (ground.classification != "confidential") {
        ground.period = cover.period;
        ground.until = cover.until;
      }
      ground.classified_by = cover.classified_by;
      ground.reference = cover.reference;
      if (!ground.evidence.empty()) note.box = unite(note.box, ground.evidence.front().box);
    }
    notes_.push_back(std::move(note));
  }

  // "RELEASE IN PART B6,1.4(D)" at the head of a page.
  void read_release() {
    static const Regex kRelease(R"(release in part\s+([a-z0-9().,; ]{2,40}))");
    const auto match = kRelease.find(flat_);
    if (!match) return;
    Note note;
    for (const Citation& code : find_codes_of_law((*match)[1])) {
      note.grounds.push_back(ground_from(code, match->groups[1].begin, std::nullopt));
      note.box = unite(note.box, note.grounds.back().evidence.front().box);
    }
    if (!note.grounds.empty()) notes_.push_back(std::move(note));
  }

  const Page& page_;
  std::u32string printed_;
  std::string folded_;  // as page_.text, code point by code point
  std::string flat_;    // line feeds as blanks
  std::vector<Range> entries_;
  std::vector<Note> notes_;
};

}  // namespace

std::vector<Note> read_notes(const Page& page) { return Reader(page).run(); }

std::vector<std::string> keys_of_label(std::string_view label) {
  static const Regex kGenerated(R"(\bn(\d{1,4})-(?:eliminado|testado) ?(\d{0,4}))");
  static const Regex kClass(R"(\b((?:reservad[ao]|confidencial)\.? ?\d{1,3})\b)");
  static const Regex kNumber(R"(^\W{0,2}#? ?(\d{1,3}(?:\.\d{1,3})?)(?![\w.]*\d))");
  const std::string folded = fold(label);
  std::vector<std::string> keys;
  if (const auto match = kGenerated.find(folded)) {
    keys.push_back("n" + std::string((*match)[1]));
    keys.emplace_back((*match)[1]);
  } else if (const auto of_class = kClass.find(folded)) {
    keys.emplace_back((*of_class)[1]);
    std::erase(keys.back(), ' ');
  } else if (const auto number = kNumber.find(folded)) {
    keys.emplace_back((*number)[1]);
  }
  return keys;
}

std::vector<Ground> grounds_of_label(const std::string& label) {
  const std::string folded = fold(label);
  std::vector<Citation> citations = find_codes_of_law(folded);
  if (citations.empty()) citations = find_citations(folded);
  // What is none of these and yet a citation is taken as it is printed.
  static const Regex kOther(
      R"(\bart(?:iculo|icle|ikel|s?\.)|§|\bsec(?:tion|cion|\.) ?\d|\bexempt|\b(?:ley|law|act|regulation|reglamento|verordening|gesetz)\b)");
  if (citations.empty() && kOther.matches(folded)) {
    Ground ground;
    ground.law = label;
    return {ground};
  }
  std::vector<Ground> grounds;
  for (const Citation& citation : citations) {
    Ground ground;
    ground.law = citation.law;
    if (citation.law_end > citation.law_begin) {
      ground.law = folded.substr(citation.law_begin, citation.law_end - citation.law_begin);
    }
    ground.article = citation.article;
    ground.fraction = citation.fraction;
    ground.paragraph = citation.paragraph;
    ground.classification = citation.classification;
    grounds.push_back(std::move(ground));
  }
  return grounds;
}

}  // namespace tachado::redactions
