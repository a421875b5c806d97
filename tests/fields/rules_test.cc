#include "stages/fields/rules.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/fields/fold.h"

namespace tachado::fields {
namespace {

TEST(BuiltInRules, DoWhatTheirExamplesSay) {
  Rules::Data data;
  for (const BuiltInFile& file : built_in_files()) {
    const std::string name(file.name);
    if (!name.ends_with(".rules")) continue;
    const auto added = add_rules(data, file.text, name);
    EXPECT_TRUE(added.has_value()) << added.error().message;
  }
  EXPECT_FALSE(data.rules.empty());
}

TEST(BuiltInRules, AreSound) {
  const auto rules = Rules::load({});
  ASSERT_TRUE(rules.has_value()) << rules.error().message;
  for (const Rule& rule : (*rules)->data().rules)
    EXPECT_FALSE(rule.source.examples.empty()) << rule.source.name;
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
  EXPECT_EQ(
      message("rule a\n  kind number\n  role file\n  anchor A\n  pattern A{{B}}\n  example A\n"),
      "my.rules:5: no piece is called {{B}}");
  EXPECT_EQ(message("rule a\n  kind number\n  role file\n  anchor A\n  example A\n"),
            "my.rules:1: rule `a` has no pattern");
  EXPECT_EQ(message("rule a\n  kind tax\n  role maybe\n  anchor A\n  pattern A\n  example A\n"),
            "my.rules:1: rule `a` has the role `maybe`, must be one of included, excluded");
  EXPECT_EQ(message("rule a\n  kind stop\n  anchor A\n  pattern AB\n  example A\n  example AB\n"),
            "my.rules:5: rule `a`: its example does not match from any of its anchors on");
  EXPECT_EQ(message("rule a\n  kind stop\n  anchor A\n  pattern A(?<value>.)\n  example AB => C\n"),
            "my.rules:5: rule `a`: its example gives `B`, not `C`");
  EXPECT_NE(
      message("rule a\n  kind number\n  role contract\n  anchor A\n  pattern A(\n  example A\n")
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
