#include "stages/export/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace tachado::exporting {
namespace {

template <typename T>
std::string written(T value, Precision precision = Precision::published) {
  std::string out;
  JsonWriter(out, precision).value(value);
  return out;
}

TEST(JsonWriter, PutsCommasAndLineFeedsWhereTheyBelong) {
  std::string out;
  JsonWriter json(out, Precision::published);
  json.begin_object();
  json.member("a", 1);
  json.line_break();
  json.key("b");
  json.begin_array();
  json.value(true);
  json.null();
  json.begin_object();
  json.end_object();
  json.begin_array();
  json.end_array();
  json.end_array();
  json.outside_key("k\"\n");
  json.value("v");
  json.end_object();
  EXPECT_EQ(out, "{\"a\":1,\n\"b\":[true,null,{},[]],\"k\\\"\\n\":\"v\"}");
}

TEST(JsonWriter, EscapesText) {
  const std::pair<std::string, std::string> cases[] = {
      {"", R"("")"},
      {R"(a"b\c/d)", R"("a\"b\\c/d")"},
      {"\n\r\t", R"("\n\r\t")"},
      {std::string("\0\x01\x1f", 3), R"("\u0000\u0001\u001f")"},
      {"\x7f", "\"\x7f\""},
      {"año █ 𝔘", "\"año █ 𝔘\""},
      {"a\xF1o", "\"a\xEF\xBF\xBDo\""},
      {"a\x80z", "\"az\""},
  };
  for (const auto& [text, json] : cases) EXPECT_EQ(written(std::string_view(text)), json);
}

TEST(JsonWriter, RoundsPointsToHundredths) {
  const std::pair<double, std::string> cases[] = {
      {0, "0"},          {-0.0, "0"},         {-0.001, "0"},    {72, "72"},
      {90.1, "90.1"},    {140.256, "140.26"}, {0.05, "0.05"},   {-3.456, "-3.46"},
      {-0.5, "-0.5"},    {0.995, "1"},        {1e6, "1000000"}, {-12.005, "-12.01"},
      {1e300, "1e+300"},
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(written(Points{value}), text) << value;
  EXPECT_EQ(written(Points{140.256}, Precision::exact), "140.256");
}

TEST(JsonWriter, RoundsRatiosToMillionths) {
  EXPECT_EQ(written(Ratio{1.0 / 3}), "0.333333");
  EXPECT_EQ(written(Ratio{0.98}), "0.98");
  EXPECT_EQ(written(Ratio{1}), "1");
  EXPECT_EQ(written(Ratio{0.00000049}), "0");
  EXPECT_EQ(written(Ratio{1.0 / 3}, Precision::exact), "0.3333333333333333");
}

TEST(JsonWriter, PrintsMoneyWithTwoDecimals) {
  const std::pair<std::int64_t, std::string> cases[] = {
      {6131087700, "61310877.00"},
      {5, "0.05"},
      {0, "0.00"},
      {-5, "-0.05"},
      {-12345, "-123.45"},
      {std::numeric_limits<std::int64_t>::min(), "-92233720368547758.08"},
  };
  for (const auto& [minor, text] : cases) {
    EXPECT_EQ(written(Money{minor}), text);
    EXPECT_EQ(written(Money{minor}, Precision::exact), std::to_string(minor));
  }
}

TEST(JsonWriter, NeverWritesWhatIsNoJsonNumber) {
  EXPECT_EQ(written(std::nan("")), "0");
  EXPECT_EQ(written(Points{std::numeric_limits<double>::infinity()}), "0");
  EXPECT_EQ(written(Ratio{-std::numeric_limits<double>::infinity()}), "0");
}

TEST(JsonWriter, WritesShortestDoublesThatReadBack) {
  for (const double value : {0.1, 1e22, 2.2250738585072014e-308, 1.7976931348623157e308, 2.0 / 3}) {
    EXPECT_EQ(std::stod(written(value)), value);
  }
  EXPECT_EQ(written(0.1), "0.1");
}

TEST(JsonWriter, WritesBoxesAndColours) {
  EXPECT_EQ(written(Rect{1, 2.5, 3.125, -4}), "[1,2.5,3.13,-4]");
  EXPECT_EQ(written(Color{0, 171, 255}), "\"#00abff\"");
  EXPECT_EQ(written(std::optional<int>()), "null");
}

}  // namespace
}  // namespace tachado::exporting
