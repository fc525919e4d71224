/*
 * Eight-lane modular arithmetic for the arithmetic back ends of he-crypto.
 *
 * A *group* is eight residues side by side: limb i of lane l is word 8*i + l. Limbs have 52 bits (radix 2^52) and a
 * modulus n has h of them, h a multiple of five with 52h >= bits(n) + 8; R = 2^(52h). Residues are kept in Montgomery
 * form: modulo n a residue is one number of h limbs; modulo n^2 it is two, x = x0 + x1 n ("n-adic"), which costs five
 * products of h by h limbs instead of eight. Lanes may have different moduli.
 *
 * Between operations every number stays below 9n; multiply and square bring it below 2n. Only leave makes it canonical.
 *
 * A *modulus record* is an array of 64-bit words made by the caller:
 *   word 0: h, word 1: digits (1: modulo n, 2: modulo n^2), words 2 to 7: not read
 *   n, h limbs;  lift, h + 1 limbs;  -1/n mod 2^52, one limb;  four entry constants of digits*h limbs   (all eight lanes)
 * where lift is a multiple of n that is at least 2R, its digits raised so that subtracting any h-limb number digit by
 * digit never borrows, and entry constant j is R^(j+2) modulo n or n^2, canonical. Function arguments named `moduli`
 * point at the record of the first group; the record of the next group is `step` words further (0: one for all).
 *
 * Nothing here allocates, keeps state, or checks its arguments: the Java side owns all memory and checks all sizes.
 * What is independent of secret values: everything but power_shared (exponent), fixed_power with scan 0 and
 * bucket_multiply (table indices).
 */
#ifndef CONCORDAT_KERNEL_H
#define CONCORDAT_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#define KERNEL_VERSION 1
#define LANE_COUNT 8
#define BLOCK 5
#define LIMB_BITS 52
#define LIMB_MASK ((UINT64_C(1) << LIMB_BITS) - 1)
#define MAX_LIMBS 80
#define MAX_CHUNKS 4

/* What a call of leave writes. */
#define LEAVE_VALUE 0    /* x, canonical */
#define LEAVE_QUOTIENT 1 /* (x - 1) / n, for x = 1 modulo n; two digits only */

#define EXPORT __attribute__((visibility("default")))

/* Every variant exports the same functions as concordat_<variant>_<function>. */
#define DECLARE_KERNEL(variant)                                                                                        \
    EXPORT void concordat_##variant##_multiply(                                                                        \
            const uint64_t *moduli, int64_t step, uint64_t *r, const uint64_t *a, const uint64_t *b, int64_t groups);  \
    EXPORT void concordat_##variant##_square(                                                                          \
            const uint64_t *moduli, int64_t step, uint64_t *r, const uint64_t *a, int64_t groups);                     \
    /* r = a^e for one public exponent, little-endian; scratch: 2^window groups. */                                    \
    EXPORT void concordat_##variant##_power_shared(const uint64_t *moduli, int64_t step, uint64_t *r,                  \
            const uint64_t *a, int64_t groups, const uint8_t *exponent, int64_t bits, int64_t window,                  \
            uint64_t *scratch);                                                                                        \
    /* r_i = a_i^(e_i), exponents of `width` bytes, little-endian; tables are scanned; scratch: 2^window + 1 groups. */\
    EXPORT void concordat_##variant##_power_lanes(const uint64_t *moduli, int64_t step, uint64_t *r,                   \
            const uint64_t *a, int64_t groups, const uint8_t *exponents, int64_t width, int64_t bits, int64_t window,  \
            uint64_t *scratch);                                                                                        \
    /* r = values in Montgomery form; each is `width` bytes, big-endian, and below R^chunks, chunks being 2 or 4. */   \
    EXPORT void concordat_##variant##_enter(const uint64_t *moduli, int64_t step, uint64_t *r, const uint8_t *values,  \
            int64_t width, int64_t count, int64_t chunks);                                                                       \
    /* out = a, or a (1 + m n) where `multiples` holds m < n in `multiple_width` bytes, big-endian; 0 bytes: none. */  \
    /* Returns how many values were not 1 modulo n (LEAVE_QUOTIENT only, otherwise 0). */                              \
    EXPORT int64_t concordat_##variant##_leave(const uint64_t *moduli, int64_t step, const uint64_t *a,                \
            const uint8_t *multiples, int64_t multiple_width, uint8_t *out, int64_t width, int64_t count,              \
            int64_t mode);                                                                                             \
    /* r_i = product over j of table[j][digit j of e_i]; rows of digits*h words. */                                    \
    EXPORT void concordat_##variant##_fixed_power(const uint64_t *moduli, uint64_t *r, int64_t groups,                 \
            const uint64_t *table, int64_t windows, int64_t window, const uint8_t *exponents, int64_t width,           \
            int64_t scan);                                                                                             \
    /* buckets[lane][digits[8 i + lane]] *= a_i for i < count; rows of digits*h words, `per_lane` rows a lane. */      \
    EXPORT void concordat_##variant##_bucket_multiply(const uint64_t *moduli, uint64_t *buckets, int64_t per_lane,     \
            const uint64_t *a, int64_t count, const uint16_t *digits);                                                 \
    /* r = product over d = 1..count-1 of buckets[lane][first + d]^d. */                                               \
    EXPORT void concordat_##variant##_bucket_collapse(const uint64_t *moduli, uint64_t *r, const uint64_t *buckets,    \
            int64_t per_lane, int64_t first, int64_t count);

DECLARE_KERNEL(ifma)
DECLARE_KERNEL(avx2)
DECLARE_KERNEL(portable)

EXPORT int64_t concordat_version(void);

/* Whether this CPU and operating system run a variant: 0 ifma, 1 avx2, 2 portable. */
EXPORT int64_t concordat_supports(int64_t variant);

#endif
