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
#include "stages/pdf/mapped_stream.h"
#include "stages/pdf/messages.h"
#include "stages/pdf/open_document.h"
#include "stages/pdf/poppler_version.h"
#include "stages/pdf/source.h"

namespace tachado::pdf {
namespace {

Problem problem(ProblemKind kind, std::string message) {
  return {"pdf", std::nullopt, kind, std::move(message)};
}

Problem problem_of(int error_code, bool passwords_tried) {
  switch (error_code) {
    case errEncrypted:
      return problem(ProblemKind::encrypted,
                     passwords_tried ? "no password given opens the file"
                                     : "the file needs a password; give it with --password");
    case errOpenFile:
    case errFileIO:
      return problem(ProblemKind::io, "the file cannot be read");
    default:
      return problem(ProblemKind::damaged, "the file's structure cannot be read or rebuilt");
  }
}

// A whole page tree without any page in it is another thing than none.
bool has_page_tree(PDFDoc& document) {
  const Object catalog = document.getXRef()->getCatalog();
  const Object pages = catalog.isDict() ? catalog.dictLookup("Pages") : null_object();
  if (!pages.isDict("Pages")) return false;
  const Object kids = pages.dictLookup("Kids");
  const Object count = pages.dictLookup("Count");
  return kids.isArray() && kids.arrayGetLength() == 0 && count.isInt() && count.getInt() == 0;
}

// Passwords come as UTF-8. Until revision 4 files take them in PDFDocEncoding, which is Latin-1 for
// what people type (ISO 32000-1, 7.6.3.3); empty where that cannot be.
std::optional<std::string> to_latin1(const std::string& utf8) {
  std::string result;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      result += utf8[i];
    } else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < utf8.size()) {
      const auto next = static_cast<unsigned char>(utf8[++i]);
      result += static_cast<char>((lead & 0x03U) << 6U | (next & 0x3FU));
    } else {
      return {};
    }
  }
  return result;
}

// Opens the document with one password; each try reads the file's tables anew.
using Make = std::function<std::unique_ptr<PDFDoc>(const Password&)>;

Result<std::unique_ptr<PDFDoc>> unlock(const Make& make,
                                       const std::vector<std::string>& passwords) {
  std::unique_ptr<PDFDoc> document = make(Password());
  for (const std::string& password : passwords) {
    if (document->isOk() || document->getErrorCode() != errEncrypted) break;
    document = make(Password(GooString(password)));
    if (document->isOk() || document->getErrorCode() != errEncrypted) break;
    const auto latin1 = to_latin1(password);
    if (latin1 && *latin1 != password) document = make(Password(GooString(*latin1)));
  }
  if (document->isOk()) return document;
  return fail(problem_of(document->getErrorCode(), !passwords.empty()));
}

Result<std::unique_ptr<PageSource>> open_with(const Make& make, const std::string& path,
                                              std::string_view bytes, const Options& options) {
  start_poppler();
  handles::silence_leptonica();
  try {
    MessageScope messages(std::nullopt);
    auto document = unlock(make, options.passwords);
    if (!document) return fail(std::move(document).error());
    if ((*document)->getNumPages() < 1) {
      return fail(has_page_tree(**document)
                      ? problem(ProblemKind::empty, "the file has no pages")
                      : problem(ProblemKind::damaged, "the file's page tree cannot be read"));
    }
    return make_source(std::move(*document), path, bytes, options, messages.take());
  } catch (const std::bad_alloc&) {
    return fail(problem(ProblemKind::memory, "there is not enough memory to open the file"));
  } catch (const std::exception&) {
    return fail(problem(ProblemKind::internal, "opening the file failed"));
  }
}

Make maker(const std::string& path) {
  return [path](const Password& password) {
    if (auto stream = map_file(path)) return open_stream(std::move(stream), password);
    return std::make_unique<PDFDoc>(std::make_unique<GooString>(path), password, password);
  };
}

}  // namespace

Result<std::unique_ptr<PDFDoc>> open_document(const std::string& path,
                                              const std::vector<std::string>& passwords) {
  start_poppler();
  return unlock(maker(path), passwords);
}

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
  return open_with(maker(path), path, {}, options);
}

Result<std::unique_ptr<PageSource>> open_bytes(std::string_view bytes, const Options& options) {
  if (bytes.empty()) return fail(problem(ProblemKind::empty, "the file is empty"));
  const auto make = [&](const Password& password) {
    return open_stream(std::make_unique<MemStream>(
                           bytes.data(), 0, static_cast<Goffset>(bytes.size()), null_object()),
                       password);
  };
  return open_with(make, {}, bytes, options);
}

}  // namespace tachado::pdf
