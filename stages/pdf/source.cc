#include "stages/pdf/source.h"

#include <Gfx.h>
#include <PDFDoc.h>
#include <Page.h>
#include <goo/GooString.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <optional>
#include <utility>

#include "stages/pdf/annotations.h"
#include "stages/pdf/earlier_revisions.h"
#include "stages/pdf/hidden_contents.h"
#include "stages/pdf/image_pixels.h"
#include "stages/pdf/layers.h"
#include "stages/pdf/likely_scan.h"
#include "stages/pdf/messages.h"
#include "stages/pdf/metadata.h"
#include "stages/pdf/page_pixels.h"
#include "stages/pdf/pdf_strings.h"
#include "stages/pdf/recorder.h"
#include "stages/pdf/repeated_images.h"
#include "stages/pdf/thumbnail.h"

namespace tachado::pdf {
namespace {

// An image is the page's scan when it covers this much of it: scanners leave a margin of some
// millimetres.
constexpr double kScanShare = 0.85;
// Marks smaller than this share of the page do not make a page more than its scan (a dot of the
// scanner's software).
constexpr double kSpeck = 0.00002;
// A scan may be a tenth coarser than asked for before it is decoded at the next finer step.
constexpr double kCoarser = 0.1;
// A page with this many visible glyphs has text of its own, more than a stamp over a scan has.
constexpr int kTextPageGlyphs = 200;
// Of the page: nobody looks at a smaller image anyhow.
constexpr double kLetterheadShare = 0.02;
// Share of a glyph under an image that makes it covered.
constexpr double kCoveredShare = 0.3;
// A user unit beyond this is a mistake (14,400 units of one inch each are the largest page of
// ISO 32000-1, annex C).
constexpr double kMaxUserUnit = 200;

class PdfSource final : public PageSource {
 public:
  PdfSource(std::unique_ptr<PDFDoc> document, const std::string& path, std::string_view bytes,
            const Options& options, std::vector<Problem> opening_problems)
      : document_(std::move(document)),
        limits_(options.limits),
        path_(path),
        bytes_(bytes),
        options_(options),
        pages_(std::min(document_->getNumPages(), limits_.pages)),
        repeated_(*document_, pages_) {
    MessageScope messages(std::nullopt);
    if (options.metadata) metadata_ = read_metadata(*document_, path, bytes, limits_.pages);
    metadata_.pages = document_->getNumPages();
    if (pages_ < metadata_.pages) {
      messages.add(ProblemKind::limit, "pages after page " + std::to_string(pages_) +
                                           " are not read; raise --pages to read them");
    }
    form_is_safe_ = form_is_a_tree(*document_);
    if (!form_is_safe_) {
      messages.add(ProblemKind::damaged,
                   "the form's fields are no tree; annotations are not drawn");
    }
    for (Problem& problem : opening_problems) metadata_.problems.push_back(std::move(problem));
    for (Problem& problem : messages.take()) metadata_.problems.push_back(std::move(problem));
  }

  [[nodiscard]] int page_count() const override { return pages_; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] std::int64_t likely_scan(int number) override;
  [[nodiscard]] Result<RawPage> interpret(int number) override;
  [[nodiscard]] Result<Bitmap> pixels(int number, const PixelRequest& request) override;
  [[nodiscard]] Result<Bitmap> image(int number, int index, int max_side, bool color) override;
  [[nodiscard]] Result<std::vector<HiddenContent>> hidden_contents(
      const std::vector<int>& pages) override;
  [[nodiscard]] std::optional<Bitmap> thumbnail(int number) override;

 private:
  // What pixels() must know of a page: the sizes, and the image that is its scan.
  struct Look {
    int number = 0;
    double width = 0;
    double height = 0;
    double user_unit = 1;
    std::vector<ImagePlacement> images;
    bool all_layers = false;  // `images` are numbered as with all layers on
    int scan = -1;            // the page is this image and nothing else
    int scan_beneath = -1;    // the page's scan, whatever is drawn over it
  };
  struct Cached {
    int number = 0;
    double dpi = 0;
    bool color = false;
    bool without_vectors = false;
    std::optional<Rect> area;
    Bitmap bitmap;
  };

  [[nodiscard]] static Problem problem(int number, ProblemKind kind, std::string message) {
    return {"pdf", number, kind, std::move(message)};
  }
  Result<::Page*> page(int number);
  double user_unit(::Page& page);
  void draw(::Page& page, Recorder& recorder, double dpi);
  struct Recorded {
    RawPage raw;
    double user_unit = 1;
    bool all_layers = false;
  };
  Result<Recorded> record(int number);
  void tell_letterhead(RawPage& raw);
  static Look look_of(const Recorded& recorded);
  Result<const Look*> look(int number);
  Result<Bitmap> decode(const Look& look, int index, int reduction, bool color);
  Result<Bitmap> make_pixels(const Look& look, const PixelRequest& request);

  std::unique_ptr<PDFDoc> document_;
  const Limits limits_;
  const std::string path_;
  const std::string_view bytes_;
  const Options options_;
  Metadata metadata_;
  int pages_ = 0;
  bool form_is_safe_ = true;
  ImageVerdicts verdicts_;
  RepeatedImages repeated_;
  Look look_;
  Cached cached_;
};

Result<::Page*> PdfSource::page(int number) {
  if (number < 1 || number > pages_) {
    return fail(problem(number, ProblemKind::internal, "there is no page of this number"));
  }
  ::Page* page = document_->getPage(number);
  if (page == nullptr || !page->isOk()) {
    return fail(problem(number, ProblemKind::damaged, "the page's dictionary cannot be read"));
  }
  return page;
}

double PdfSource::user_unit(::Page& page) {
  const Object dict = document_->getXRef()->fetch(page.getRef());
  if (!dict.isDict()) return 1;
  const double unit = dict.dictLookup("UserUnit").getNumWithDefaultValue(1);
  return unit > 0 && unit <= kMaxUserUnit ? unit : 1;
}

void PdfSource::draw(::Page& page, Recorder& recorder, double dpi) {
  const auto stop = [](void* data) { return static_cast<Recorder*>(data)->should_stop(); };
  if (form_is_safe_) {
    const auto annotation = [](Annot*, void* data) {
      static_cast<Recorder*>(data)->begin_annotations();
      return true;
    };
    page.display(&recorder, dpi, dpi, 0, false, true, false, stop, &recorder, annotation,
                 &recorder);
    return;
  }
  const std::unique_ptr<Gfx> gfx(
      page.createGfx(&recorder, dpi, dpi, 0, false, true, -1, -1, -1, -1, false, stop, &recorder));
  Object contents = page.getContents();
  if (contents.isNull()) return;
  gfx->saveState();
  gfx->display(&contents);
  gfx->restoreState();
}

Result<PdfSource::Recorded> PdfSource::record(int number) {
  auto found = page(number);
  if (!found) return fail(found.error());
  ::Page& page = **found;
  const double unit = user_unit(page);
  const double dpi = 72 * unit;
  RawPage raw;
  raw.number = number;
  raw.rotation = ((page.getRotate() % 360) + 360) % 360;
  const bool sideways = raw.rotation == 90 || raw.rotation == 270;
  raw.width = (sideways ? page.getCropHeight() : page.getCropWidth()) * unit;
  raw.height = (sideways ? page.getCropWidth() : page.getCropHeight()) * unit;
  if (!(raw.width > 0) || !(raw.height > 0)) {
    return fail(problem(number, ProblemKind::damaged, "the page has no size"));
  }
  GooString label;
  if (document_->getCatalog()->indexToLabel(number - 1, &label)) raw.label = text_of(label.toStr());
  std::array<double, 6> matrix{};
  page.getDefaultCTM(matrix.data(), dpi, dpi, 0, false, true);
  raw.annotations = read_annotations(page, matrix.data());
  const OCGs* layers = document_->getOptContentConfig();
  const bool has_hidden = layers != nullptr && any_layer_off(*layers);
  RawPage everything = has_hidden ? raw : RawPage{};
  ContentSize size(*document_->getXRef(), limits_.content_bytes);
  if (!size.add(page.getContents())) return fail(page_limit(number, kContentBytes));
  Recorder recorder(raw, verdicts_, limits_);
  recorder.count(size);
  draw(page, recorder, dpi);
  if (recorder.limit()) return fail(*recorder.limit());
  if (!has_hidden) return Recorded{std::move(raw), unit, false};
  const AllLayersOn on(*layers);
  Recorder all(everything, verdicts_, limits_);
  draw(page, all, dpi);
  if (all.limit()) return fail(*all.limit());
  LayeredPage layered = with_hidden_layers(std::move(raw), std::move(everything));
  return Recorded{std::move(layered.page), unit, layered.numbers_all};
}

Result<RawPage> PdfSource::interpret(int number) {
  MessageScope messages(number);
  try {
    auto recorded = record(number);
    if (!recorded) return fail(recorded.error());
    look_ = look_of(*recorded);
    tell_letterhead(recorded->raw);
    recorded->raw.problems = messages.take();
    return std::move(recorded->raw);
  } catch (const std::bad_alloc&) {
    return fail(problem(number, ProblemKind::memory, "there is not enough memory for the page"));
  } catch (const std::exception&) {
    return fail(problem(number, ProblemKind::internal, "reading the page failed"));
  }
}

void PdfSource::tell_letterhead(RawPage& raw) {
  const auto visible = [](const Glyph& glyph) {
    return glyph.paint != GlyphPaint::invisible && !glyph.clipped && !glyph.layer_off &&
           !glyph.space_code;
  };
  if (raw.images.empty() ||
      std::count_if(raw.glyphs.begin(), raw.glyphs.end(), visible) < kTextPageGlyphs) {
    return;
  }
  for (ImagePlacement& image : raw.images) {
    if (image.object == 0 || image.one_colour ||
        image.box.area() < kLetterheadShare * raw.width * raw.height) {
      continue;
    }
    const bool over_text =
        std::any_of(raw.glyphs.begin(), raw.glyphs.end(), [&](const Glyph& glyph) {
          return glyph.order < image.order && !glyph.space_code &&
                 share_inside(glyph.box, image.box) > kCoveredShare;
        });
    image.letterhead = !over_text && repeated_.repeated(image.object, raw.number);
  }
}

PdfSource::Look PdfSource::look_of(const Recorded& recorded) {
  const RawPage& raw = recorded.raw;
  Look look;
  look.number = raw.number;
  look.width = raw.width;
  look.height = raw.height;
  look.user_unit = recorded.user_unit;
  look.all_layers = recorded.all_layers;
  look.images = raw.images;
  const Rect whole{0, 0, raw.width, raw.height};
  const auto counts = [&](const Rect& box) {
    return intersect(box, whole).area() > kSpeck * whole.area();
  };
  int scan = -1;
  int large = 0;
  for (std::size_t i = 0; i < raw.images.size(); ++i) {
    const ImagePlacement& image = raw.images[i];
    if (image.layer_off || share_inside(whole, image.box) < kScanShare || image.one_colour)
      continue;
    scan = static_cast<int>(i);
    ++large;
  }
  if (large != 1) return look;
  const ImagePlacement& image = raw.images[static_cast<std::size_t>(scan)];
  if (!image.upright || image.soft_mask || image.opacity < 0.99) return look;
  look.scan_beneath = scan;
  // A stencil lets what lies beneath show through; only what is drawn later matters to others.
  const std::int32_t from = image.stencil ? 0 : image.order;
  const bool alone =
      std::none_of(raw.glyphs.begin(), raw.glyphs.end(),
                   [&](const Glyph& g) {
                     return g.order > from && g.paint != GlyphPaint::invisible && !g.clipped &&
                            !g.layer_off && !g.space_code && g.opacity > 0;
                   }) &&
      std::none_of(raw.shapes.begin(), raw.shapes.end(),
                   [&](const Shape& s) {
                     return s.order > from && !s.layer_off && s.opacity > 0.01 && counts(s.box) &&
                            (s.order > image.order || luma(s.color) < 250);
                   }) &&
      std::none_of(raw.images.begin(), raw.images.end(), [&](const ImagePlacement& other) {
        return &other != &image && other.order > from && !other.layer_off && counts(other.box);
      });
  if (alone && (!image.stencil || luma(image.color) < 40)) look.scan = scan;
  return look;
}

Result<const PdfSource::Look*> PdfSource::look(int number) {
  if (look_.number != number) {
    auto recorded = record(number);
    if (!recorded) return fail(recorded.error());
    look_ = look_of(*recorded);
  }
  return &look_;
}

Result<Bitmap> PdfSource::decode(const Look& look, int index, int reduction, bool color) {
  const int number = look.number;
  auto found = page(number);
  if (!found) return fail(found.error());
  RawPage scratch;
  scratch.number = number;
  Recorder recorder(scratch, verdicts_, limits_);
  Result<Bitmap> result =
      fail(problem(number, ProblemKind::damaged, "the image was not found on the page"));
  std::optional<AllLayersOn> on;
  if (look.all_layers) on.emplace(*document_->getOptContentConfig());
  recorder.take_image(index, [&](const ImageInput& input) {
    result = image_pixels(input, reduction, color, limits_.pixels);
  });
  draw(**found, recorder, 72 * look.user_unit);
  if (!result) result.error().page = number;
  return result;
}

Result<Bitmap> PdfSource::make_pixels(const Look& look, const PixelRequest& request) {
  const int scan = request.without_vectors ? look.scan_beneath : look.scan;
  if (scan >= 0) {
    const ImagePlacement& image = look.images[static_cast<std::size_t>(scan)];
    // Stored pixels per inch, whichever way it is turned: by the area, which turning keeps.
    const double stored = 72 * std::sqrt(static_cast<double>(image.width) * image.height /
                                         std::max(1.0, image.box.area()));
    const int reduction = std::max(1, static_cast<int>(stored / request.dpi + kCoarser));
    auto decoded = decode(look, scan, reduction, request.color);
    if (decoded) {
      const Rect inside = intersect(image.box, decoded->area);
      const bool whole = share_inside(decoded->area, inflate(inside, 0.5, 0.5)) > 0.9999;
      if (whole || inside.empty()) return decoded;
      return crop(*decoded, inside);
    }
    if (decoded.error().kind == ProblemKind::limit) return decoded;
  }
  const RenderPage page{look.number, look.width, look.height, look.user_unit, form_is_safe_};
  return render(*document_, page, request, limits_);
}

Result<Bitmap> PdfSource::pixels(int number, const PixelRequest& request) {
  MessageScope messages(number);
  try {
    auto found = look(number);
    if (!found) return fail(found.error());
    const auto matches = [&](const std::optional<Rect>& area) {
      return cached_.number == number && cached_.dpi == request.dpi &&
             cached_.color == request.color && cached_.without_vectors == request.without_vectors &&
             cached_.area == area;
    };
    if (matches(request.area)) return cached_.bitmap;
    if (request.area && matches(std::nullopt)) return crop(cached_.bitmap, *request.area);
    const Look& look = **found;
    const bool is_scan = (request.without_vectors ? look.scan_beneath : look.scan) >= 0;
    PixelRequest whole = request;
    if (is_scan) whole.area.reset();
    cached_ = {};
    auto made = make_pixels(look, whole);
    if (!made) return made;
    cached_ = {number,     request.dpi,     request.color, request.without_vectors,
               whole.area, std::move(*made)};
    if (is_scan && request.area) return crop(cached_.bitmap, *request.area);
    return cached_.bitmap;
  } catch (const std::bad_alloc&) {
    return fail(problem(number, ProblemKind::memory, "there is not enough memory for the pixels"));
  } catch (const std::exception&) {
    return fail(problem(number, ProblemKind::internal, "making the page's pixels failed"));
  }
}

Result<Bitmap> PdfSource::image(int number, int index, int max_side, bool color) {
  MessageScope messages(number);
  try {
    auto found = look(number);
    if (!found) return fail(found.error());
    const auto& images = (*found)->images;
    if (index < 0 || index >= static_cast<int>(images.size()) || max_side < 1) {
      return fail(problem(number, ProblemKind::internal, "there is no image of this index"));
    }
    const ImagePlacement& image = images[static_cast<std::size_t>(index)];
    const int side = std::max(image.width, image.height);
    return decode(**found, index, std::max(1, (side + max_side - 1) / max_side), color);
  } catch (const std::bad_alloc&) {
    return fail(problem(number, ProblemKind::memory, "there is not enough memory for the image"));
  } catch (const std::exception&) {
    return fail(problem(number, ProblemKind::internal, "reading the image failed"));
  }
}

Result<std::vector<HiddenContent>> PdfSource::hidden_contents(const std::vector<int>& pages) {
  MessageScope messages(std::nullopt);
  try {
    std::vector<HiddenContent> found = read_hidden_contents(*document_, pages);
    for (HiddenContent& content : removed_by_revisions(*this, path_, bytes_, options_)) {
      found.push_back(std::move(content));
    }
    return found;
  } catch (const std::bad_alloc&) {
    return fail({"pdf", std::nullopt, ProblemKind::memory,
                 "there is not enough memory for what lies beside the pages"});
  } catch (const std::exception&) {
    return fail(
        {"pdf", std::nullopt, ProblemKind::internal, "reading what lies beside the pages failed"});
  }
}

std::int64_t PdfSource::likely_scan(int number) {
  const MessageScope messages(number);
  try {
    auto found = page(number);
    if (!found || (*found)->getResourceDict() == nullptr) return 0;
    return largest_scan(*(*found)->getResourceDict());
  } catch (const std::exception&) {
    return 0;
  }
}

std::optional<Bitmap> PdfSource::thumbnail(int number) {
  const MessageScope messages(number);
  try {
    auto found = page(number);
    if (!found) return std::nullopt;
    std::optional<Bitmap> result = read_thumbnail(**found);
    const double unit = user_unit(**found);
    if (result) {
      result->area = {0, 0, (*found)->getCropWidth() * unit, (*found)->getCropHeight() * unit};
    }
    return result;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::unique_ptr<PageSource> make_source(std::unique_ptr<PDFDoc> document, const std::string& path,
                                        std::string_view bytes, const Options& options,
                                        std::vector<Problem> opening_problems) {
  return std::make_unique<PdfSource>(std::move(document), path, bytes, options,
                                     std::move(opening_problems));
}

}  // namespace tachado::pdf
