#include "stages/pdf/portfolio.h"

#include <Catalog.h>
#include <FileSpec.h>
#include <PDFDoc.h>

#include <algorithm>
#include <array>
#include <exception>
#include <unordered_set>
#include <utility>

#include "stages/pdf/messages.h"
#include "stages/pdf/open_document.h"
#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/poppler_version.h"

namespace tachado::pdf {
namespace {

Problem problem(ProblemKind kind, std::string message) {
  return {"pdf", std::nullopt, kind, std::move(message)};
}

std::string name_of(FileSpec& file, int number) {
  const GooString* given = file.isOk() ? file.getFileName() : nullptr;
  std::string name = given != nullptr ? text_of(given->toStr()) : std::string();
  std::erase(name, '\0');  // ends a name elsewhere
  return name.empty() ? "attachment " + std::to_string(number) : name;
}

}  // namespace

struct Portfolio::State {
  std::unique_ptr<PDFDoc> document;
  std::vector<std::string> names;
};

Portfolio::Portfolio(std::unique_ptr<State> state) : state_(std::move(state)) {}
Portfolio::Portfolio(Portfolio&&) noexcept = default;
Portfolio& Portfolio::operator=(Portfolio&&) noexcept = default;
Portfolio::~Portfolio() = default;

const std::vector<std::string>& Portfolio::files() const { return state_->names; }

Result<Portfolio> Portfolio::open(const std::string& path,
                                  const std::vector<std::string>& passwords, int most) {
  const MessageScope quiet(std::nullopt);
  try {
    auto document = open_document(path, passwords);
    if (!document) return fail(std::move(document).error());
    auto state = std::make_unique<State>();
    state->document = std::move(*document);
    const Object catalog = state->document->getXRef()->getCatalog();
    if (!catalog.isDict() || !catalog.dictLookup("Collection").isDict()) {
      return fail(problem(ProblemKind::unsupported, "is no portfolio"));
    }
    Catalog& files = *state->document->getCatalog();
    std::unordered_set<std::string> taken;
    const int count = std::min(files.numEmbeddedFiles(), most);
    for (int i = 0; i < count; ++i) {
      const std::unique_ptr<FileSpec> file = files.embeddedFile(i);
      const std::string given =
          file ? name_of(*file, i + 1) : "attachment " + std::to_string(i + 1);
      std::string name = given;
      for (int twin = 2; !taken.insert(name).second; ++twin) {
        name = given + " (" + std::to_string(twin) + ")";
      }
      state->names.push_back(std::move(name));
    }
    return Portfolio(std::move(state));
  } catch (const std::exception&) {
    return fail(problem(ProblemKind::internal, "reading the portfolio failed"));
  }
}

Result<void> Portfolio::read(const std::string& name,
                             const std::function<bool(std::string_view)>& take) const {
  const MessageScope quiet(std::nullopt);
  const auto found = std::find(state_->names.begin(), state_->names.end(), name);
  if (found == state_->names.end()) {
    return fail(problem(ProblemKind::damaged, "the portfolio has no such file"));
  }
  try {
    const auto index = static_cast<int>(found - state_->names.begin());
    const std::unique_ptr<FileSpec> file = state_->document->getCatalog()->embeddedFile(index);
    EmbFile* embedded = file && file->isOk() ? file->getEmbeddedFile() : nullptr;
    Stream* stream = embedded != nullptr && embedded->isOk() ? embedded->stream() : nullptr;
    if (stream == nullptr || !rewind(*stream)) {
      return fail(problem(ProblemKind::damaged, "the portfolio's file cannot be read"));
    }
    std::array<unsigned char, 65536> piece{};
    for (;;) {
      const int count = stream->doGetChars(static_cast<int>(piece.size()), piece.data());
      if (count <= 0) break;
      if (!take({reinterpret_cast<const char*>(piece.data()), static_cast<std::size_t>(count)})) {
        break;
      }
    }
    stream->close();
    return {};
  } catch (const std::exception&) {
    return fail(problem(ProblemKind::internal, "reading the portfolio failed"));
  }
}

}  // namespace tachado::pdf
