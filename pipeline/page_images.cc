#include "pipeline/page_images.h"

#include <leptonica/allheaders.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <exception>
#include <filesystem>
#include <list>
#include <optional>
#include <utility>

#include "pipeline/atomic_file.h"
#include "pipeline/channel.h"
#include "pipeline/content.h"
#include "pipeline/files.h"
#include "pipeline/sandbox.h"
#include "pipeline/signals.h"
#include "pipeline/source_file.h"
#include "stages/export/report.h"
#include "stages/handles/leptonica.h"

namespace tachado::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

// Full size is read on a screen: A4 gets 910 pixels across. A thumbnail is a third of it.
constexpr double kFullDpi = 110;
constexpr float kThumbnailScale = 1.0F / 3;
constexpr int kFullQuality = 60;
constexpr int kThumbnailQuality = 55;

constexpr char kBegun = 'b';    // a page: its number
constexpr char kPicture = 'i';  // a page: number, thumbnail, full size
constexpr char kFailed = 'f';   // a page could not be drawn: its number
// Once the source is no longer what was read, or does not open, no page can be drawn.
constexpr char kNoDocument = 'n';

// ---- in the process ----

handles::Pix to_pix(const Bitmap& bitmap) {
  handles::Pix pix(pixCreate(bitmap.width, bitmap.height, bitmap.channels == 3 ? 32 : 8));
  if (!pix) return pix;
  const auto words_per_line = static_cast<std::size_t>(pixGetWpl(pix.get()));
  for (int y = 0; y < bitmap.height; ++y) {
    const std::uint8_t* row = bitmap.row(y);
    l_uint32* line = pixGetData(pix.get()) + static_cast<std::size_t>(y) * words_per_line;
    for (int x = 0; x < bitmap.width; ++x) {
      if (bitmap.channels == 3) {
        const std::uint8_t* at = row + std::ptrdiff_t{3} * x;
        composeRGBPixel(at[0], at[1], at[2], line + x);
      } else {
        SET_DATA_BYTE(line, x, row[x]);
      }
    }
  }
  return pix;
}

// A colour picture without colour is stored in grey, at half the bytes.
handles::Pix without_needless_color(handles::Pix pix) {
  if (pixGetDepth(pix.get()) != 32) return pix;
  float colored = 0;
  float ignored = 0;
  constexpr int kDarkest = 20;
  constexpr int kLightest = 244;
  constexpr int kDifference = 12;
  constexpr int kEvery = 4;
  constexpr float kNone = 0.0005F;
  if (pixColorFraction(pix.get(), kDarkest, kLightest, kDifference, kEvery, &ignored, &colored) !=
          0 ||
      ignored * colored > kNone) {
    return pix;
  }
  handles::Pix grey(pixConvertRGBToLuminance(pix.get()));
  return grey ? std::move(grey) : std::move(pix);
}

void paint_over(Pix* pix, const Bitmap& bitmap, const std::vector<Rect>& boxes) {
  for (const Rect& box : boxes) {
    const Rect at = bitmap.to_pixels(box);
    const int left = static_cast<int>(std::floor(at.x0)) - 1;
    const int top = static_cast<int>(std::floor(at.y0)) - 1;
    const handles::Box area(boxCreate(std::max(0, left), std::max(0, top),
                                      static_cast<int>(std::ceil(at.x1)) + 1 - std::max(0, left),
                                      static_cast<int>(std::ceil(at.y1)) + 1 - std::max(0, top)));
    if (area) pixSetInRectArbitrary(pix, area.get(), pixGetDepth(pix) == 32 ? 0x80808000 : 0x80);
  }
}

std::string jpeg_of(Pix* pix, int quality) {
  l_uint8* bytes = nullptr;
  std::size_t size = 0;
  if (pixWriteMemJpeg(&bytes, &size, pix, quality, 0) != 0) return "";
  std::string jpeg(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return jpeg;
}

bool draw_page(PageSource& source, const ImageTask& task, int page, Channel& channel) {
  PixelRequest request;
  request.dpi = kFullDpi;
  request.color = true;
  const auto bitmap = source.pixels(page, request);
  if (!bitmap || bitmap->width <= 0) return false;
  handles::Pix full = to_pix(*bitmap);
  if (!full) return false;
  if (const auto masked = task.masked.find(page); masked != task.masked.end()) {
    paint_over(full.get(), *bitmap, masked->second);
  }
  full = without_needless_color(std::move(full));
  // A scan's own pixels may be finer than was asked for.
  const auto scale = static_cast<float>(kFullDpi / std::max(1.0, bitmap->dpi()));
  if (scale < 0.9F) {
    full.reset(pixScale(full.get(), scale, scale));
    if (!full) return false;
  }
  const handles::Pix small(pixScale(full.get(), kThumbnailScale, kThumbnailScale));
  if (!small) return false;
  const std::string thumbnail = jpeg_of(small.get(), kThumbnailQuality);
  const std::string picture = jpeg_of(full.get(), kFullQuality);
  return !thumbnail.empty() && !picture.empty() &&
         channel.send(kPicture, {std::to_string(page), thumbnail, picture});
}

// Never returns.
[[noreturn]] void draw(const ImageTask& task, const std::vector<int>& pages,
                       const ImageSettings& settings, Channel channel) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ignore_interrupts();
  silence_standard_streams();
  handles::silence_leptonica();
  limit_memory(settings.documents.limits.memory_mb);
  int status = 0;
  try {
    ContentFiles contents(settings.documents.passwords, settings.documents.limits.archives);
    contents.prepare();
    if (settings.sealed && !seal()) ::_exit(1);
    const OpenedFile file = open_document(task.location, settings.documents, contents);
    if (!file.source || file.info.sha256 != task.sha256) {
      channel.send(kNoDocument, {});
      ::_exit(0);
    }
    for (const int page : pages) {
      const std::string number = std::to_string(page);
      channel.send(kBegun, {number});
      if (!draw_page(*file.source, task, page, channel)) channel.send(kFailed, {number});
    }
  } catch (const std::exception&) {
    status = 1;
  }
  ::_exit(status);
}

// ---- around it ----

std::string file_of(const ImageTask& task, int page, bool full) {
  return task.folder + "/" + exporting::image_name(page, full);
}

std::vector<int> missing_pages(const ImageTask& task) {
  std::vector<int> pages;
  for (int page = 1; page <= task.pages; ++page) {
    for (const bool full : {false, true}) {
      if (::access(file_of(task, page, full).c_str(), F_OK) != 0) {
        pages.push_back(page);
        break;
      }
    }
  }
  return pages;
}

Result<void> write_picture(const std::string& path, std::string_view bytes) {
  AtomicFile file(path, 0644);
  file.add(bytes);
  return file.finish();
}

struct Drawing {
  ImageTask task;
  std::vector<int> pages;  // that are still to come
  int present = 0;         // the page that was begun
  pid_t process = -1;
  Channel channel;
  Clock::time_point heard;
};

}  // namespace

struct PageImages::Data {
  ImageSettings settings;
  std::list<Drawing> drawings;
  int missing = 0;

  [[nodiscard]] Result<void> begin(Drawing& drawing) const;
  [[nodiscard]] Result<void> take(Drawing& drawing, const Message& message);
  [[nodiscard]] Result<bool> ended(Drawing& drawing);
  [[nodiscard]] Result<void> wait();
};

Result<void> PageImages::Data::begin(Drawing& drawing) const {
  auto channels = Channel::pair();
  if (!channels) return fail(std::move(channels).error());
  const pid_t process = ::fork();
  if (process < 0) return fail(io_problem("no process can be started"));
  if (process == 0) {
    channels->first.close();
    draw(drawing.task, drawing.pages, settings, std::move(channels->second));
  }
  drawing.process = process;
  drawing.channel = std::move(channels->first);
  drawing.heard = Clock::now();
  drawing.present = 0;
  return {};
}

Result<void> PageImages::Data::take(Drawing& drawing, const Message& message) {
  drawing.heard = Clock::now();
  if (message.kind == kNoDocument) {
    missing += static_cast<int>(drawing.pages.size());
    drawing.pages.clear();
    return {};
  }
  if (message.fields.empty()) return {};
  const int page = std::atoi(message.fields[0].c_str());
  if (message.kind == kBegun) {
    drawing.present = page;
    return {};
  }
  std::erase(drawing.pages, page);
  drawing.present = 0;
  if (message.kind == kFailed || message.fields.size() < 3) {
    ++missing;
    return {};
  }
  // The thumbnail last: a page that has one is whole.
  auto written = write_picture(file_of(drawing.task, page, true), message.fields[2]);
  if (written) written = write_picture(file_of(drawing.task, page, false), message.fields[1]);
  return written;
}

// The process is gone: whether all pages are done. If not, its page is given up and another process
// does the rest.
Result<bool> PageImages::Data::ended(Drawing& drawing) {
  ::waitpid(drawing.process, nullptr, 0);
  drawing.process = -1;
  if (drawing.pages.empty()) return true;
  const int lost = drawing.present != 0 ? drawing.present : drawing.pages.front();
  std::erase(drawing.pages, lost);
  ++missing;
  if (drawing.pages.empty()) return true;
  if (auto begun = begin(drawing); !begun) return fail(std::move(begun).error());
  return false;
}

// Takes in what the processes say, for a while; ends those that are silent for too long.
Result<void> PageImages::Data::wait() {
  constexpr int kMilliseconds = 500;
  std::vector<pollfd> sockets;
  for (const Drawing& drawing : drawings) sockets.push_back({drawing.channel.fd(), POLLIN, 0});
  if (::poll(sockets.data(), sockets.size(), kMilliseconds) < 0 && errno != EINTR) {
    return fail(io_problem("the processes cannot be heard"));
  }
  std::size_t at = 0;
  for (auto drawing = drawings.begin(); drawing != drawings.end(); ++at) {
    bool open = true;
    if (sockets[at].revents != 0) {
      open = drawing->channel.fill();
      while (auto message = drawing->channel.next()) {
        if (auto taken = take(*drawing, *message); !taken) return taken;
      }
    }
    const std::chrono::duration<double> silent = Clock::now() - drawing->heard;
    if (silent.count() > settings.documents.limits.page_seconds) {
      ::kill(drawing->process, SIGKILL);
      open = false;
    }
    if (open) {
      ++drawing;
      continue;
    }
    auto done = ended(*drawing);
    if (!done) return fail(std::move(done).error());
    drawing = *done ? drawings.erase(drawing) : std::next(drawing);
  }
  return {};
}

PageImages::PageImages(const ImageSettings& settings) : data_(std::make_unique<Data>()) {
  data_->settings = settings;
}

PageImages::~PageImages() {
  for (Drawing& drawing : data_->drawings) {
    if (drawing.process <= 0) continue;
    ::kill(drawing.process, SIGKILL);
    ::waitpid(drawing.process, nullptr, 0);
  }
}

Result<void> PageImages::add(ImageTask task) {
  std::error_code error;
  std::filesystem::create_directories(task.folder, error);
  std::vector<int> pages = missing_pages(task);
  if (pages.empty()) return {};
  while (data_->drawings.size() >= static_cast<std::size_t>(std::max(1, data_->settings.jobs))) {
    if (auto waited = data_->wait(); !waited) return waited;
  }
  data_->drawings.push_back({std::move(task), std::move(pages), 0, -1, {}, {}});
  return data_->begin(data_->drawings.back());
}

Result<void> PageImages::finish() {
  while (!data_->drawings.empty()) {
    if (auto waited = data_->wait(); !waited) return waited;
  }
  return {};
}

int PageImages::missing() const { return data_->missing; }

}  // namespace tachado::pipeline
