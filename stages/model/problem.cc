#include "stages/model/problem.h"

#include <array>
#include <utility>

namespace tachado {
namespace {

constexpr std::array<std::pair<ProblemKind, std::string_view>, 10> kNames{{
    {ProblemKind::encrypted, "encrypted"},
    {ProblemKind::damaged, "damaged"},
    {ProblemKind::unsupported, "unsupported"},
    {ProblemKind::empty, "empty"},
    {ProblemKind::limit, "limit"},
    {ProblemKind::timeout, "timeout"},
    {ProblemKind::memory, "memory"},
    {ProblemKind::crash, "crash"},
    {ProblemKind::io, "io"},
    {ProblemKind::internal, "internal"},
}};

}  // namespace

std::string_view to_string(ProblemKind kind) {
  for (const auto& [value, name] : kNames) {
    if (value == kind) return name;
  }
  return "internal";
}

std::optional<ProblemKind> problem_kind_from(std::string_view name) {
  for (const auto& [value, text] : kNames) {
    if (text == name) return value;
  }
  return std::nullopt;
}

}  // namespace tachado
