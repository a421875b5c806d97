#include <immintrin.h>

#include "stages/ocr/line_kernels.h"

namespace tachado::ocr {
namespace {

struct Lanes {
  using Ints = __m512i;
  using Floats = __m512;
  static constexpr int kCount = 16;
  // Of 32 registers 16 hold sums of four columns, or 8 those of one, as many as are under way at
  // once.
  static constexpr int kColumns = 4;
  static constexpr int kSixteens = 4;
  static constexpr int kSixteensAlone = 8;

  static Ints load(const std::int32_t* at) { return _mm512_loadu_si512(at); }
  static Floats load(const float* at) { return _mm512_loadu_ps(at); }
  static void store(std::int32_t* at, Ints x) { _mm512_storeu_si512(at, x); }
  static void store(float* at, Floats x) { _mm512_storeu_ps(at, x); }

  static Ints weights(const std::int8_t* row, int fours, int four, int part) {
    return _mm512_loadu_si512(row +
                              (std::ptrdiff_t{part} * fours + four) * (kCount * kInputsTogether));
  }
  static Ints four(const std::uint8_t* at) {
    std::int32_t value = 0;
    __builtin_memcpy(&value, at, sizeof value);
    return _mm512_set1_epi32(value);
  }
  static Ints add_products(Ints sum, Ints inputs, Ints weights) {
    return _mm512_dpbusd_epi32(sum, inputs, weights);
  }
  static Ints larger(Ints a, Ints b) { return _mm512_max_epi32(a, b); }

  static Floats all(float x) { return _mm512_set1_ps(x); }
  static Floats floats(Ints x) { return _mm512_cvtepi32_ps(x); }
  static Floats plus(Floats a, Floats b) { return _mm512_add_ps(a, b); }
  static Floats minus(Floats a, Floats b) { return _mm512_sub_ps(a, b); }
  static Floats times(Floats a, Floats b) { return _mm512_mul_ps(a, b); }
  static Floats size(Floats x) { return _mm512_abs_ps(x); }
  static Floats between(Floats x, Floats most) {
    return _mm512_max_ps(_mm512_min_ps(x, most), _mm512_sub_ps(_mm512_setzero_ps(), most));
  }
  static Ints whole(Floats x) { return _mm512_cvttps_epi32(x); }
  // What is too large for a whole number comes as a negative one, which is large without its sign.
  static Ints at_most(Ints x, int most) { return _mm512_min_epu32(x, _mm512_set1_epi32(most)); }

  static void look_up(const Curve& curve, Ints step, Floats& value, Floats& to_next) {
    const auto pairs = [&](__m256i steps) {
      return _mm512_castsi512_ps(_mm512_i32gather_epi64(steps, curve.steps, sizeof(Curve::Step)));
    };
    const Floats low = pairs(_mm512_castsi512_si256(step));
    const Floats high = pairs(_mm512_extracti64x4_epi64(step, 1));
    const Ints even = _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    value = _mm512_permutex2var_ps(low, even, high);
    to_next = _mm512_permutex2var_ps(low, _mm512_add_epi32(even, _mm512_set1_epi32(1)), high);
  }

  static __mmask16 negative(Floats x) { return _mm512_movepi32_mask(_mm512_castps_si512(x)); }
  static Floats where_negative(Floats x, Floats then, Floats otherwise) {
    return _mm512_mask_blend_ps(negative(x), otherwise, then);
  }
  static Floats with_sign_of(Floats size, Floats x) {
    const Floats sign = _mm512_set1_ps(-0.0F);
    return _mm512_or_ps(size, _mm512_and_ps(x, sign));
  }
  static Ints signed_like(Ints size, Floats x) {
    return _mm512_mask_sub_epi32(size, negative(x), _mm512_setzero_si512(), size);
  }
  static void store_bytes(std::uint8_t* at, Ints x) {
    const __m128i bytes = _mm512_cvtepi32_epi8(_mm512_add_epi32(x, _mm512_set1_epi32(128)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(at), bytes);
  }
};

#include "stages/ocr/line_kernels.inc"

}  // namespace

const LineKernels kKernelsAvx512 = {128, multiply, largest, tangents, step};

}  // namespace tachado::ocr
