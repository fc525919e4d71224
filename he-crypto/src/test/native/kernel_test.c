/*
 * Every function of every variant of the kernel against slow arithmetic on bits, on buffers of exactly the promised size, so
 * that memory checkers notice a word too many. usage: kernel_test [variant [memory-only]]
 */
#include "kernel.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS 20 /* 64-bit words of the slow arithmetic: numbers below 2^1280 */
#define HEADER 8
#define WINDOW 3

typedef struct { uint64_t w[WORDS]; } number;

static uint64_t state = 88172645463325252u;
static int memory_only, failures;

static uint64_t next_random(void) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state;
}
static number small(uint64_t x) { number r = {{x}}; return r; }
static int bit(const number *a, long i) { return (int)(a->w[i / 64] >> (i % 64) & 1); }
static long top(const number *a) {
    long i = 64 * WORDS - 1;
    while (i >= 0 && !bit(a, i)) i--;
    return i;
}
static int less(const number *a, const number *b) {
    for (int i = WORDS - 1; i >= 0; i--)
        if (a->w[i] != b->w[i]) return a->w[i] < b->w[i];
    return 0;
}
static number plus(number a, const number *b) {
    unsigned __int128 carry = 0;
    for (int i = 0; i < WORDS; i++) a.w[i] = (uint64_t)(carry += (unsigned __int128)a.w[i] + b->w[i]), carry >>= 64;
    return a;
}
static number minus(number a, const number *b) {
    uint64_t borrow = 0;
    for (int i = 0; i < WORDS; i++) {
        unsigned __int128 d = (unsigned __int128)a.w[i] - b->w[i] - borrow;
        a.w[i] = (uint64_t)d, borrow = (uint64_t)(d >> 64) & 1;
    }
    return a;
}
static number random_bits(long bits) {
    number r = small(0);
    for (long i = 0; i * 64 < bits; i++) r.w[i] = next_random();
    if (bits % 64) r.w[bits / 64] &= (UINT64_C(1) << bits % 64) - 1;
    return r;
}
static number times_mod(const number *a, const number *b, const number *m) { /* for a < m; m null: no reduction */
    number r = small(0);
    for (long i = top(b); i >= 0; i--) {
        r = plus(r, &r);
        if (m && !less(&r, m)) r = minus(r, m);
        if (!bit(b, i)) continue;
        r = plus(r, a);
        if (m && !less(&r, m)) r = minus(r, m);
    }
    return r;
}
static number power_mod(const number *a, uint64_t e, const number *m) {
    number r = small(1), square = *a;
    for (; e; e >>= 1, square = times_mod(&square, &square, m))
        if (e & 1) r = times_mod(&r, &square, m);
    return r;
}
static void divide(const number *x, const number *n, number *quotient, number *rest) {
    *quotient = *rest = small(0);
    for (long i = top(x); i >= 0; i--) {
        *rest = plus(*rest, rest);
        rest->w[0] |= (uint64_t)bit(x, i);
        if (!less(rest, n)) *rest = minus(*rest, n), quotient->w[i / 64] |= UINT64_C(1) << (i % 64);
    }
}
static uint64_t limb(const number *x, long i) {
    uint64_t r = 0;
    for (int b = 0; b < LIMB_BITS; b++)
        if (LIMB_BITS * i + b < 64 * WORDS) r |= (uint64_t)bit(x, LIMB_BITS * i + b) << b;
    return r;
}
static void bytes_of(uint8_t *out, long width, const number *x) {
    for (long i = 0; i < width; i++) out[width - 1 - i] = (uint8_t)(i / 8 < WORDS ? x->w[i / 8] >> (8 * (i % 8)) : 0);
}
static number number_of(const uint8_t *bytes, long width) {
    number r = small(0);
    for (long i = 0; i < width; i++) r.w[i / 8] |= (uint64_t)bytes[width - 1 - i] << (8 * (i % 8));
    return r;
}
static void *room(size_t bytes) {
    void *p = malloc(bytes);
    if (!p) exit(3);
    memset(p, 0, bytes);
    return p;
}

/* The modulus record of one n for all lanes, as kernel.h describes it. */
static uint64_t *record_of(const number *n, const number *m, long h, long digits) {
    uint64_t *record = room(8 * (size_t)(HEADER + LANE_COUNT * (2 * h + 2) + 4 * LANE_COUNT * digits * h));
    number r = small(0), lift, quotient, rest, constant;
    r.w[LIMB_BITS * h / 64] = UINT64_C(1) << (LIMB_BITS * h % 64);
    number twice = plus(r, &r);
    divide(&twice, n, &quotient, &rest);
    lift = plus(minus(twice, &rest), n);
    uint64_t inverse = n->w[0];
    for (int i = 0; i < 6; i++) inverse *= 2 - n->w[0] * inverse;
    record[0] = (uint64_t)h, record[1] = (uint64_t)digits, record[2] = 4;
    for (long lane = 0; lane < LANE_COUNT; lane++) {
        uint64_t *at = record + HEADER + lane;
        for (long i = 0; i < h; i++) at[LANE_COUNT * i] = limb(n, i);
        at += LANE_COUNT * h;
        for (long i = 0; i <= h; i++)
            at[LANE_COUNT * i] = limb(&lift, i) + (i == 0 ? UINT64_C(1) << LIMB_BITS : i < h ? LIMB_MASK : UINT64_MAX);
        at += LANE_COUNT * (h + 1);
        *at = (0 - inverse) & LIMB_MASK;
        at += LANE_COUNT;
        divide(&r, m, &quotient, &constant);
        number step = constant;
        for (int j = 0; j < 4; j++) {
            constant = times_mod(&constant, &step, m);
            if (digits == 2) divide(&constant, n, &quotient, &rest);
            for (long i = 0; i < h; i++) {
                at[LANE_COUNT * i] = limb(digits == 2 ? &rest : &constant, i);
                if (digits == 2) at[LANE_COUNT * (h + i)] = limb(&quotient, i);
            }
            at += LANE_COUNT * digits * h;
        }
    }
    return record;
}

struct kernel {
    const char *name;
    int64_t number;
    __typeof__(concordat_portable_multiply) *multiply;
    __typeof__(concordat_portable_square) *square;
    __typeof__(concordat_portable_power_shared) *power_shared;
    __typeof__(concordat_portable_power_lanes) *power_lanes;
    __typeof__(concordat_portable_enter) *enter;
    __typeof__(concordat_portable_leave) *leave;
    __typeof__(concordat_portable_fixed_power) *fixed_power;
    __typeof__(concordat_portable_bucket_multiply) *bucket_multiply;
    __typeof__(concordat_portable_bucket_collapse) *bucket_collapse;
};
#define KERNEL(v, n)                                                                                                   \
    {#v, n, concordat_##v##_multiply, concordat_##v##_square, concordat_##v##_power_shared,                            \
            concordat_##v##_power_lanes, concordat_##v##_enter, concordat_##v##_leave, concordat_##v##_fixed_power,    \
            concordat_##v##_bucket_multiply, concordat_##v##_bucket_collapse}

static void expect(const struct kernel *k, const char *what, const number *found, const number *expected) {
    if (memory_only || memcmp(found, expected, sizeof *found) == 0) return;
    printf("%s: %s is wrong\n", k->name, what);
    failures++;
}

/* `count` elements of a vector must be these. */
static void expect_all(const struct kernel *k, const char *what, const uint64_t *record, const uint64_t *a, long count,
        long width, const number *expected) {
    uint8_t *out = room((size_t)(count * width));
    k->leave(record, 0, a, NULL, 0, out, width, count, LEAVE_VALUE);
    for (long i = 0; i < count; i++) {
        number found = number_of(out + i * width, width);
        expect(k, what, &found, expected + i);
    }
    free(out);
}

static void run(const struct kernel *k, long bits, long digits) {
    enum { COUNT = 11 };
    long h = BLOCK * ((bits + 8 + BLOCK * LIMB_BITS - 1) / (BLOCK * LIMB_BITS)), groups = 2, size = LANE_COUNT * digits * h;
    number n = random_bits(bits), x[COUNT], y[COUNT], expected[COUNT];
    n.w[0] |= 1, n.w[(bits - 1) / 64] |= UINT64_C(1) << ((bits - 1) % 64);
    number m = digits == 2 ? times_mod(&n, &n, NULL) : n;
    long width = (digits * bits + 7) / 8;
    uint64_t *record = record_of(&n, &m, h, digits);
    uint8_t *in = room((size_t)(COUNT * width));
    for (long i = 0; i < COUNT; i++) {
        number quotient, some = i == 0 ? small(0) : i == 1 ? small(1) : random_bits(digits * bits);
        divide(&some, &m, &quotient, &x[i]);
        y[i] = i == 2 ? minus(m, &y[1]) : times_mod(&x[i], &x[i], &m);
        bytes_of(in + i * width, width, &x[i]);
    }
    uint64_t *a = room(8 * (size_t)(groups * size)), *r = room(8 * (size_t)(groups * size));
    k->enter(record, 0, a, in, width, COUNT, 2);
    expect_all(k, "enter and leave", record, a, COUNT, width, x);
    k->enter(record, 0, r, in, width, COUNT, 4);
    expect_all(k, "enter of four chunks", record, r, COUNT, width, x);
    k->square(record, 0, r, a, groups);
    for (long i = 0; i < COUNT; i++) expected[i] = times_mod(&x[i], &x[i], &m);
    expect_all(k, "square", record, r, COUNT, width, expected);
    k->multiply(record, 0, r, r, a, groups);
    for (long i = 0; i < COUNT; i++) expected[i] = times_mod(&expected[i], &x[i], &m);
    expect_all(k, "multiply", record, r, COUNT, width, expected);

    uint64_t e = next_random() & 0xfffff;
    uint8_t exponent[3] = {(uint8_t)e, (uint8_t)(e >> 8), (uint8_t)(e >> 16)};
    uint64_t *scratch = room(8 * (size_t)(((1 << WINDOW) + 1) * size));
    k->power_shared(record, 0, r, a, groups, exponent, 20, WINDOW, scratch);
    for (long i = 0; i < COUNT; i++) expected[i] = power_mod(&x[i], e, &m);
    expect_all(k, "power_shared", record, r, COUNT, width, expected);
    uint8_t *exponents = room((size_t)(groups * LANE_COUNT * 3));
    for (long i = 0; i < COUNT; i++) {
        uint64_t own = next_random() & 0xfffff;
        for (int b = 0; b < 3; b++) exponents[3 * i + b] = (uint8_t)(own >> (8 * b));
        expected[i] = power_mod(&x[i], own, &m);
    }
    k->power_lanes(record, 0, r, a, groups, exponents, 3, 20, WINDOW, scratch);
    expect_all(k, "power_lanes", record, r, COUNT, width, expected);

    /* A table of powers of x[3] in rows: entry d of position j is x[3]^(d 2^(3 j)). */
    long windows = (20 + WINDOW - 1) / WINDOW, entries = 1 << WINDOW, limbs = digits * h;
    uint64_t *table = room(8 * (size_t)(windows * entries * limbs));
    for (long j = 0; j < windows; j++)
        for (long d = 0; d < entries; d++) {
            number power = power_mod(&x[3], (uint64_t)d << (WINDOW * j), &m);
            bytes_of(in, width, &power);
            k->enter(record, 0, r, in, width, 1, 2);
            for (long i = 0; i < limbs; i++) table[(j * entries + d) * limbs + i] = r[LANE_COUNT * i];
        }
    for (long i = 0; i < COUNT; i++) {
        uint64_t own = exponents[3 * i] | (uint64_t)exponents[3 * i + 1] << 8 | (uint64_t)exponents[3 * i + 2] << 16;
        expected[i] = power_mod(&x[3], own, &m);
    }
    for (int64_t scan = 0; scan < 2; scan++) {
        k->fixed_power(record, r, groups, table, windows, WINDOW, exponents, 3, scan);
        expect_all(k, scan ? "fixed_power, scanned" : "fixed_power", record, r, COUNT, width, expected);
    }

    enum { BUCKETS = 4 };
    uint16_t *digit = room(2 * COUNT * LANE_COUNT);
    uint64_t *buckets = room(8 * (size_t)(LANE_COUNT * BUCKETS * limbs));
    for (long row = 0; row < LANE_COUNT * BUCKETS; row++) memcpy(buckets + row * limbs, table, 8 * (size_t)limbs);
    for (long lane = 0; lane < LANE_COUNT; lane++) expected[lane] = small(1);
    for (long i = 0; i < COUNT; i++)
        for (long lane = 0; lane < LANE_COUNT; lane++) {
            digit[LANE_COUNT * i + lane] = (uint16_t)(next_random() % BUCKETS);
            number power = power_mod(&x[i], digit[LANE_COUNT * i + lane], &m);
            expected[lane] = times_mod(&expected[lane], &power, &m);
        }
    k->bucket_multiply(record, buckets, BUCKETS, a, COUNT, digit);
    k->bucket_collapse(record, r, buckets, BUCKETS, 0, BUCKETS);
    expect_all(k, "buckets", record, r, LANE_COUNT, width, expected);

    if (digits == 2) {
        uint8_t out[512], multiple[256];
        long root = (bits + 7) / 8;
        number one = small(1), t = random_bits(bits - 1), lifted = plus(times_mod(&t, &n, NULL), &one);
        bytes_of(multiple, root, &t);
        k->leave(record, 0, a + size, multiple, root, out, width, 1, LEAVE_VALUE);
        number product = times_mod(&x[8], &lifted, &m), found = number_of(out, width);
        expect(k, "leave times 1 + m n", &found, &product);
        bytes_of(out, width, &lifted);
        k->enter(record, 0, r, out, width, 1, 2);
        int64_t refused = k->leave(record, 0, r, NULL, 0, out, root, 1, LEAVE_QUOTIENT);
        found = number_of(out, root);
        expect(k, "quotient", &found, &t);
        if (refused && !memory_only) printf("%s: a quotient was refused\n", k->name), failures++;
    }
    free(record), free(in), free(a), free(r), free(scratch), free(exponents), free(table), free(digit), free(buckets);
}

int main(int argc, char **argv) {
    static const struct kernel kernels[] = {KERNEL(portable, 2), KERNEL(avx2, 1), KERNEL(ifma, 0)};
    memory_only = argc > 2;
    for (int i = 0; i < 3; i++) {
        if (argc > 1 && strcmp(argv[1], kernels[i].name)) continue;
        if (!concordat_supports(kernels[i].number)) {
            printf("%s: not on this CPU\n", kernels[i].name);
            continue;
        }
        for (long bits = 100; bits <= 600; bits += 250)
            for (long digits = 1; digits <= 2; digits++) run(&kernels[i], bits, digits);
        printf("%s: %s\n", kernels[i].name, failures ? "WRONG" : memory_only ? "memory checked" : "all functions right");
    }
    return failures ? 1 : 0;
}
