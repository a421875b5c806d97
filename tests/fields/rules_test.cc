#include "stages/fields/rules.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

TEST(BuiltInRules, EveryExampleMatches) {
  const auto rules = Rules::load({});
  ASSERT_TRUE(rules.has_value()) << rules.error().message;
  for (const Rule& rule : (*rules)->data().rules) {
    for (const auto& [text, value] : rule.source.examples) {
      const std::string folded = fold(text);
      Match match;
      bool matched = false;
      for (std::size_t at = 0; at < folded.size() && !matched; ++at) {
        for (const std::string& anchor : rule.source.anchors) {
          if (folded.compare(at, anchor.size(), anchor) == 0)
            matched = matched || rule.pattern.match_at(folded, at, match) == MatchStatus::matched;
        }
      }
      EXPECT_TRUE(matched) << rule.source.file << ": " << rule.source.name << ": " << text;
      if (matched && !value.empty()) {
        ASSERT_TRUE(match.value.has_value()) << rule.source.name;
        EXPECT_EQ(folded.substr(match.value->begin, match.value->length()), value)
            << rule.source.file << ": " << rule.source.name;
      }
    }
  }
}

TEST(RuleFile, ErrorsNameFileLineAndReason) {
  const auto message = [](const std::string& text) {
    Rules::Data data;
    const auto added = add_rules(data, text, "my.rules");
    return added ? std::string() : added.error().message;
  };
  EXPECT_EQ(message("role contract\n"), "my.rules:1: expected `let` or `rule`, found `role`");
  EXPECT_EQ(message("rule a\n  kind nonsense\n").substr(0, 41),
            "my.rules:2: unknown kind `nonsense`; know");
  EXPECT_EQ(message("rule a\n  kind number\n  weight 2\n"),
            "my.rules:3: weight is `2`, must be a number from 0 to 1");
  EXPECT_EQ(message("rule a\n  kind number\n  anchor A\n  pattern A{{B}}\n  example A\n"),
            "my.rules:4: no piece is called {{B}}");
  EXPECT_EQ(message("rule a\n  kind number\n  anchor A\n  example A\n"),
            "my.rules:1: rule `a` has no pattern");
  EXPECT_NE(message("rule a\n  kind number\n  anchor A\n  pattern A(\n  example A\n")
                .find("my.rules:1: rule `a`: pattern, character 2: missing closing parenthesis"),
            std::string::npos);
}

TEST(RuleFile, MissingFileIsTold) {
  const auto rules = Rules::load({"/nonexistent/x.rules"});
  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(rules.error().kind, ProblemKind::io);
}

TEST(Fold, IsOneCharacterACodePoint) {
  EXPECT_EQ(fold("Año Nº 5 – “É” █ €"), "ANO No 5 - \"E\" ~ e");
  EXPECT_EQ(fold("a\xC3\xB1o\xF0\x9F\x98\x80z").size(), 5U);
}

}  // namespace
}  // namespace tachado::fields
