#include "pipeline/batch_reader.h"

#include <unistd.h>

#include <utility>

#include "pipeline/digest.h"

namespace tachado::pipeline {
namespace {

std::string stamp_of(const StateEntry& entry) {
  Sha256 sum;
  for (const std::string* part :
       {&entry.setup, &entry.row.sha256, &entry.row.summary_csv, &entry.row.failures_csv}) {
    sum.add(std::string_view(part->c_str(), part->size() + 1));
  }
  return sum.hex();
}

}  // namespace

Result<BatchReader> BatchReader::open(const std::string& folder) {
  const std::string path = folder + "/.tachado/state.sqlite";
  if (::access(path.c_str(), R_OK) != 0) {
    return fail({"pipeline", std::nullopt, ProblemKind::empty,
                 "holds no results; name the folder that was given to run with -o"});
  }
  auto state = State::open(path);
  if (!state) return fail(std::move(state).error());
  return BatchReader(folder, std::move(*state));
}

// Whatever a name holds, a container is what the run opened as one.
Location BatchReader::location_of(const std::string& path) const {
  Location location{path, {}};
  for (std::size_t mark = path.find(kMemberMark); mark != std::string::npos;
       mark = path.find(kMemberMark, mark + 1)) {
    const auto container = state_.find(path.substr(0, mark));
    if (container && !container->row.members.empty()) {
      location.containers.push_back(static_cast<std::uint32_t>(mark));
    }
  }
  return location;
}

Result<void> BatchReader::each(const Visit& visit) const {
  Result<void> result;
  state_.each([&](const std::string& path, const StateEntry& entry) {
    if (!result || entry.row.container) return;
    result = visit(
        {location_of(path), entry.name, folder_ + "/documents/" + entry.name, stamp_of(entry)});
  });
  return result;
}

Problem named(const StoredDocument& document, Problem problem) {
  problem.message = document.file + ": " + problem.message;
  return problem;
}

}  // namespace tachado::pipeline
