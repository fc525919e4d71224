/* Between big- or little-endian bytes and limbs; nothing here depends on the values. */

/* Bits [from, from + count) of a little-endian number, count <= 32; bits past its end are zero. */
INLINE unsigned bits_at(const uint8_t *number, long width, long from, long count) {
    uint64_t x = 0;
    for (long i = 0, at = from / 8; i < 5 && at + i < width; i++) x |= (uint64_t)number[at + i] << (8 * i);
    return (unsigned)(x >> (from % 8)) & (unsigned)((UINT64_C(1) << count) - 1);
}

#define MAX_WORDS ((MAX_CHUNKS * MAX_LIMBS * LIMB_BITS + 63) / 64 + 2)

/* Little-endian 64-bit words of `width` big-endian bytes, zero-filled to `count` words. */
INLINE void words_of(uint64_t *words, long count, const uint8_t *bytes, long width) {
    for (long i = 0; i < count; i++) {
        uint64_t x = 0;
        long end = width - 8 * i;
        if (end >= 8) {
            __builtin_memcpy(&x, bytes + end - 8, 8);
            x = __builtin_bswap64(x);
        } else {
            for (long at = 0; at < end; at++) x = x << 8 | bytes[at];
        }
        words[i] = x;
    }
}

/* Limb number `index` of little-endian words; one word past the last one must be readable. */
INLINE uint64_t limb_of(const uint64_t *words, long index) {
    long bit = index * LIMB_BITS, word = bit / 64, shift = bit % 64;
    uint64_t x = words[word] >> shift;
    if (shift > 64 - LIMB_BITS) x |= words[word + 1] << (64 - shift);
    return x & LIMB_MASK;
}

/* The low `width` bytes, big-endian, of `count` limbs that stand LANE_COUNT words apart; they fit in MAX_WORDS words. */
INLINE void write_limbs(uint8_t *bytes, long width, const uint64_t *limbs, long count) {
    uint64_t words[MAX_WORDS] = {0};
    for (long i = 0; i < count; i++) {
        uint64_t limb = limbs[LANE_COUNT * i];
        long word = i * LIMB_BITS / 64, shift = i * LIMB_BITS % 64;
        words[word] |= limb << shift;
        if (shift > 64 - LIMB_BITS) words[word + 1] = limb >> (64 - shift);
    }
    for (long i = 0, end = width; end > 0; i++, end -= 8) {
        uint64_t x = __builtin_bswap64(i < MAX_WORDS ? words[i] : 0);
        if (end >= 8) __builtin_memcpy(bytes + end - 8, &x, 8);
        else __builtin_memcpy(bytes, (const uint8_t *)&x + 8 - end, (size_t)end);
    }
}
