/* Eight lanes in one AVX-512 register; vpmadd52luq and vpmadd52huq add the low and high limb of 52-bit products. */
#include <immintrin.h>

#define PASS_LANES 8

typedef long long word __attribute__((vector_size(64), may_alias));
typedef long long factor __attribute__((vector_size(64), aligned(8), may_alias));

INLINE word zero_word(void) { return (word)_mm512_setzero_si512(); }
INLINE word load_word(const uint64_t *limb) { return (word)_mm512_loadu_si512(limb); }
INLINE void store_word(uint64_t *limb, word x) { _mm512_storeu_si512(limb, (__m512i)x); }
INLINE word add(word x, word y) { return (word)_mm512_add_epi64((__m512i)x, (__m512i)y); }
INLINE word subtract(word x, word y) { return (word)_mm512_sub_epi64((__m512i)x, (__m512i)y); }
INLINE word both(word x, word y) { return (word)_mm512_and_si512((__m512i)x, (__m512i)y); }
INLINE word either(word x, word y) { return (word)_mm512_or_si512((__m512i)x, (__m512i)y); }
INLINE word equality_mask(word x, uint64_t y) {
    return (word)_mm512_movm_epi64(_mm512_cmpeq_epi64_mask((__m512i)x, _mm512_set1_epi64((long long)y)));
}
INLINE word low_limb(word x) { return (word)_mm512_and_si512((__m512i)x, _mm512_set1_epi64(LIMB_MASK)); }
INLINE word high_limb(word x) { return (word)_mm512_srli_epi64((__m512i)x, LIMB_BITS); }
INLINE factor factor_of(word x) { return (factor)x; }
INLINE word word_of(factor x) { return (word)x; }

/* The limbs themselves: the instructions read 52 bits of each lane. */
INLINE const factor *direct_view(const uint64_t *limbs) { return (const factor *)limbs; }

INLINE unsigned enter_kernel(void) { return 0; }
INLINE void leave_kernel(unsigned saved) { (void)saved; }

/* The low limb of a product. */
INLINE factor low_product(word x, factor y) {
    return (factor)_mm512_madd52lo_epu64(_mm512_setzero_si512(), (__m512i)x, (__m512i)y);
}

INLINE void multiply_add(word *low, word *high, factor x, factor y) {
    *low = (word)_mm512_madd52lo_epu64((__m512i)*low, (__m512i)x, (__m512i)y);
    *high = (word)_mm512_madd52hi_epu64((__m512i)*high, (__m512i)x, (__m512i)y);
}

/* Sums need no correction. */
INLINE void unbias(word *sum, long tiles, long triangles, long diagonals) {
    (void)sum, (void)tiles, (void)triangles, (void)diagonals;
}
