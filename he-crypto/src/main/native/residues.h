/* Products, squares and conversions of one group modulo n or n^2, from the combinations of montgomery.h. */
#define SEPARATE static __attribute__((noinline)) void
#define EACH_PASS for (long pass = 0; pass < LANE_COUNT; pass += PASS_LANES)

INLINE void copy_words(uint64_t *r, const uint64_t *a, long count) { __builtin_memcpy(r, a, 8 * (size_t)count); }

INLINE void copy_digit(uint64_t *r, const uint64_t *a, long h) {
    for (long i = 0; i < LANE_COUNT * h; i += LANE_COUNT) store_word(r + i, load_word(a + i));
}

/* lift - q: the second digit of an n-adic product owes the q that the reduction of the first one added. */
INLINE void owe(word *addend, const struct modulus *m, const factor *q) {
    for (long i = 0; i < m->h; i++) addend[i] = subtract(load_word(m->lift + LANE_COUNT * i), word_of(q[i]));
    addend[m->h] = load_word(m->lift + LANE_COUNT * m->h);
}

/* 2a, which still fits: digits are below 9n < R / 28. */
INLINE void double_digit(factor *twice, const uint64_t *a, long h) {
    word carry = zero_word();
    for (long i = 0; i < h; i++) {
        word x = load_word(a + LANE_COUNT * i), t = add(add(x, x), carry);
        twice[i] = factor_of(low_limb(t));
        carry = high_limb(t);
    }
}

SEPARATE multiply_pass(const struct modulus *m, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    factors a0, a1, b0, b1, q;
    addends addend;
    uint64_t low[LANE_COUNT * MAX_LIMBS] __attribute__((aligned(64)));
    long h = m->h, digit = LANE_COUNT * h;
    struct operands o = {.a = view(a0, a, h), .b = view(b0, b, h), .r = m->digits == 1 ? r : low, .q = q};
    combine(PRODUCT, m, o);
    if (m->digits == 1) return;
    owe(addend, m, q);
    struct operands cross = {.a = o.a, .b = view(b1, b + digit, h), .c = view(a1, a + digit, h), .d = o.b,
            .addend = addend, .r = r + digit, .q = q};
    combine(TWO_PRODUCTS, m, cross);
    copy_digit(r, low, h);
}

SEPARATE square_pass(const struct modulus *m, uint64_t *r, const uint64_t *a) {
    factors a0, a1, q;
    addends addend;
    uint64_t low[LANE_COUNT * MAX_LIMBS] __attribute__((aligned(64)));
    long h = m->h, digit = LANE_COUNT * h;
    const factor *first = view(a0, a, h);
    struct operands o = {.a = first, .b = first, .r = m->digits == 1 ? r : low, .q = q};
    combine(SQUARE, m, o);
    if (m->digits == 1) return;
    owe(addend, m, q);
    double_digit(a1, a + digit, h);
    struct operands cross = {.a = first, .b = a1, .addend = addend, .r = r + digit, .q = q};
    combine(PRODUCT, m, cross);
    copy_digit(r, low, h);
}

/* r = (x b + y c) / R for one-digit x and y below R, as many digits as the modulus has. */
SEPARATE scale_pass(const struct modulus *m, uint64_t *r, const uint64_t *x, const uint64_t *b, const uint64_t *y,
        const uint64_t *c) {
    factors xs, ys, bs, cs, q;
    addends addend;
    long h = m->h, digit = LANE_COUNT * h;
    struct operands o = {
            .a = view(xs, x, h), .b = view(bs, b, h), .c = view(ys, y, h), .d = view(cs, c, h), .r = r, .q = q};
    combine(TWO_PRODUCTS, m, o);
    if (m->digits == 1) return;
    owe(addend, m, q);
    o.b = view(bs, b + digit, h);
    o.d = view(cs, c + digit, h);
    o.addend = addend;
    o.r = r + digit;
    combine(TWO_PRODUCTS, m, o);
}

/*
 * r = a (1 + x n) / R: out of Montgomery form; the digits come out below n + 4 and 2n. x is one digit, or null for zero;
 * r is not a.
 */
SEPARATE release_pass(const struct modulus *m, uint64_t *r, const uint64_t *a, const uint64_t *x) {
    factors as, xs, q;
    addends addend;
    long h = m->h, digit = LANE_COUNT * h;
    for (long i = 0; i < h; i++) addend[i] = load_word(a + LANE_COUNT * i);
    addend[h] = zero_word();
    struct operands o = {.addend = addend, .r = r, .q = q};
    combine(NONE, m, o);
    if (m->digits == 1) return;
    owe(addend, m, q);
    for (long i = 0; i < h; i++) addend[i] = add(addend[i], load_word(a + digit + LANE_COUNT * i));
    o.r = r + digit;
    if (!x) {
        combine(NONE, m, o);
        return;
    }
    o.a = view(as, a, h);
    o.b = view(xs, x, h);
    combine(PRODUCT, m, o);
}

/* r = a + b n, 2h limbs, for canonical digits. */
SEPARATE join_pass(const struct modulus *m, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    factors bs;
    long blocks = m->h / BLOCK;
    const factor *b0 = view(bs, b, m->h);
    word sum[2 * BLOCK], carry = zero_word();
    clear(sum);
    for (long k = 0; k < 2 * blocks; k++) {
        long first = k < blocks ? 0 : k - blocks + 1, last = k < blocks ? k : blocks - 1;
        if (k < blocks)
            for (int i = 0; i < BLOCK; i++) sum[i] = add(sum[i], load_word(a + LANE_COUNT * (BLOCK * k + i)));
        add_tiles(sum, b0, m->n, k, first, last);
        unbias(sum, last - first + 1, 0, 0);
        carry = emit_block(sum, r + LANE_COUNT * BLOCK * k, carry);
        drop_block(sum);
    }
}

static void multiply_group(const uint64_t *record, uint64_t *r, const uint64_t *a, const uint64_t *b) {
    struct modulus m;
    EACH_PASS {
        open_modulus(&m, record, pass);
        multiply_pass(&m, r + pass, a + pass, b + pass);
    }
}

static void square_group(const uint64_t *record, uint64_t *r, const uint64_t *a) {
    struct modulus m;
    EACH_PASS {
        open_modulus(&m, record, pass);
        square_pass(&m, r + pass, a + pass);
    }
}
