#include "stages/fields/phrases.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tachado::fields {
namespace {

using Places = std::vector<std::pair<std::size_t, std::string>>;

Places places(const Phrases& phrases, std::string_view text) {
  Places found;
  phrases.each(text, [&](std::size_t at, std::string_view phrase) {
    found.emplace_back(at, std::string(phrase));
  });
  return found;
}

TEST(Phrases, AreFoundInOrderWhereverTheyStand) {
  const Phrases phrases{"MAY", "MAYO", "/100 M", "MARZO"};
  EXPECT_EQ(places(phrases, "MAYOR, 00/100 M.N. DE MARZO MA"),
            (Places{{0, "MAY"}, {0, "MAYO"}, {9, "/100 M"}, {22, "MARZO"}}));
  EXPECT_EQ(places(phrases, ""), Places{});
  EXPECT_EQ(places(phrases, "M"), Places{});
  EXPECT_EQ(places(phrases, "MAY"), (Places{{0, "MAY"}}));
}

TEST(Phrases, SayWhetherOneIsThere) {
  const Phrases phrases{"A PARTIR", "DESDE"};
  EXPECT_TRUE(phrases.in("CONTADOS A PARTIR DE HOY"));
  EXPECT_FALSE(phrases.in("CONTADOS A PARTI"));
}

}  // namespace
}  // namespace tachado::fields
