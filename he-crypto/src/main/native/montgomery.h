/*
 * Montgomery products of PASS_LANES lanes, written once for all variants: lanes_<variant>.h supplies the operations.
 * Numbers are cut into blocks of five limbs; a tile is the product of two blocks and its ten column sums stay in
 * registers. Column sums hold at most 6h + 2 numbers below 2^53, far below 2^64.
 */

/* r = (terms + addend + q n) / R, with q < R chosen so that the division is exact. */
enum terms { NONE, PRODUCT, TWO_PRODUCTS, SQUARE };

INLINE void tile(word *sum, const factor *a, const factor *b) {
    _Pragma("GCC unroll 5") for (int j = 0; j < BLOCK; j++) {
        factor y = b[j];
        _Pragma("GCC unroll 5") for (int i = 0; i < BLOCK; i++) multiply_add(&sum[i + j], &sum[i + j + 1], a[i], y);
    }
}

/* The products a_i a_j with i < j, which a square counts twice. */
INLINE void triangle(word *sum, const factor *a) {
    _Pragma("GCC unroll 5") for (int j = 1; j < BLOCK; j++) {
        factor y = a[j];
        _Pragma("GCC unroll 5") for (int i = 0; i < j; i++) multiply_add(&sum[i + j], &sum[i + j + 1], a[i], y);
    }
}

INLINE void diagonal(word *sum, const factor *a) {
    _Pragma("GCC unroll 5") for (int i = 0; i < BLOCK; i++) multiply_add(&sum[2 * i], &sum[2 * i + 1], a[i], a[i]);
}

INLINE void clear(word *sum) {
    _Pragma("GCC unroll 10") for (int i = 0; i < 2 * BLOCK; i++) sum[i] = zero_word();
}

/* Adds q n for the block's five digits of q, which makes the five low columns multiples of 2^52, and drops those. */
INLINE void reduce_block(word *sum, factor *q, const factor *n, factor negative_inverse) {
    _Pragma("GCC unroll 5") for (int c = 0; c < BLOCK; c++) {
        q[c] = low_product(sum[c], negative_inverse);
        _Pragma("GCC unroll 5") for (int j = 0; j < BLOCK; j++) multiply_add(&sum[c + j], &sum[c + j + 1], q[c], n[j]);
        sum[c + 1] = add(sum[c + 1], high_limb(sum[c]));
    }
}

/* Writes the five low columns as limbs and returns the carry. */
INLINE word emit_block(const word *sum, uint64_t *r, word carry) {
    _Pragma("GCC unroll 5") for (int i = 0; i < BLOCK; i++) {
        word t = add(sum[i], carry);
        store_word(r + LANE_COUNT * i, low_limb(t));
        carry = high_limb(t);
    }
    return carry;
}

INLINE void drop_block(word *sum) {
    _Pragma("GCC unroll 5") for (int i = 0; i < BLOCK; i++) {
        sum[i] = sum[i + BLOCK];
        sum[i + BLOCK] = zero_word();
    }
}

/* Adds the tiles a_i b_(k-i) with i in [first, last]. */
INLINE void add_tiles(word *sum, const factor *a, const factor *b, long k, long first, long last) {
    for (long i = first; i <= last; i++) tile(sum, a + BLOCK * i, b + BLOCK * (k - i));
}

/* Block column k of a square: tiles off the diagonal count twice. */
INLINE void add_square(word *sum, const factor *a, long k, long first) {
    word twice[2 * BLOCK];
    long middle = k % 2 == 0, last = (k + 1) / 2 - 1;
    clear(twice);
    add_tiles(twice, a, a, k, first, last);
    if (middle) triangle(twice, a + BLOCK * (k / 2));
    unbias(twice, last - first + 1, middle, 0);
    _Pragma("GCC unroll 10") for (int i = 0; i < 2 * BLOCK; i++) sum[i] = add(sum[i], add(twice[i], twice[i]));
    if (middle) diagonal(sum, a + BLOCK * (k / 2));
    unbias(sum, 0, 0, middle);
}

/* The operands of combine; what a shape does not use is null. */
struct operands {
    const factor *a, *b, *c, *d;
    const word *addend; /* h + 1 words */
    uint64_t *r;        /* may be any of the operands */
    factor *q;
};

typedef factor factors[MAX_LIMBS] __attribute__((aligned(64)));
typedef word addends[MAX_LIMBS + 1] __attribute__((aligned(64)));

/* The lanes of one pass as operands of tiles. */
INLINE const factor *view(factor *store, const uint64_t *limbs, long count) {
    if (PASS_LANES == LANE_COUNT) return direct_view(limbs);
    for (long i = 0; i < count; i++) store[i] = factor_of(load_word(limbs + LANE_COUNT * i));
    return store;
}

/* One pass of a modulus record. */
struct modulus {
    long h, digits;
    const uint64_t *lift;
    const factor *n;
    factor negative_inverse;
    factors store;
};

#define RECORD_HEADER 8

INLINE void open_modulus(struct modulus *m, const uint64_t *record, long pass) {
    long h = (long)record[0];
    const uint64_t *n = record + RECORD_HEADER + pass;
    m->h = h;
    m->digits = (long)record[1];
    m->n = view(m->store, n, h);
    m->lift = n + LANE_COUNT * h;
    m->negative_inverse = factor_of(load_word(n + LANE_COUNT * (2 * h + 1)));
}

/* Adds block column k, whose tiles have i in [first, last], of the terms. */
INLINE void add_terms(enum terms terms, word *sum, const struct operands *o, long k, long first, long last) {
    if (terms == SQUARE) add_square(sum, o->a, k, first);
    if (terms == PRODUCT || terms == TWO_PRODUCTS) add_tiles(sum, o->a, o->b, k, first, last);
    if (terms == TWO_PRODUCTS) add_tiles(sum, o->c, o->d, k, first, last);
    long products = terms == PRODUCT ? 1 : terms == TWO_PRODUCTS ? 2 : 0;
    unbias(sum, products * (last - first + 1), 0, 0);
}

INLINE void combine(enum terms terms, const struct modulus *m, struct operands o) {
    long blocks = m->h / BLOCK;
    word sum[2 * BLOCK], carry = zero_word();
    clear(sum);
    for (long k = 0; k < blocks; k++) {
        if (o.addend)
            _Pragma("GCC unroll 5") for (int i = 0; i < BLOCK; i++) sum[i] = add(sum[i], o.addend[BLOCK * k + i]);
        add_terms(terms, sum, &o, k, 0, k);
        add_tiles(sum, o.q, m->n, k, 0, k - 1);
        unbias(sum, k + 1, 0, 0);
        reduce_block(sum, o.q + BLOCK * k, m->n, m->negative_inverse);
        drop_block(sum);
    }
    if (o.addend) sum[0] = add(sum[0], o.addend[m->h]);
    /* Column k writes block k - blocks of r and reads only later blocks of the operands from here on. */
    for (long k = blocks; k < 2 * blocks; k++) {
        long first = k - blocks + 1, last = blocks - 1;
        add_terms(terms, sum, &o, k, first, last);
        add_tiles(sum, o.q, m->n, k, first, last);
        unbias(sum, last - first + 1, 0, 0);
        carry = emit_block(sum, o.r + LANE_COUNT * BLOCK * (k - blocks), carry);
        drop_block(sum);
    }
}
