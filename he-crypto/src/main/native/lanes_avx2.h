/*
 * Four lanes in one AVX register; products of 52-bit limbs by fused multiply-add in double precision, rounding towards
 * zero (the splitting of Emmart, Zheng and Weems, "Faster modular exponentiation using double precision floating point
 * arithmetic on the GPU", ARITH 2018). With 0 <= x, y < 2^52:
 *   high = x y + 2^104                    has floor(x y / 2^52) in its 52 mantissa bits,
 *   low  = x y + (2^104 + 2^52 - high)    has x y mod 2^52 in its mantissa bits, exactly.
 * Both are added to the sums as integers, exponent bits and all; unbias takes the exponent bits of a known number of
 * products off again. They are multiples of 2^52, so the low limb of a sum is right at any time.
 */
#include <immintrin.h>

#define PASS_LANES 4

typedef __m256i word;
typedef __m256d factor;

#define TWO_52 _mm256_set1_pd(0x1p52)
#define TWO_104 _mm256_set1_pd(0x1p104)
#define TWO_104_PLUS_TWO_52 _mm256_set1_pd(0x1p104 + 0x1p52)
#define LOW_BIAS ((UINT64_C(1023) + 52) << 52)
#define HIGH_BIAS ((UINT64_C(1023) + 104) << 52)

INLINE word zero_word(void) { return _mm256_setzero_si256(); }
INLINE word load_word(const uint64_t *limb) { return _mm256_loadu_si256((const __m256i *)limb); }
INLINE void store_word(uint64_t *limb, word x) { _mm256_storeu_si256((__m256i *)limb, x); }
INLINE word add(word x, word y) { return _mm256_add_epi64(x, y); }
INLINE word subtract(word x, word y) { return _mm256_sub_epi64(x, y); }
INLINE word both(word x, word y) { return _mm256_and_si256(x, y); }
INLINE word either(word x, word y) { return _mm256_or_si256(x, y); }
INLINE word equality_mask(word x, uint64_t y) { return _mm256_cmpeq_epi64(x, _mm256_set1_epi64x((long long)y)); }
INLINE word low_limb(word x) { return _mm256_and_si256(x, _mm256_set1_epi64x(LIMB_MASK)); }
INLINE word high_limb(word x) { return _mm256_srli_epi64(x, LIMB_BITS); }

INLINE factor factor_of(word x) {
    return _mm256_sub_pd(_mm256_or_pd(_mm256_castsi256_pd(x), TWO_52), TWO_52);
}

INLINE word word_of(factor x) { return low_limb(_mm256_castpd_si256(_mm256_add_pd(x, TWO_52))); }

INLINE const factor *direct_view(const uint64_t *limbs) {
    (void)limbs;
    return 0;
}

/* Rounding towards zero between enter_kernel and leave_kernel; the Java caller expects its own mode back. */
#define ROUND_TOWARDS_ZERO 0x6000u
INLINE unsigned enter_kernel(void) {
    unsigned saved = _mm_getcsr();
    _mm_setcsr(saved | ROUND_TOWARDS_ZERO);
    __asm__ volatile("" ::: "memory");
    return saved;
}
INLINE void leave_kernel(unsigned saved) {
    __asm__ volatile("" ::: "memory");
    _mm_setcsr(saved);
}

/* The barriers keep the compiler from postponing additions, which would spill the sums to memory. */
INLINE void multiply_add(word *low, word *high, factor x, factor y) {
    factor h = _mm256_fmadd_pd(x, y, TWO_104);
    factor l = _mm256_fmadd_pd(x, y, _mm256_sub_pd(TWO_104_PLUS_TWO_52, h));
    *low = _mm256_add_epi64(*low, _mm256_castpd_si256(l));
    *high = _mm256_add_epi64(*high, _mm256_castpd_si256(h));
    __asm__("" : "+x"(*low), "+x"(*high));
}

/* The low limb of a product. */
INLINE factor low_product(word x, factor y) {
    factor f = factor_of(low_limb(x));
    factor h = _mm256_fmadd_pd(f, y, TWO_104);
    return _mm256_sub_pd(_mm256_fmadd_pd(f, y, _mm256_sub_pd(TWO_104_PLUS_TWO_52, h)), TWO_52);
}

/* How many low and high limbs a tile, the strict upper triangle and the diagonal of a square add to column i. */
INLINE void unbias(word *sum, long tiles, long triangles, long diagonals) {
    static const uint8_t tile_low[10] = {1, 2, 3, 4, 5, 4, 3, 2, 1, 0}, triangle_low[10] = {0, 1, 1, 2, 2, 2, 1, 1, 0, 0};
    for (int i = 0; i < 2 * BLOCK; i++) {
        uint64_t low = tiles * tile_low[i] + triangles * triangle_low[i] + diagonals * (i % 2 == 0);
        uint64_t high = i == 0 ? 0 : tiles * tile_low[i - 1] + triangles * triangle_low[i - 1] + diagonals * (i % 2);
        sum[i] = _mm256_sub_epi64(sum[i], _mm256_set1_epi64x((long long)(low * LOW_BIAS + high * HIGH_BIAS)));
    }
}
