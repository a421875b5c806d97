#include "pipeline/source_file.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "pipeline/digest.h"
#include "pipeline/files.h"
#include "pipeline/media_type.h"
#include "pipeline/path_name.h"
#include "stages/extract/extract.h"
#include "stages/pdf/pdf.h"

namespace tachado::pipeline {
namespace {

// What the kind of a file is told by.
constexpr std::size_t kHeadBytes = 4096;
// Read at a time: as large as the level 2 cache likes it.
constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;

// Sets bytes and sha256, and gives the first bytes. `size`: what the file is thought to have; one
// that fits into a chunk is read with a single call, and then `whole` is all of it.
Result<std::string> read_through(int fd, std::int64_t size, SourceInfo& info,
                                 FileBytes* whole = nullptr) {
  const bool small = size >= 0 && size < static_cast<std::int64_t>(kChunkBytes);
  // A byte more, so that its end shows.
  const std::size_t room = small ? static_cast<std::size_t>(size) + 1 : kChunkBytes;
  auto chunk = std::make_unique_for_overwrite<char[]>(room);
  Sha256 sum;
  std::string head;
  for (;;) {
    const ssize_t got = ::read(fd, chunk.get(), room);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(io_problem("cannot be read"));
    if (got == 0) break;
    const std::string_view bytes(chunk.get(), static_cast<std::size_t>(got));
    if (head.size() < kHeadBytes) head += bytes.substr(0, kHeadBytes - head.size());
    sum.add(bytes);
    info.bytes += got;
    if (small && info.bytes == size && got == size) {
      if (whole != nullptr) *whole = {std::move(chunk), bytes.size()};
      break;
    }
  }
  info.sha256 = sum.hex();
  return head;
}

constexpr std::string_view kPdfType = "application/pdf";

FileIdentity identity_of(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size,
          std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec};
}

// What portals give besides documents, in words; of the rest, the media type says enough.
std::string described(const std::string& media_type) {
  struct Name {
    std::string_view part;  // of the media type
    std::string_view words;
  };
  constexpr std::string_view kText = "a word processor's document";
  constexpr std::string_view kSheet = "a spreadsheet";
  constexpr std::string_view kSlides = "a presentation";
  constexpr std::array kNames{Name{"text/html", "a web page, perhaps an error page of the portal"},
                              Name{"wordprocessingml", kText},
                              Name{"msword", kText},
                              Name{"opendocument.text", kText},
                              Name{"text/rtf", kText},
                              Name{"spreadsheetml", kSheet},
                              Name{"ms-excel", kSheet},
                              Name{"opendocument.spreadsheet", kSheet},
                              Name{"presentationml", kSlides},
                              Name{"ms-powerpoint", kSlides},
                              Name{"opendocument.presentation", kSlides},
                              Name{"ole-storage", "an older office document"},
                              Name{"application/zip", "a ZIP archive without an archive's name"}};
  for (const auto& [part, words] : kNames) {
    if (media_type.find(part) != std::string::npos)
      return fmt::format("{} ({})", words, media_type);
  }
  return media_type;
}

std::int64_t pixels_of(const Limits& limits) { return std::int64_t{limits.megapixels} * 1'000'000; }

Result<std::unique_ptr<PageSource>> open_pdf(const std::string& path, const FileBytes& bytes,
                                             const Settings& settings, bool metadata) {
  pdf::Options options;
  options.passwords = settings.passwords;
  options.limits.pages = settings.limits.pages;
  options.limits.object_depth = settings.limits.object_depth;
  options.limits.pixels = pixels_of(settings.limits);
  options.limits.content_bytes = std::int64_t{settings.limits.content_mb} << 20U;
  options.metadata = metadata;
  return bytes.data != nullptr ? pdf::open_bytes({bytes.data.get(), bytes.size}, options)
                               : pdf::open(path, options);
}

Result<std::unique_ptr<PageSource>> open_image(const std::string& path, const Settings& settings) {
  extract::ImageLimits limits;
  limits.pages = settings.limits.pages;
  limits.pixels = pixels_of(settings.limits);
  return extract::open_image(path, limits);
}

Result<std::unique_ptr<PageSource>> open_by_content(const std::string& path, std::string_view head,
                                                    const FileBytes& bytes,
                                                    const Settings& settings, SourceInfo& info) {
  if (head.empty()) {
    info.media_type = "application/x-empty";
    return fail({"pipeline", std::nullopt, ProblemKind::empty, "the file has no bytes"});
  }
  if (pdf::looks_like_pdf(head)) {
    info.media_type = kPdfType;
    return open_pdf(path, bytes, settings, true);
  }
  if (const std::string_view type = extract::image_media_type(head); !type.empty()) {
    info.media_type = type;
    return open_image(path, settings);
  }
  info.media_type = media_type_of(head);
  return fail({"pipeline", std::nullopt, ProblemKind::unsupported,
               fmt::format("is {}; PDF, PNG, JPEG and TIFF are read", described(info.media_type))});
}

}  // namespace

OpenedFile open_file(const std::string& path, const Settings& settings,
                     const std::string& content) {
  OpenedFile file;
  file.content = content.empty() ? path : content;
  set_path(file.info, path);
  const auto refuse = [&](Problem problem) {
    file.problem = std::move(problem);
    return std::move(file);
  };
  auto fd = open_regular(file.content);
  if (!fd) return refuse(std::move(fd).error());
  file.identity = identity_of(fd->value());
  auto head = read_through(fd->value(), file.identity.size, file.info, &file.bytes);
  if (!head) return refuse(std::move(head).error());
  auto source = open_by_content(file.content, *head, file.bytes, settings, file.info);
  if (!source) return refuse(std::move(source).error());
  file.source = std::move(*source);
  return file;
}

Result<std::unique_ptr<PageSource>> reopen_file(const OpenedFile& file, const Settings& settings) {
  const bool is_pdf = file.info.media_type == kPdfType;
  if (is_pdf && file.bytes.data != nullptr) {
    return open_pdf(file.content, file.bytes, settings, false);
  }
  const auto fd = open_regular(file.content);
  if (!fd) return fail(fd.error());
  if (identity_of(fd->value()) != file.identity) {
    return fail({"pipeline", std::nullopt, ProblemKind::io,
                 "the file was changed while it was read; run again"});
  }
  return is_pdf ? open_pdf(file.content, {}, settings, false) : open_image(file.content, settings);
}

Result<std::unique_ptr<PageSource>> open_pages(const std::string& path, const Settings& settings) {
  const auto fd = open_regular(path);
  if (!fd) return fail(fd.error());
  std::string head(kHeadBytes, '\0');
  const ssize_t got = ::pread(fd->value(), head.data(), head.size(), 0);
  head.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (pdf::looks_like_pdf(head)) return open_pdf(path, {}, settings, false);
  if (!extract::image_media_type(head).empty()) return open_image(path, settings);
  return fail({"pipeline", std::nullopt, ProblemKind::unsupported, "is no document"});
}

OpenedFile describe_file(const std::string& path, Problem problem) {
  OpenedFile file;
  set_path(file.info, path);
  file.problem = std::move(problem);
  auto fd = open_regular(path);
  auto head = fd ? read_through(fd->value(), -1, file.info) : Result<std::string>();
  if (head && !head->empty()) {
    const std::string_view image = extract::image_media_type(*head);
    file.info.media_type = pdf::looks_like_pdf(*head) ? "application/pdf"
                           : !image.empty()           ? std::string(image)
                                                      : media_type_of(*head);
  }
  return file;
}

}  // namespace tachado::pipeline
