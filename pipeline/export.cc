#include "pipeline/export.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <utility>

#include "pipeline/atomic_file.h"
#include "pipeline/batch_reader.h"
#include "pipeline/content.h"
#include "pipeline/database.h"
#include "pipeline/digest.h"
#include "pipeline/export_formats.h"
#include "pipeline/messages.h"
#include "pipeline/overlay_export.h"
#include "stages/export/batch_export.h"
#include "stages/export/marked_pdf.h"
#include "stages/export/pdf_text.h"
#include "stages/export/text_formats.h"
#include "stages/export/xlsx_export.h"

namespace tachado::pipeline {
namespace {

namespace fs = std::filesystem;

// Revealed text is for its owner alone.
unsigned mode_for(exporting::Privacy privacy) { return privacy.reveal ? 0600 : 0644; }

// Makes the folder that is to hold `path`.
Result<void> make_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  if (!folder.empty()) fs::create_directories(folder, error);
  if (!error) return {};
  errno = error.value();
  return fail(io_problem(folder.string() + " cannot be made"));
}

Result<void> add_document(exporting::BatchExport& batch, const StoredDocument& document) {
  std::ifstream in(document.file, std::ios::binary);
  if (!in) return fail(named(document, io_problem("cannot be read")));
  auto added = batch.add(in);
  if (!added) return fail(named(document, std::move(added).error()));
  return {};
}

// When the batch was made, as its run file says it: not now, so that the same batch gives the same
// package.
std::string date_of_run(const std::string& folder) {
  const auto run = read_small_file(folder + "/run.json");
  const auto json = run ? nlohmann::json::parse(*run, nullptr, false) : nlohmann::json();
  return json.is_object() ? json.value("end", "") : "";
}

// What --publisher and --ocid-prefix do not say.
Result<exporting::Publication> publication_of(const ExportOptions& options,
                                              const BatchReader& batch) {
  exporting::Publication publication = options.publication;
  if (publication.date.empty()) publication.date = date_of_run(options.folder);
  if (publication.date.empty()) {
    return fail({"pipeline", std::nullopt, ProblemKind::empty,
                 options.folder + ": has no run.json to say when it was made; give --published"});
  }
  if (!publication.uri.empty()) return publication;
  Sha256 sum;
  auto read = batch.each([&](const StoredDocument& document) -> Result<void> {
    sum.add(document.location.path + document.stamp);
    return {};
  });
  if (!read) return fail(std::move(read).error());
  publication.uri = "urn:sha256:" + sum.hex();
  return publication;
}

// ---- one file over all documents, as a stream ----

Result<void> stream_to_file(const ExportOptions& options, exporting::StreamFormat format,
                            const exporting::Publication& publication, const BatchReader& batch,
                            const std::string& path) {
  if (auto made = make_folder_of(path); !made) return made;
  AtomicFile file(path, mode_for(options.privacy));
  const auto stream = exporting::stream_export(
      format, options.privacy, [&](std::string_view piece) { file.add(piece); }, publication);
  auto done = batch.each([&](const StoredDocument& document) -> Result<void> {
    // A full disk is known before the last document.
    if (!file.good()) return file.finish();
    return add_document(*stream, document);
  });
  if (done) done = stream->finish();
  return done ? file.finish() : done;
}

Result<void> stream_to_output(const ExportOptions& options, exporting::StreamFormat format,
                              const exporting::Publication& publication, const BatchReader& batch) {
  Result<void> written;
  const auto stream = exporting::stream_export(
      format, options.privacy,
      [&](std::string_view piece) {
        if (written) written = write_all(STDOUT_FILENO, piece);
      },
      publication);
  auto done = batch.each([&](const StoredDocument& document) -> Result<void> {
    return written ? add_document(*stream, document) : written;
  });
  if (done) done = stream->finish();
  return done ? written : done;
}

// ---- a file that a library writes ----

Result<void> fill_workbook(const ExportOptions& options, const BatchReader& batch,
                           const std::string& path) {
  const auto workbook = exporting::xlsx_export(path, options.privacy);
  auto done =
      batch.each([&](const StoredDocument& document) { return add_document(*workbook, document); });
  return done ? workbook->finish() : done;
}

Result<void> write_workbook(const ExportOptions& options, const BatchReader& batch,
                            const std::string& path) {
  const std::string beside = path + ".tmp";
  auto filled = fill_workbook(options, batch, beside);
  if (filled && ::chmod(beside.c_str(), mode_for(options.privacy)) != 0) {
    filled = fail(io_problem(beside + " cannot be kept from others"));
  }
  if (filled && std::rename(beside.c_str(), path.c_str()) != 0) {
    filled = fail(io_problem(path + " cannot be made"));
  }
  if (!filled) ::unlink(beside.c_str());
  return filled;
}

// ---- a file for each document ----

Result<void> write_text(const StoredDocument& document, exporting::TextFormat format,
                        exporting::Privacy privacy, const std::string& path) {
  std::ifstream in(document.file, std::ios::binary);
  if (!in) return fail(named(document, io_problem("cannot be read")));
  AtomicFile file(path, mode_for(privacy));
  auto converted = exporting::convert_text(
      in, format, [&](std::string_view piece) { file.add(piece); }, privacy);
  if (!converted) return fail(named(document, std::move(converted).error()));
  return file.finish();
}

// ---- copies of PDFs ----

Result<std::string> sha256_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256 sum;
  std::array<char, 65536> piece{};
  while (in.read(piece.data(), piece.size()), in.gcount() > 0) {
    sum.add({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (!in.eof()) return fail(io_problem(path + " cannot be read"));
  return sum.hex();
}

Result<void> write_copy(const StoredDocument& document, ExportCopy copy,
                        const ExportOptions& options, ContentFiles& contents,
                        const std::string& path) {
  std::ifstream in(document.file, std::ios::binary);
  if (!in) return fail(named(document, io_problem("cannot be read")));
  const auto original = contents.open(document.location);
  if (!original) return fail(named(document, original.error()));
  const auto sum = sha256_of(*original);
  if (!sum) return fail(named(document, sum.error()));
  AtomicFile file(path, mode_for(options.privacy));
  const auto write =
      copy == ExportCopy::text ? exporting::write_pdf_text : exporting::write_marked_pdf;
  auto written = write(
      in, {*original, *sum, options.settings.passwords},
      [&](std::string_view piece) { file.add(piece); }, options.privacy);
  if (!written) return fail(named(document, std::move(written).error()));
  return file.finish();
}

// ---- the formats ----

bool per_document(const ExportFormat& format) {
  return format.text.has_value() || format.copy.has_value();
}

// "a.pdf.json" as "a.pdf.txt", below `folder`.
std::string file_for(const StoredDocument& document, const std::string& folder,
                     std::string_view ending) {
  constexpr std::string_view kJson = ".json";
  std::string name = document.name;
  if (name.ends_with(kJson)) name.resize(name.size() - kJson.size());
  return folder + "/" + name + std::string(ending);
}

// `missing` counts the documents that have no copy because of what they are; each is named on
// standard error.
Result<void> write_documents(const ExportOptions& options, const ExportFormat& format,
                             const BatchReader& batch, int& missing) {
  const std::string folder = options.output.empty()
                                 ? fmt::format("{}/export/{}", options.folder, format.name)
                                 : options.output;
  ContentFiles contents(options.settings.passwords, options.settings.limits.archives);
  if (format.copy) contents.prepare();
  return batch.each([&](const StoredDocument& document) -> Result<void> {
    const std::string path = file_for(document, folder, format.file);
    if (auto made = make_folder_of(path); !made) return made;
    auto written = !format.copy ? write_text(document, *format.text, options.privacy, path)
                   : *format.copy == ExportCopy::pictures
                       ? export_overlays(document, path, options.settings)
                       : write_copy(document, *format.copy, options, contents, path);
    // What lies in the document; else there is no use in going on.
    const bool of_this_document =
        format.copy || (!written && written.error().kind == ProblemKind::empty);
    if (written || !of_this_document) return written;
    say_warning("", written.error().message);
    ++missing;
    return {};
  });
}

Result<void> write_batch(const ExportOptions& options, const ExportFormat& format,
                         const BatchReader& batch) {
  exporting::Publication publication;
  if (format.stream == exporting::StreamFormat::ocds) {
    auto completed = publication_of(options, batch);
    if (!completed) return fail(std::move(completed).error());
    publication = std::move(*completed);
  }
  if (options.output == "-") return stream_to_output(options, *format.stream, publication, batch);
  const std::string path = options.output.empty()
                               ? fmt::format("{}/export/{}", options.folder, format.file)
                               : options.output;
  if (format.stream) return stream_to_file(options, *format.stream, publication, batch, path);
  if (auto made = make_folder_of(path); !made) return made;
  if (format.name == "xlsx") return write_workbook(options, batch, path);
  return update_database(batch, path, options.privacy);
}

}  // namespace

ExitCode export_batch(const ExportOptions& options) {
  const ExportFormat* format = export_format(options.format);
  if (format == nullptr) {
    say_error("--to", options.format + " is no format; see tachado export --help");
    return ExitCode::usage;
  }
  const auto batch = BatchReader::open(options.folder);
  if (!batch) {
    say_error(options.folder, batch.error().message);
    return ExitCode::could_not_run;
  }
  int missing = 0;
  const auto done = per_document(*format) ? write_documents(options, *format, *batch, missing)
                                          : write_batch(options, *format, *batch);
  if (!done) {
    say_error("", done.error().message);
    return ExitCode::could_not_run;
  }
  return missing > 0 ? ExitCode::some_failed : ExitCode::ok;
}

}  // namespace tachado::pipeline
