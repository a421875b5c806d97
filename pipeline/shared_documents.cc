#include "pipeline/shared_documents.h"

#include <algorithm>

namespace tachado::pipeline {
namespace {

// A document of more is none of ours: --pages allows a million pages.
constexpr int kMostRanges = 1'000'000;

}  // namespace

// What an owner that died had done was in its memory only; what helpers are at, they still are.
void SharedDocuments::open(std::size_t place, int ranges, const std::vector<int>& kept, int next) {
  Document& document = documents_[place];
  document.ranges.resize(static_cast<std::size_t>(std::clamp(ranges, 0, kMostRanges)));
  for (State& state : document.ranges) {
    if (state == State::done) state = State::free;
  }
  const auto mark = [&](int range) {
    if (State* state = this->state(place, range)) *state = State::done;
  };
  for (const int range : kept) mark(range);
  const int done = std::min(next, static_cast<int>(document.ranges.size()));
  for (int range = 0; range < done; ++range) mark(range);
}

SharedDocuments::State* SharedDocuments::state(std::size_t place, int range) {
  const auto found = documents_.find(place);
  if (found == documents_.end() || range < 0 ||
      static_cast<std::size_t>(range) >= found->second.ranges.size()) {
    return nullptr;
  }
  return &found->second.ranges[static_cast<std::size_t>(range)];
}

std::optional<int> SharedDocuments::take_free(Document& document) {
  const auto found = std::find(document.ranges.begin(), document.ranges.end(), State::free);
  if (found == document.ranges.end()) return std::nullopt;
  *found = State::taken;
  return static_cast<int>(found - document.ranges.begin());
}

SharedDocuments::Turn SharedDocuments::turn(std::size_t place, int range) {
  State* wanted = state(place, range);
  if (wanted == nullptr) return {Answer::read, range};
  switch (*wanted) {
    case State::free:
      *wanted = State::taken;
      return {Answer::read, range};
    case State::done:
      return {Answer::kept, range};
    case State::taken:
      break;
  }
  const auto other = take_free(documents_.at(place));
  return other ? Turn{Answer::other, *other} : Turn{Answer::wait, range};
}

std::optional<std::pair<std::size_t, int>> SharedDocuments::help() {
  for (auto& [place, document] : documents_) {
    if (document.alone) continue;
    if (const auto range = take_free(document)) return std::pair(place, *range);
  }
  return std::nullopt;
}

void SharedDocuments::done(std::size_t place, int range) {
  if (State* at = state(place, range)) *at = State::done;
}

void SharedDocuments::give_back(std::size_t place, int range) {
  if (State* at = state(place, range); at != nullptr && *at == State::taken) *at = State::free;
}

void SharedDocuments::leave_alone(std::size_t place) {
  const auto found = documents_.find(place);
  if (found != documents_.end()) found->second.alone = true;
}

}  // namespace tachado::pipeline
