#include <immintrin.h>

#include "stages/ocr/line_kernels.h"

namespace tachado::ocr {
namespace {

struct Lanes {
  using Ints = __m256i;
  using Floats = __m256;
  static constexpr int kCount = 8;
  // Of 16 registers 8 hold sums.
  static constexpr int kColumns = 4;
  static constexpr int kSixteens = 1;
  static constexpr int kSixteensAlone = 4;

  static Ints load(const std::int32_t* at) {
    return _mm256_loadu_si256(reinterpret_cast<const Ints*>(at));
  }
  static Floats load(const float* at) { return _mm256_loadu_ps(at); }
  static void store(std::int32_t* at, Ints x) {
    _mm256_storeu_si256(reinterpret_cast<Ints*>(at), x);
  }
  static void store(float* at, Floats x) { _mm256_storeu_ps(at, x); }

  static Ints weights(const std::int8_t* row, int fours, int four, int part) {
    const std::ptrdiff_t at =
        (std::ptrdiff_t{part / 2} * fours + four) * (kOutputsTogether * kInputsTogether) +
        part % 2 * (kCount * kInputsTogether);
    return _mm256_loadu_si256(reinterpret_cast<const Ints*>(row + at));
  }
  static Ints four(const std::uint8_t* at) {
    std::int32_t value = 0;
    __builtin_memcpy(&value, at, sizeof value);
    return _mm256_set1_epi32(value);
  }
  // Multiplies bytes without a sign by bytes with one, whose sums in pairs fit into 16 bits: no
  // input and no weight is under -127.
  static Ints add_products(Ints sum, Ints inputs, Ints weights) {
    const Ints as_signed = _mm256_xor_si256(inputs, _mm256_set1_epi8(-128));
    const Ints pairs =
        _mm256_maddubs_epi16(_mm256_abs_epi8(as_signed), _mm256_sign_epi8(weights, as_signed));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
  }
  static Ints larger(Ints a, Ints b) { return _mm256_max_epi32(a, b); }

  static Floats all(float x) { return _mm256_set1_ps(x); }
  static Floats floats(Ints x) { return _mm256_cvtepi32_ps(x); }
  static Floats plus(Floats a, Floats b) { return _mm256_add_ps(a, b); }
  static Floats minus(Floats a, Floats b) { return _mm256_sub_ps(a, b); }
  static Floats times(Floats a, Floats b) { return _mm256_mul_ps(a, b); }
  static Floats size(Floats x) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0F), x); }
  static Floats between(Floats x, Floats most) {
    return _mm256_max_ps(_mm256_min_ps(x, most), _mm256_sub_ps(_mm256_setzero_ps(), most));
  }
  static Ints whole(Floats x) { return _mm256_cvttps_epi32(x); }
  // What is too large for a whole number comes as a negative one, which is large without its sign.
  static Ints at_most(Ints x, int most) { return _mm256_min_epu32(x, _mm256_set1_epi32(most)); }

  static void look_up(const Curve& curve, Ints step, Floats& value, Floats& to_next) {
    value = _mm256_i32gather_ps(&curve.steps[0].value, step, sizeof(Curve::Step));
    to_next = _mm256_i32gather_ps(&curve.steps[0].to_next, step, sizeof(Curve::Step));
  }

  static Floats where_negative(Floats x, Floats then, Floats otherwise) {
    return _mm256_blendv_ps(otherwise, then, x);
  }
  static Floats with_sign_of(Floats size, Floats x) {
    return _mm256_or_ps(size, _mm256_and_ps(x, _mm256_set1_ps(-0.0F)));
  }
  static Ints signed_like(Ints size, Floats x) {
    const Ints negative = _mm256_srai_epi32(_mm256_castps_si256(x), 31);
    return _mm256_sub_epi32(_mm256_xor_si256(size, negative), negative);
  }
  static void store_bytes(std::uint8_t* at, Ints x) {
    const Ints positive = _mm256_add_epi32(x, _mm256_set1_epi32(128));
    const __m128i words =
        _mm_packs_epi32(_mm256_castsi256_si128(positive), _mm256_extracti128_si256(positive, 1));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(at), _mm_packus_epi16(words, words));
  }
};

#include "stages/ocr/line_kernels.inc"

}  // namespace

const LineKernels kKernelsAvx2 = {0, multiply, largest, tangents, step};

}  // namespace tachado::ocr
