#include "pipeline/messages.h"

#include <fmt/format.h>

#include <cstdio>

#include "pipeline/utf8.h"

namespace tachado::pipeline {

std::string message_line(std::string_view level, std::string_view subject, std::string_view text) {
  if (subject.empty()) return fmt::format("tachado: {}: {}\n", level, printable(text));
  return fmt::format("tachado: {}: {}: {}\n", level, printable(subject), printable(text));
}

void say_error(std::string_view subject, std::string_view text) {
  std::fputs(message_line("error", subject, text).c_str(), stderr);
}

void say_warning(std::string_view subject, std::string_view text) {
  std::fputs(message_line("warning", subject, text).c_str(), stderr);
}

std::string describe(const Problem& problem) {
  const std::string place = problem.page ? fmt::format("page {}: ", *problem.page) : "";
  return fmt::format("{}{}: {}", place, to_string(problem.kind), problem.message);
}

}  // namespace tachado::pipeline
