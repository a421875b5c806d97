#include "stages/export/signature.h"

#include <gtest/gtest.h>

#include <string>

namespace tachado::exporting {
namespace {

// `count` words, different ones for another `seed`.
std::string text_of(int count, int seed) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "w" + std::to_string(seed * 100000 + i) + " ";
  return text;
}

TextSignature signature_of(const std::string& text) {
  SignatureMaker maker;
  maker.add(text);
  return maker.finish().value();
}

double alike(const TextSignature& a, const TextSignature& b) {
  int equal = 0;
  for (std::size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i] ? 1 : 0;
  return equal / static_cast<double>(a.size());
}

TEST(TextSignature, EstimatesTheShareOfCommonRuns) {
  const std::string text = text_of(2000, 1);
  EXPECT_EQ(alike(signature_of(text), signature_of(text)), 1);
  EXPECT_LT(alike(signature_of(text), signature_of(text_of(2000, 2))), 0.1);
  // Half of the runs are new: a third of all are common.
  EXPECT_NEAR(alike(signature_of(text), signature_of(text_of(1000, 1) + text_of(1000, 2))), 0.33,
              0.18);
  EXPECT_EQ(signature_of("Á é " + text), signature_of("a E " + text));
}

TEST(TextSignature, RedactedWordsChangeLittle) {
  std::string text;
  std::string redacted;
  for (int i = 0; i < 1000; ++i) {
    const std::string word = "w" + std::to_string(i) + " ";
    text += word;
    redacted += i % 100 == 50 ? "█████ " : word;
  }
  EXPECT_GT(alike(signature_of(text), signature_of(redacted)), 0.8);
}

TEST(TextSignature, FewWordsHaveNone) {
  SignatureMaker maker;
  maker.add(text_of(40, 1));
  EXPECT_FALSE(maker.finish());
  // A little more has one, with all of its places filled.
  const TextSignature small = signature_of(text_of(50, 1));
  for (const std::uint64_t place : small) EXPECT_NE(place, ~std::uint64_t{0});
}

TEST(TextSignature, LikeTextsShareABand) {
  const auto a = bands_of(signature_of(text_of(2000, 1)));
  const auto b = bands_of(signature_of(text_of(1900, 1) + text_of(100, 2)));
  int shared = 0;
  for (std::size_t i = 0; i < a.size(); ++i) shared += a[i] == b[i] ? 1 : 0;
  EXPECT_GT(shared, 3);
}

}  // namespace
}  // namespace tachado::exporting
