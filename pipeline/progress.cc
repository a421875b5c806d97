#include "pipeline/progress.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

#include "pipeline/utf8.h"

namespace tachado::pipeline {
namespace {

// Often enough to look alive, seldom enough to cost nothing; logs want fewer lines.
constexpr double kTerminalSeconds = 0.2;
constexpr double kPlainSeconds = 10;
constexpr double kJsonSeconds = 1;
constexpr std::size_t kBarCells = 20;
constexpr std::size_t kMostNameColumns = 40;
constexpr const char* kEraseLine = "\r\x1b[K";

std::string duration(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{:.1f} s", seconds);
}

std::string table_row(std::string_view name, const std::string& value) {
  return fmt::format("  {:<28}{}\n", name, value);
}

// How many columns a character takes at the most, by the first byte of its UTF-8: letters of Europe
// one, others may be twice as wide.
std::size_t columns_of(char byte) {
  constexpr unsigned char kFirstWide = 0xE1;
  const auto value = static_cast<unsigned char>(byte);
  if ((value & 0xC0U) == 0x80U) return 0;
  return value >= kFirstWide ? 2 : 1;
}

// The end of a long name, that is where files differ; nothing where there is no room to tell.
std::string tail_of(const std::string& path, std::size_t columns) {
  constexpr std::size_t kTooFew = 12;
  constexpr std::string_view kCut = "…";
  if (columns < kTooFew) return "";
  const std::string shown = printable(path);
  std::size_t begin = shown.size();
  std::size_t taken = 0;
  while (begin > 0) {
    // Back over a whole character.
    std::size_t before = begin - 1;
    while (before > 0 && columns_of(shown[before]) == 0) --before;
    taken += columns_of(shown[before]);
    if (taken > columns - 1) return std::string(kCut) + shown.substr(begin);
    begin = before;
  }
  return shown;
}

// Of the terminal, as it is now: it may be drawn wider or narrower.
std::size_t terminal_columns() {
  constexpr std::size_t kUsual = 80;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsual;
  return size.ws_col;
}

std::string bar(std::size_t done, std::size_t of) {
  const std::size_t full = of == 0 ? 0 : std::min(kBarCells, done * kBarCells / of);
  return "[" + std::string(full, '#') + std::string(kBarCells - full, '-') + "] ";
}

}  // namespace

void BatchCounts::add(const DocumentRow& row) {
  ++documents;
  pages += row.pages_examined;
  switch (row.status) {
    case Status::ok:
      ++ok;
      break;
    case Status::partial:
      ++partial;
      break;
    case Status::failed:
      ++failed;
      ++failed_by_kind[row.problem];
      break;
  }
  if (row.status != Status::failed) ++levels[row.level.empty() ? "unknown" : row.level];
  if (row.failed_redactions > 0) ++with_failed_redactions;
  if (row.leaks > 0) ++with_leaks;
}

Progress::Progress(std::size_t documents, ProgressMode mode, ProgressClock now)
    : documents_(documents),
      mode_(mode),
      terminal_(::isatty(STDERR_FILENO) == 1),
      now_(std::move(now)) {}

void Progress::document(const DocumentRow& row) {
  ++done_;
  if (row.status == Status::failed) ++failed_;
}

double Progress::interval() const {
  if (mode_ == ProgressMode::json) return kJsonSeconds;
  return terminal_ ? kTerminalSeconds : kPlainSeconds;
}

void Progress::tick(const std::string& current) {
  if (mode_ == ProgressMode::quiet) return;
  const auto now = now_();
  if (std::chrono::duration<double>(now - drawn_).count() < interval()) return;
  drawn_ = now;
  const double elapsed = std::chrono::duration<double>(now - begun_).count();
  if (mode_ == ProgressMode::json) {
    std::fputs(json_line(elapsed, current).c_str(), stderr);
    return;
  }
  std::string line = (terminal_ ? bar(done_, documents_) : "tachado: ") + human_line(elapsed);
  std::size_t room = kMostNameColumns;
  if (terminal_) {
    // One that reaches the last column would begin another line, which nothing takes away; and
    // there is to be room for the ^C of the user. What is said besides the name is ASCII.
    constexpr std::size_t kFree = 3;
    const std::size_t columns = terminal_columns() - std::min(kFree, terminal_columns());
    if (line.size() > columns) line = human_line(elapsed);
    line.resize(std::min(line.size(), columns));
    room = std::min(room, columns - line.size());
  }
  constexpr std::size_t kSeparator = 2;
  const std::string name = room > kSeparator ? tail_of(current, room - kSeparator) : "";
  if (!name.empty()) line += ": " + name;
  std::fputs(terminal_ ? (kEraseLine + line).c_str() : (line + "\n").c_str(), stderr);
}

std::string Progress::human_line(double elapsed) const {
  const double left =
      done_ == 0 ? 0
                 : elapsed / static_cast<double>(done_) * static_cast<double>(documents_ - done_);
  return fmt::format(
      "{} of {} documents, {} pages, {:.1f} pages/s{}{}", done_, documents_, pages_,
      static_cast<double>(pages_) / elapsed, failed_ > 0 ? fmt::format(", {} failed", failed_) : "",
      done_ > 0 && done_ < documents_ ? fmt::format(", {} left", duration(left)) : "");
}

std::string Progress::json_line(double elapsed, const std::string& current) const {
  const nlohmann::ordered_json line{{"event", "progress"},
                                    {"documents", documents_},
                                    {"done", done_},
                                    {"failed", failed_},
                                    {"pages", pages_},
                                    {"seconds", elapsed},
                                    {"current", replace_invalid_utf8(current)}};
  return line.dump() + "\n";
}

void Progress::finish() {
  if (mode_ == ProgressMode::human && terminal_) std::fputs(kEraseLine, stderr);
}

std::string counts_table(const BatchCounts& counts) {
  std::string table;
  const auto number = [&](const std::string& name, std::size_t value) {
    if (value > 0) table += table_row(name, fmt::to_string(value));
  };
  const std::string unchanged =
      counts.unchanged > 0 ? fmt::format(" ({} unchanged since an earlier run)", counts.unchanged)
                           : "";
  table += table_row("documents", fmt::to_string(counts.documents) + unchanged);
  number("  ok", counts.ok);
  number("  partial", counts.partial);
  number("  failed", counts.failed);
  for (const auto& [kind, count] : counts.failed_by_kind) number("    " + kind, count);
  table += table_row("pages examined", fmt::to_string(counts.pages));
  for (const char* level : {"none", "light", "moderate", "heavy", "unknown"}) {
    const auto found = counts.levels.find(level);
    if (found != counts.levels.end()) number(fmt::format("redacted: {}", level), found->second);
  }
  number("with redactions that fail", counts.with_failed_redactions);
  number("with leaks", counts.with_leaks);
  return table;
}

std::string summary_json(const BatchCounts& counts, double seconds) {
  const nlohmann::ordered_json line{{"event", "summary"},
                                    {"documents", counts.documents},
                                    {"unchanged", counts.unchanged},
                                    {"ok", counts.ok},
                                    {"partial", counts.partial},
                                    {"failed", counts.failed},
                                    {"failed_by_kind", counts.failed_by_kind},
                                    {"pages_examined", counts.pages},
                                    {"redaction_levels", counts.levels},
                                    {"seconds", seconds}};
  return line.dump() + "\n";
}

std::string summary_table(const BatchCounts& counts, double seconds, const std::string& where) {
  std::string table = counts_table(counts) + table_row("time", duration(seconds));
  if (!where.empty()) table += table_row("results", printable(where));
  return table;
}

}  // namespace tachado::pipeline
