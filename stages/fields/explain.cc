#include "stages/fields/explain.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tachado::fields {
namespace {

constexpr std::size_t kMaxEvidence = 3;  // places told of one candidate
constexpr std::size_t kMaxQuoted = 120;  // bytes of each place's text

std::string two_decimals(double value) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
  return buffer.data();
}

// On one line, cut between characters.
std::string quoted(const std::string& text) {
  std::string line;
  for (const char c : text) {
    if (line.size() >= kMaxQuoted && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      line += "…";
      break;
    }
    line += c == '\n' || c == '\t' ? ' ' : c;
  }
  return "“" + line + "”";
}

void add_evidence(std::string& out, const Found& found) {
  for (std::size_t i = 0; i < std::min(found.evidence.size(), kMaxEvidence); ++i) {
    const Evidence& evidence = found.evidence[i];
    out += "      page " + std::to_string(evidence.page) + ", characters " +
           std::to_string(evidence.begin) + " to " + std::to_string(evidence.end) + ", " +
           evidence.source + ": " + quoted(evidence.text) + "\n";
  }
  if (found.evidence.size() > kMaxEvidence) {
    out += "      and " + std::to_string(found.evidence.size() - kMaxEvidence) + " places more\n";
  }
}

void add_candidate(std::string& out, const Weighed& candidate) {
  out += candidate.chosen ? "  * " : "    ";
  out += two_decimals(candidate.score) + "  " + quoted(candidate.value) + "  rule " +
         candidate.found.rule;
  if (!candidate.why.empty()) out += "; " + candidate.why;
  if (!candidate.chosen && candidate.score < candidate.least)
    out += "; below " + two_decimals(candidate.least);
  out += "\n";
  add_evidence(out, candidate.found);
}

}  // namespace

std::string explain(const FieldsResult& result, const std::vector<Weighed>& weighed) {
  static constexpr std::array<const char*, 8> kFields{
      "contract_number", "tender_number", "amount",     "amount_minimum",
      "amount_maximum",  "supplier_name", "buyer_name", "date_signed"};
  std::string out;
  for (const char* field : kFields) {
    std::vector<const Weighed*> candidates;
    for (const Weighed& candidate : weighed) {
      if (candidate.field == field) candidates.push_back(&candidate);
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Weighed* a, const Weighed* b) {
      return a->chosen != b->chosen ? a->chosen : a->score > b->score;
    });
    out += std::string(field) + "\n";
    if (candidates.empty()) out += "    no candidate\n";
    for (std::size_t i = 0; i < std::min(candidates.size(), kMaxTold); ++i)
      add_candidate(out, *candidates[i]);
    if (candidates.size() > kMaxTold) {
      out +=
          "    and " + std::to_string(candidates.size() - kMaxTold) + " weaker candidates more\n";
    }
  }
  for (const WatchlistField& watched : result.fields.watchlist) {
    out += std::string("watchlist ") + (watched.match == "tax_id" ? "match" : "lead") + "\n    " +
           two_decimals(watched.score) + "  " + quoted(watched.entry) + "  " + watched.list + ", " +
           watched.status + "; rule " + watched.rule + "\n";
    add_evidence(out, watched);
  }
  for (const NeedsReview& note : result.summary.needs_review) {
    out += "needs_review " + note.code + (note.field ? " of " + *note.field : "") + ": " +
           note.text + "\n";
  }
  for (const Problem& problem : result.problems) out += "problem " + problem.message + "\n";
  return out;
}

}  // namespace tachado::fields
