// Dates in digits and in words, with their role.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/fields/reading.h"
#include "stages/model/fields.h"

namespace tachado::fields {

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
  Span span;
  [[nodiscard]] std::string iso() const;
  bool operator<(const Date& other) const;
};

// A date that begins at `at`: "16 de mayo de 2022", "a los dieciséis (16) días del mes de mayo del
// año dos mil veintidós", "16/05/2022" (day first), "16-may-2022", "SEPTIEMBRE 09 DE 2007", "May
// 16, 2022". Days and months that do not exist give none.
[[nodiscard]] std::optional<Date> read_date(std::string_view folded, std::size_t at);

// All dates of the document with their roles, in order.
[[nodiscard]] std::vector<DateField> find_dates(const Reading& reading);

}  // namespace tachado::fields
