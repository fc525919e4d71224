#include "kernel.h"

int64_t concordat_version(void) { return KERNEL_VERSION; }

/* The compiler's checks read CPUID and whether the operating system saves the registers (XGETBV). */
int64_t concordat_supports(int64_t variant) {
    if (variant == 2) return 1;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (variant == 0)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
                && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
                && __builtin_cpu_supports("avx512ifma");
    if (variant == 1) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
    return 0;
}
