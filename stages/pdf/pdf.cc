#include "stages/pdf/pdf.h"

#include <ErrorCodes.h>
#include <PDFDoc.h>
#include <goo/GooString.h>

#include <cerrno>
#include <cstdio>
#include <functional>
#include <optional>
#include <utility>

#include "stages/handles/leptonica.h"
#include "stages/pdf/messages.h"
#include "stages/pdf/source.h"

namespace tachado::pdf {
namespace {

using Password = std::optional<GooString>;

Problem problem(ProblemKind kind, std::string message) {
  return {"pdf", std::nullopt, kind, std::move(message)};
}

Problem problem_of(int error_code, bool passwords_tried) {
  switch (error_code) {
    case errEncrypted:
      return problem(ProblemKind::encrypted, passwords_tried ? "no password given opens the file"
                                                             : "the file needs a password");
    case errOpenFile:
    case errFileIO:
      return problem(ProblemKind::io, "the file cannot be read");
    default:
      return problem(ProblemKind::damaged, "the file's structure cannot be read or rebuilt");
  }
}

// `make` opens the document with one password; each try reads the file's tables anew.
Result<std::unique_ptr<PageSource>> open_with(
    const std::function<std::unique_ptr<PDFDoc>(const Password&)>& make, const std::string& path,
    std::string_view bytes, const Options& options) {
  start_poppler();
  handles::silence_leptonica();
  try {
    MessageScope messages(std::nullopt);
    std::unique_ptr<PDFDoc> document = make(Password());
    for (const std::string& password : options.passwords) {
      if (document->isOk() || document->getErrorCode() != errEncrypted) break;
      document = make(Password(GooString(password)));
    }
    if (!document->isOk()) {
      return fail(problem_of(document->getErrorCode(), !options.passwords.empty()));
    }
    if (document->getNumPages() < 1) {
      return fail(problem(ProblemKind::empty, "the file has no pages"));
    }
    return make_source(std::move(document), path, bytes, options, messages.take());
  } catch (const std::bad_alloc&) {
    return fail(problem(ProblemKind::memory, "there is not enough memory to open the file"));
  } catch (const std::exception&) {
    return fail(problem(ProblemKind::internal, "opening the file failed"));
  }
}

}  // namespace

bool looks_like_pdf(std::string_view head) {
  return head.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

Result<std::unique_ptr<PageSource>> open(const std::string& path, const Options& options) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return fail(problem(ProblemKind::io, "the file cannot be opened"));
  const int first = std::fgetc(file);
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return fail(problem(ProblemKind::io, "the file cannot be read"));
  if (first == EOF) return fail(problem(ProblemKind::empty, "the file is empty"));
  const auto make = [&](const Password& password) {
    return std::make_unique<PDFDoc>(std::make_unique<GooString>(path), password, password);
  };
  return open_with(make, path, {}, options);
}

Result<std::unique_ptr<PageSource>> open_bytes(std::string_view bytes, const Options& options) {
  if (bytes.empty()) return fail(problem(ProblemKind::empty, "the file is empty"));
  const auto make = [&](const Password& password) {
    auto* stream =
        new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull));
    return std::make_unique<PDFDoc>(stream, password, password);  // takes the stream over
  };
  return open_with(make, {}, bytes, options);
}

}  // namespace tachado::pdf
