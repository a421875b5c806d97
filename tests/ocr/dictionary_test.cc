#include "stages/ocr/dictionary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>

#include "stages/model/utf8.h"
#include "stages/ocr/language_data.h"

namespace tachado::ocr {
namespace {

const Dictionary& spanish() { return *dictionaries_of({"spa"}).at(0); }

TEST(Dictionary, HasTheWordsOfContractsInAnyCase) {
  for (const char* word : {"contrato", "Contrato", "CONTRATO", "adjudicación", "LICITACIÓN",
                           "cámaras", "videovigilancia", "México", "MÉXICO", "el"}) {
    EXPECT_TRUE(spanish().has(to_utf32(word))) << word;
  }
  for (const char* word : {"", "Sumunstro", "consideranones", "contrat0", "adjudicaciön", "xqzt",
                           "contratocontrato", "Поставщик"}) {
    EXPECT_FALSE(spanish().has(to_utf32(word))) << word;
  }
  EXPECT_FALSE(spanish().has(std::u32string(10'000, U'a')));
}

TEST(Dictionary, IsThereForLanguagesThatHaveOne) {
  EXPECT_EQ(dictionaries_of({"spa", "eng"}).size(), 2U);
  EXPECT_EQ(dictionaries_of({"spa", "eng"}), dictionaries_of({"spa", "eng"}));
  EXPECT_TRUE(dictionaries_of({}).empty());
  EXPECT_TRUE(dictionaries_of({"tlh", "osd", "../spa"}).empty());
}

// A file with two parts: letters and words of "a", "ab", in whose graph each edge is one letter.
std::string file_of(const std::vector<std::uint64_t>& edges, std::int32_t letters_said,
                    std::int32_t edges_said) {
  const std::string letters = "3\nNULL 0\na 3\nb 3\n";
  std::string words(10, '\0');
  const std::int16_t magic = 42;
  std::memcpy(words.data(), &magic, sizeof magic);
  std::memcpy(words.data() + 2, &letters_said, sizeof letters_said);
  std::memcpy(words.data() + 6, &edges_said, sizeof edges_said);
  words.append(reinterpret_cast<const char*>(edges.data()), edges.size() * sizeof edges[0]);
  const std::int32_t parts = 24;
  std::vector<std::int64_t> offsets(24, -1);
  offsets[19] = static_cast<std::int64_t>(sizeof parts + offsets.size() * sizeof offsets[0]);
  offsets[21] = offsets[19] + static_cast<std::int64_t>(words.size());
  std::string file(reinterpret_cast<const char*>(&parts), sizeof parts);
  file.append(reinterpret_cast<const char*>(offsets.data()), offsets.size() * sizeof offsets[0]);
  return file + words + letters;
}

// Letters take two bits, the three marks follow.
constexpr std::uint64_t kLast = 1U << 2U;
constexpr std::uint64_t kEnd = 4U << 2U;
constexpr std::uint64_t to(std::uint64_t node) { return node << 5U; }

TEST(Dictionary, FollowsTheGraph) {
  const auto read = Dictionary::read(file_of({1 | kEnd | kLast | to(1), 2 | kEnd | kLast}, 3, 2));
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->has(U"a"));
  EXPECT_TRUE(read->has(U"ab"));
  EXPECT_FALSE(read->has(U"b"));
  EXPECT_FALSE(read->has(U"abb"));
  EXPECT_FALSE(read->has(U"aa"));
}

TEST(Dictionary, OfDamagedDataIsNoneOrHasNoWords) {
  const std::vector<std::uint64_t> graph{1 | kEnd | kLast | to(1), 2 | kEnd | kLast};
  EXPECT_FALSE(Dictionary::read({}));
  EXPECT_FALSE(Dictionary::read(file_of(graph, 3, 3)));  // more edges than there are
  EXPECT_FALSE(Dictionary::read(file_of(graph, 3, -1)));
  EXPECT_FALSE(Dictionary::read(file_of(graph, 0, 2)));
  EXPECT_FALSE(Dictionary::read(file_of(graph, 1 << 20, 2)));
  const std::string whole = file_of(graph, 3, 2);
  for (std::size_t size = 0; size < 4 + 24 * 8 + 26; ++size) {
    EXPECT_FALSE(Dictionary::read(std::string_view(whole).substr(0, size))) << size;
  }
  // A node that leads to itself, one that lies outside, a row without its mark.
  for (const std::vector<std::uint64_t>& bad :
       {std::vector<std::uint64_t>{2 | kLast | to(0), 1 | kLast | to(1)},
        {1 | kLast | to(1), 1 | kLast | to(1)},
        {1 | kLast | to(1'000'000), 2},
        {1 | to(1), 1}}) {
    const auto read = Dictionary::read(file_of(bad, 3, 2));
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->has(std::u32string(39, U'a')));
    EXPECT_FALSE(read->has(U"b"));
  }
}

TEST(KnownShare, TellsRunningTextFromWhatOnlyLooksLikeIt) {
  const auto both = dictionaries_of({"spa", "eng"});
  const std::string text =
      "Contrato de prestación de servicios profesionales que celebran por una parte el Municipio "
      "de Patía y por la "
      "otra la empresa Novitech, S.A. de C.V., representada por su apoderado legal, con vigencia "
      "de doce meses";
  const std::string misread =
      "Contralo de preslación de sewicios profesionalos quo celobran por una parle el Munlcipio de "
      "Patia y por ia "
      "olra la ompresa Novitcch, S.A. de C.V., reprosentada por su apodcrado logal, con vigoncia "
      "de doco meses";
  EXPECT_GT(known_share(text, both).value_or(0), 0.87);
  EXPECT_LT(known_share(misread, both).value_or(1), 0.5);
  EXPECT_FALSE(known_share("Contrato de obra", both)) << "too short to say anything";
  EXPECT_FALSE(known_share(text, {})) << "nothing to look it up in";
}

}  // namespace
}  // namespace tachado::ocr
