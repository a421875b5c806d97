// JSON, written straight into a string. Our own because words make nearly all of a document and a
// DOM of them costs more than reading the page; it writes what it is told and checks no grammar.
//
// Always valid UTF-8 and valid JSON numbers: broken text is replaced (utf8.h), a number that is not
// finite becomes 0. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "stages/model/geometry.h"

namespace tachado::exporting {

// How numbers are written. `exact` gives back the same value when read; `published` is for people:
// points with two decimals, ratios with six, money in units with two decimals.
enum class Precision { published, exact };

struct Points {
  double value;
};
struct Ratio {
  double value;
};
// Hundredths of a currency unit. Exact: that integer; published: "61310877.00".
struct Money {
  std::int64_t minor_units;
};

class JsonWriter {
 public:
  JsonWriter(std::string& out, Precision precision) : out_(out), precision_(precision) {}

  [[nodiscard]] Precision precision() const { return precision_; }

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);           // one of ours: must need no escaping
  void outside_key(std::string_view name);   // from the outside: escaped
  void line_break() { line_break_ = true; }  // before the next token, after its comma

  void null();
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(bool truth);
  void value(double number);  // shortest form that reads back as the same
  void value(Points points);
  void value(Ratio ratio);
  void value(Money money);
  void value(const Rect& box);  // [x0, y0, x1, y1]
  void value(const Point& point);
  void value(Color color);  // "#rrggbb"
  template <typename T>
  requires std::is_integral_v<T>
  void value(T number) { integer(static_cast<std::int64_t>(number)); }
  template <typename T>
  void value(const std::optional<T>& maybe) {
    maybe ? value(*maybe) : null();
  }

  template <typename T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }
  // An array of values that `value` takes.
  template <typename List>
  void list(std::string_view name, const List& values) {
    key(name);
    begin_array();
    for (const auto& each : values) value(each);
    end_array();
  }

 private:
  void separate();
  void open(char bracket);
  void close(char bracket);
  void integer(std::int64_t number);
  void decimal(double number, int decimals);

  std::string& out_;
  Precision precision_;
  bool comma_ = false;
  bool line_break_ = false;
};

}  // namespace tachado::exporting
