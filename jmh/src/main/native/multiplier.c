/*
 * How many multiplications one core starts in a second: prints lanes of vpmadd52luq (0 where the CPU lacks it), lanes of
 * vfmadd231pd on 256 bits, and mulx, with commas between them. The best of several rounds of independent instructions.
 * usage: multiplier (compile with cc -O2)
 */
#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define ROUNDS 15
#define LOOPS 400000

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#if defined(__x86_64__)
#define EIGHT(text) text("0") text("1") text("2") text("3") text("4") text("5") text("6") text("7")
#define IFMA(n) "vpmadd52luq %%zmm15, %%zmm14, %%zmm" n "\n\t"
#define FMA(n) "vfmadd231pd %%ymm15, %%ymm14, %%ymm" n "\n\t"

__attribute__((target("avx512f,avx512ifma"))) static void ifma(void) {
    for (long i = 0; i < LOOPS; i++)
        __asm__ volatile(EIGHT(IFMA) EIGHT(IFMA) ::: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7");
}

__attribute__((target("avx2,fma"))) static void fma_lanes(void) {
    __asm__ volatile("vzeroall" ::: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
                     "xmm8", "xmm9", "xmm10", "xmm11", "xmm14", "xmm15");
    for (long i = 0; i < LOOPS; i++)
        __asm__ volatile(EIGHT(FMA) FMA("8") FMA("9") FMA("10") FMA("11") ::: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5",
                         "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11");
}

static void words(void) {
    for (long i = 0; i < LOOPS; i++)
        __asm__ volatile("mulxq %%rdx, %%rax, %%rcx\n\tmulxq %%rdx, %%rsi, %%rdi\n\t"
                         "mulxq %%rdx, %%r8, %%r9\n\tmulxq %%rdx, %%r10, %%r11\n\t"
                         "mulxq %%rdx, %%rax, %%rcx\n\tmulxq %%rdx, %%rsi, %%rdi\n\t"
                         "mulxq %%rdx, %%r8, %%r9\n\tmulxq %%rdx, %%r10, %%r11\n\t" ::
                                 : "rax", "rcx", "rsi", "rdi", "r8", "r9", "r10", "r11");
}

static double rate(void (*loop)(void), double lanes) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        loop();
        double found = lanes * LOOPS / (now() - start);
        if (found > best) best = found;
    }
    return best;
}

int main(void) {
    __builtin_cpu_init();
    double of_ifma = __builtin_cpu_supports("avx512ifma") ? rate(ifma, 16 * 8) : 0;
    double of_fma = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? rate(fma_lanes, 12 * 4) : 0;
    double of_words = __builtin_cpu_supports("bmi2") ? rate(words, 8) : 0;
    printf("%.0f,%.0f,%.0f\n", of_ifma, of_fma, of_words);
    return 0;
}
#else
int main(void) {
    printf("0,0,0\n");
    return 0;
}
#endif
