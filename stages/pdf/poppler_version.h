// What Poppler's core headers declare differently from release to release. They keep no promise of
// staying as they are; this folder is written for 22.12 (Debian 12), and for what newer ones have
// changed of the calls that are made here. Three ways, in this order of preference:
// - a function that is overridden takes its types from Poppler's own declaration (Overridden);
// - where only the type of a result changed, overloads take either one;
// - where calls differ, a guard by version: TACHADO_POPPLER is 100 * major + minor, 2212 for 22.12
//   (cmake/Dependencies.cmake). Two stand where they are used: forms are told with their object
//   from 23.11 (recorder.h), and Splash has lost its reverse video in 26.02 (page_pixels.cc).
#pragma once

#include <Gfx.h>
#include <GfxFont.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <goo/GooString.h>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

static_assert(TACHADO_POPPLER >= 2212, "Poppler's core headers before 22.12 are not known here");

namespace tachado::pdf {

// ---- what is overridden ----

template <class Function>
struct FunctionType;
template <class Class, class Value, class... Arguments>
struct FunctionType<Value (Class::*)(Arguments...)> {
  using Result = Value;
  template <std::size_t at>
  using Argument = std::tuple_element_t<at, std::tuple<Arguments...>>;
};
template <auto function>
using Overridden = FunctionType<decltype(function)>;

// Matrices and boxes: const double* until 25.08, std::array from 25.09 on, one after the other.
using PatternMatrix = Overridden<&OutputDev::tilingPatternFill>::Argument<4>;
using GroupBox = Overridden<&OutputDev::beginTransparencyGroup>::Argument<1>;
using SoftMaskBox = Overridden<&OutputDev::setSoftMask>::Argument<1>;
using MaskMatrix = Overridden<&OutputDev::setSoftMaskFromImageMask>::Argument<7>;
using UnsetMaskMatrix = Overridden<&OutputDev::unsetSoftMaskFromImageMask>::Argument<1>;
// GfxColor* in 25.10, a reference in 26.10.
using SoftMaskBackdrop = Overridden<&OutputDev::setSoftMask>::Argument<4>;
// void in 25.12, bool in 26.10: whether the mask was set.
using MaskWasSet = Overridden<&OutputDev::setSoftMaskFromImageMask>::Result;
// const GooString* and const char* in 25.12, const std::string& in 26.10.
using ReplacementText = Overridden<&OutputDev::beginActualText>::Argument<1>;
using MarkedContentName = Overridden<&OutputDev::beginMarkedContent>::Argument<0>;

// ---- results of changed types ----

// The bytes of a string of Poppler's: Object::getString() is a GooString* until 26.03, a
// std::string from 26.04.
inline const std::string& raw_bytes(const std::string& text) { return text; }
inline const std::string& raw_bytes(const GooString& text) { return text.toStr(); }
inline const std::string& raw_bytes(const GooString* text) { return text->toStr(); }

// The numbers of a matrix or box of a graphics state or a font: a std::array in 26.02.
inline const double* numbers(const double* values) { return values; }
template <std::size_t count>
const double* numbers(const std::array<double, count>& values) {
  return values.data();
}
template <std::size_t count>
const double* numbers(std::array<double, count>&& values) = delete;  // they would be gone

// ---- calls ----

// A Stream or ImageStream from its beginning. False: it cannot be decoded, which 22.12 does not
// tell; then nothing may be read from it.
template <class AnyStream>
[[nodiscard]] bool rewind(AnyStream& stream) {
#if TACHADO_POPPLER >= 2601
  return stream.rewind();
#elif TACHADO_POPPLER >= 2502
  return stream.reset();
#else
  stream.reset();
  return true;
#endif
}

// Whether a font writes downwards: an enumeration of the font's own from 26.02.
inline bool writes_vertically(const GfxFont& font) {
#if TACHADO_POPPLER >= 2602
  return font.getWMode() == GfxFont::WritingMode::Vertical;
#else
  return font.getWMode() == 1;
#endif
}

// Object(objNull), which newer headers keep to themselves.
inline Object null_object() {
  Object null;
  null.setToNull();
  return null;
}

using Password = std::optional<GooString>;

// Opens what `stream` holds; the document owns it. It is handed over by pointer in 25.01, by
// std::unique_ptr in 26.04.
template <class Document = PDFDoc>
std::unique_ptr<Document> open_stream(std::unique_ptr<BaseStream> stream,
                                      const Password& password) {
  using Owned = std::unique_ptr<BaseStream>;
  if constexpr (std::is_constructible_v<Document, Owned, const Password&, const Password&>) {
    return std::make_unique<Document>(std::move(stream), password, password);
  } else {
    return std::make_unique<Document>(stream.release(), password, password);
  }
}

// An interpreter for content that is no page's, without a crop box. Its box goes by pointer in
// 26.03, by reference in 26.10.
template <class Interpreter = Gfx>
std::unique_ptr<Interpreter> interpreter_of(PDFDoc& document, OutputDev& device, Dict* resources,
                                            const PDFRectangle& box, bool (*stop)(void*),
                                            void* stop_data) {
  if constexpr (std::is_constructible_v<Interpreter, PDFDoc*, OutputDev*, Dict*,
                                        const PDFRectangle&, std::nullptr_t>) {
    return std::make_unique<Interpreter>(&document, &device, resources, box, nullptr, stop,
                                         stop_data);
  } else {
    return std::make_unique<Interpreter>(&document, &device, resources, &box, nullptr, stop,
                                         stop_data);
  }
}

}  // namespace tachado::pdf
