#include "stages/ocr/line_kernels.h"

namespace tachado::ocr {

const LineKernels* line_kernels() {
#ifdef TACHADO_X86_KERNELS
  static const LineKernels* const best = []() -> const LineKernels* {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
        __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
        __builtin_cpu_supports("avx512vnni") != 0) {
      return &kKernelsAvx512;
    }
    return __builtin_cpu_supports("avx2") != 0 ? &kKernelsAvx2 : nullptr;
  }();
  return best;
#else
  return nullptr;
#endif
}

}  // namespace tachado::ocr
