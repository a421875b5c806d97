// What can go wrong with a document, as a value: a kind for programs, a message for people, a
// place.
#pragma once

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tachado {

// The closed list of problems[].kind in the document JSON.
enum class ProblemKind {
  encrypted,    // needs a password that was not given
  damaged,      // the file breaks its format's rules, or part of it could not be read
  unsupported,  // a format, or a feature of one, that is not read
  empty,        // no bytes, or no pages
  limit,        // a named limit was reached
  timeout,      // took longer than allowed
  memory,       // needed more memory than allowed
  crash,        // the process that worked on it died
  io,           // reading or writing failed
  internal,     // a bug of ours
};

std::string_view to_string(ProblemKind kind);
std::optional<ProblemKind> problem_kind_from(std::string_view name);

struct Problem {
  std::string stage;        // pdf, extract, regions, ocr, redactions, fields, export, pipeline
  std::optional<int> page;  // 1-based; none: the document as a whole
  ProblemKind kind = ProblemKind::internal;
  std::string message;  // one sentence for people, without the file's name; says what to do where
                        // something can be done
  bool operator==(const Problem&) const = default;
};

// The value or the problem. The one third-party type in the model: it stands for std::expected of
// C++23.
template <typename T>
using Result = tl::expected<T, Problem>;

inline tl::unexpected<Problem> fail(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}

}  // namespace tachado
