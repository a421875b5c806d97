#include "stages/extract/unicode.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tachado::extract {
namespace {

struct Composition {
  char32_t accent;
  std::u32string_view letters;
  std::u32string_view composed;  // in step with `letters`
};

// The Latin letters with one accent of Unicode's canonical compositions (UnicodeData.txt 15), those
// of the languages written in Europe and the Americas.
constexpr std::array<Composition, 13> kCompositions{{
    {0x0300, U"AEINOUWYaeinouwyÜü", U"ÀÈÌǸÒÙẀỲàèìǹòùẁỳǛǜ"},
    {0x0301, U"ACEGIKLMNOPRSUWYZacegiklmnoprsuwyzÆæØøÜü",
     U"ÁĆÉǴÍḰĹḾŃÓṔŔŚÚẂÝŹáćéǵíḱĺḿńóṕŕśúẃýźǼǽǾǿǗǘ"},
    {0x0302, U"ACEGHIJOSUWYZaceghijosuwyz", U"ÂĈÊĜĤÎĴÔŜÛŴŶẐâĉêĝĥîĵôŝûŵŷẑ"},
    {0x0303, U"AEINOUVYaeinouvy", U"ÃẼĨÑÕŨṼỸãẽĩñõũṽỹ"},
    {0x0304, U"AEGIOUYaegiouyÆæÜü", U"ĀĒḠĪŌŪȲāēḡīōūȳǢǣǕǖ"},
    {0x0306, U"AEGIOUaegiou", U"ĂĔĞĬŎŬăĕğĭŏŭ"},
    {0x0307, U"ABCDEFGHIMNOPRSTWXYZabcdefghmnoprstwxyz",
     U"ȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏż"},
    {0x0308, U"AEHIOUWXYaehiotuwxy", U"ÄËḦÏÖÜẄẌŸäëḧïöẗüẅẍÿ"},
    {0x030A, U"AUauwy", U"ÅŮåůẘẙ"},
    {0x030B, U"OUou", U"ŐŰőű"},
    {0x030C, U"ACDEGHIKLNORSTUZacdeghijklnorstuzÜü", U"ǍČĎĚǦȞǏǨĽŇǑŘŠŤǓŽǎčďěǧȟǐǰǩľňǒřšťǔžǙǚ"},
    {0x0327, U"CDEGHKLNRSTcdeghklnrst", U"ÇḐȨĢḨĶĻŅŖŞŢçḑȩģḩķļņŗşţ"},
    {0x0328, U"AEIOUaeiou", U"ĄĘĮǪŲąęįǫų"},
}};

constexpr bool in_step() {
  for (const Composition& row : kCompositions) {
    if (row.letters.size() != row.composed.size()) return false;
  }
  return true;
}
static_assert(in_step());

}  // namespace

bool is_blank(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_combining(char32_t c) { return c >= 0x0300 && c <= 0x036F; }

bool is_ignorable(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

bool is_meaningless(char32_t c) {
  return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

bool is_hyphen(char32_t c) { return c == '-' || c == 0xAD || c == 0x2010 || c == 0x2011; }

char32_t compose(char32_t letter, char32_t accent) {
  if (letter == 0x0131) letter = 'i';  // fonts without ToUnicode put accents on the dotless i
  for (const Composition& row : kCompositions) {
    if (row.accent != accent) continue;
    const auto at = row.letters.find(letter);
    return at == std::u32string_view::npos ? 0 : row.composed[at];
  }
  return 0;
}

char32_t combining_for(char32_t spacing_accent) {
  switch (spacing_accent) {
    case 0x60:
    case 0x2CB:
      return 0x0300;
    case 0xB4:
    case 0x2CA:
      return 0x0301;
    case 0x2C6:
      return 0x0302;
    case 0x2DC:
      return 0x0303;
    case 0xAF:
      return 0x0304;
    case 0x2D8:
      return 0x0306;
    case 0x2D9:
      return 0x0307;
    case 0xA8:
      return 0x0308;
    case 0x2DA:
      return 0x030A;
    case 0x2DD:
      return 0x030B;
    case 0x2C7:
      return 0x030C;
    case 0xB8:
      return 0x0327;
    case 0x2DB:
      return 0x0328;
    default:
      return 0;
  }
}

char32_t known_symbol(char32_t c) {
  switch (c) {
    case 0xF0B7:
    case 0xF06C:
    case 0xF09F:
      return 0x2022;  // bullet
    case 0xF0A7:
    case 0xF06E:
      return 0x25AA;  // small square
    case 0xF0D8:
    case 0xF0F0:
      return 0x27A2;  // arrow head
    case 0xF0FC:
      return 0x2713;  // tick
    case 0xF02D:
      return '-';
    default:
      return c;
  }
}

const char* ligature(char32_t c) {
  constexpr std::array<const char*, 7> kLigatures{"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  return c >= 0xFB00 && c <= 0xFB06 ? kLigatures[c - 0xFB00] : nullptr;
}

}  // namespace tachado::extract
