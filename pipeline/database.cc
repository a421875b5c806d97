#include "pipeline/database.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <utility>

namespace tachado::pipeline {
namespace {

// Pages and fields are public unless text was revealed.
constexpr mode_t kPrivateMode = 0600;

Result<void> fill(const BatchReader& batch, const std::string& path, exporting::Privacy privacy) {
  auto database = exporting::SqliteExport::open(path, privacy, exporting::FullText::yes);
  if (!database) return fail(std::move(database).error());
  if (privacy.reveal && ::chmod(path.c_str(), kPrivateMode) != 0) {
    return fail(io_problem(path + " cannot be kept from others"));
  }
  return fill_database(batch, **database);
}

}  // namespace

Result<void> fill_database(const BatchReader& batch, exporting::SqliteExport& database) {
  auto done = batch.each([&](const StoredDocument& document) -> Result<void> {
    if (database.keep(document.location.path, document.stamp)) return {};
    std::ifstream in(document.file, std::ios::binary);
    if (!in) return fail(named(document, io_problem("cannot be read")));
    auto put = database.put(document.location.path, document.stamp, in);
    if (!put) return fail(named(document, std::move(put).error()));
    return {};
  });
  return done ? database.finish() : done;
}

Result<void> update_database(const BatchReader& batch, const std::string& path,
                             exporting::Privacy privacy) {
  const bool there = ::access(path.c_str(), F_OK) == 0;
  const std::string target = there ? path : path + ".tmp";
  if (!there) ::unlink(target.c_str());
  auto filled = fill(batch, target, privacy);
  if (filled && !there && std::rename(target.c_str(), path.c_str()) != 0) {
    filled = fail(io_problem("cannot be made"));
  }
  if (!filled && !there) ::unlink(target.c_str());
  if (!filled) {
    Problem problem = std::move(filled).error();
    problem.message = path + ": " + problem.message;
    return fail(std::move(problem));
  }
  return {};
}

std::string default_database(const std::string& folder) {
  return folder + "/export/tachado.sqlite";
}

}  // namespace tachado::pipeline
