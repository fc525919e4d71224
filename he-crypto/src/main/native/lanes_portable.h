/* One lane at a time in plain C: the reference for the vector variants, and what memory checkers run. */
#define PASS_LANES 1

typedef uint64_t word;
typedef uint64_t factor;

INLINE word zero_word(void) { return 0; }
INLINE word load_word(const uint64_t *limb) { return *limb; }
INLINE void store_word(uint64_t *limb, word x) { *limb = x; }
INLINE word add(word x, word y) { return x + y; }
INLINE word subtract(word x, word y) { return x - y; }
INLINE word both(word x, word y) { return x & y; }
INLINE word either(word x, word y) { return x | y; }
INLINE word equality_mask(word x, uint64_t y) { return (((x ^ y) | (0 - (x ^ y))) >> 63) - 1; }
INLINE word low_limb(word x) { return x & LIMB_MASK; }
INLINE word high_limb(word x) { return x >> LIMB_BITS; }
INLINE factor factor_of(word x) { return x; }
INLINE word word_of(factor x) { return x; }

INLINE const factor *direct_view(const uint64_t *limbs) {
    (void)limbs;
    return 0;
}

INLINE unsigned enter_kernel(void) { return 0; }
INLINE void leave_kernel(unsigned saved) { (void)saved; }

/* The low limb of a product. */
INLINE factor low_product(word x, factor y) { return (x & LIMB_MASK) * y & LIMB_MASK; }

INLINE void multiply_add(word *low, word *high, factor x, factor y) {
    unsigned __int128 p = (unsigned __int128)x * y;
    *low += (uint64_t)p & LIMB_MASK;
    *high += (uint64_t)(p >> LIMB_BITS);
}

/* Sums need no correction. */
INLINE void unbias(word *sum, long tiles, long triangles, long diagonals) {
    (void)sum, (void)tiles, (void)triangles, (void)diagonals;
}
