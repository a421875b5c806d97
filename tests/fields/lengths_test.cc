// Lengths told as days or months, and the end that they give.
#include "stages/fields/lengths.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/fields/fields.h"
#include "tests/fields/page_text.h"

namespace tachado::fields {
namespace {

TEST(Lengths, AreCountedAsPeopleDo) {
  EXPECT_EQ(end_of("2022-01-01", {.days = 0, .months = 12}, true), "2022-12-31");
  EXPECT_EQ(end_of("2022-05-16", {.days = 75, .months = 0}, true), "2022-07-29");
  EXPECT_EQ(end_of("2022-05-16", {.days = 75, .months = 0}, false), "2022-07-30");
  EXPECT_EQ(end_of("2023-01-31", {.days = 0, .months = 1}, false), "2023-02-28");
  EXPECT_EQ(end_of("nonsense", {.days = 1, .months = 0}, false), "");
}

struct Case {
  const char* text;
  const char* end;
  const char* rule;
};

TEST(Lengths, AreResolvedWhereTheirFirstDayIsKnown) {
  const auto rules = Rules::load({});
  ASSERT_TRUE(rules.has_value());
  const std::string closing =
      "\n\nLeído que fue, lo firman en Monterrey, el día 16 de mayo de 2022.";
  for (const Case& c : {
           Case{"El plazo será de 75 días naturales contados a partir de la firma del contrato.",
                "2022-07-29", "length.natural_days_from_signing"},
           Case{"La vigencia es de doce (12) meses contados a partir del 1 de junio de 2022.",
                "2023-05-31", "length.months_from_named_day"},
           Case{"PLAZO: SESENTA (60) DIAS CALENDARIO a partir del día siguiente a la suscripción.",
                "2022-07-15", "length.natural_days_from_signing"},
           Case{"El plazo será de 20 días hábiles contados a partir de la firma.", "", ""},
           Case{"El plazo es de 3 meses contados a partir del acta de inicio.", "", ""},
       }) {
    Collector collector(*rules);
    collector.add(page_of(c.text + closing));
    const FieldsResult result = collector.finish({}, {});
    std::string end;
    std::string rule;
    for (const DateField& date : result.fields.dates) {
      if (date.role != "end") continue;
      end = date.value;
      rule = date.rule;
    }
    EXPECT_EQ(end, c.end) << c.text;
    EXPECT_EQ(rule, c.rule) << c.text;
  }
}

}  // namespace
}  // namespace tachado::fields
