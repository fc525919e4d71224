/* Into and out of the internal form. */

/* r += a, digit by digit, limbs normalised. */
static void add_group(uint64_t *r, const uint64_t *a, long h, long digits) {
    for (long digit = 0; digit < digits; digit++) {
        uint64_t *x = r + digit * LANE_COUNT * h;
        const uint64_t *y = a + digit * LANE_COUNT * h;
        for (int lane = 0; lane < LANE_COUNT; lane++) {
            uint64_t carry = 0;
            for (long i = lane; i < LANE_COUNT * h; i += LANE_COUNT) {
                carry += x[i] + y[i];
                x[i] = carry & LIMB_MASK;
                carry >>= LIMB_BITS;
            }
        }
    }
}

/* x = x_0 + x_1 R + ...: in Montgomery form x R is the sum of x_j R^(j+2) / R. */
EXPORT void NAME(enter)(const uint64_t *moduli, int64_t step, uint64_t *r, const uint8_t *values, int64_t width,
        int64_t count, int64_t chunks) {
    unsigned saved = enter_kernel();
    long h = moduli[0], digits = moduli[1], size = group_words(moduli);
    uint64_t words[LANE_COUNT][MAX_WORDS], part[2 * LANE_COUNT * MAX_LIMBS];
    struct modulus m;
    uint64_t even[LANE_COUNT * MAX_LIMBS], odd[LANE_COUNT * MAX_LIMBS];
    for (long first = 0; first < count; first += LANE_COUNT) {
        const uint64_t *record = moduli + first / LANE_COUNT * step;
        uint64_t *group = r + first / LANE_COUNT * size;
        for (long lane = 0; lane < LANE_COUNT; lane++)
            words_of(words[lane], MAX_WORDS, values + (first + lane) * width, first + lane < count ? width : 0);
        for (long j = 0; j < chunks; j += 2) {
            for (long i = 0; i < h; i++) {
                for (int lane = 0; lane < LANE_COUNT; lane++) {
                    even[LANE_COUNT * i + lane] = limb_of(words[lane], j * h + i);
                    odd[LANE_COUNT * i + lane] = limb_of(words[lane], (j + 1) * h + i);
                }
            }
            EACH_PASS {
                open_modulus(&m, record, pass);
                scale_pass(&m, (j ? part : group) + pass, even + pass, entry_constant(record, j) + pass, odd + pass,
                        entry_constant(record, j + 1) + pass);
            }
            if (j) add_group(group, part, h, digits);
        }
    }
    leave_kernel(saved);
}

/* x - n if that is not negative, else x; returns 1 or 0 accordingly. Lanes stand LANE_COUNT words apart. */
static uint64_t subtract_once(uint64_t *x, const uint64_t *n, long h) {
    uint64_t difference[MAX_LIMBS], borrow = 0;
    for (long i = 0; i < h; i++) {
        uint64_t d = x[LANE_COUNT * i] - n[LANE_COUNT * i] - borrow;
        difference[i] = d & LIMB_MASK;
        borrow = d >> 63;
    }
    uint64_t keep = 0 - borrow;
    for (long i = 0; i < h; i++) x[LANE_COUNT * i] = (x[LANE_COUNT * i] & keep) | (difference[i] & ~keep);
    return 1 - borrow;
}

/* Brings the digits of one lane below n; the first one's multiple of n moves into the second. */
static void canonical_lane(uint64_t *x, const uint64_t *n, long h, long digits) {
    uint64_t carry = subtract_once(x, n, h);
    if (digits == 1) return;
    uint64_t *second = x + LANE_COUNT * h;
    for (long i = 0; i < h; i++) {
        carry += second[LANE_COUNT * i];
        second[LANE_COUNT * i] = carry & LIMB_MASK;
        carry >>= LIMB_BITS;
    }
    subtract_once(second, n, h);
}

static int64_t is_not_one(const uint64_t *x, long h) {
    uint64_t difference = x[0] ^ 1;
    for (long i = 1; i < h; i++) difference |= x[LANE_COUNT * i];
    return difference != 0;
}

EXPORT int64_t NAME(leave)(const uint64_t *moduli, int64_t step, const uint64_t *a, const uint8_t *multiples,
        int64_t multiple_width, uint8_t *out, int64_t width, int64_t count, int64_t mode) {
    unsigned saved = enter_kernel();
    long h = moduli[0], digits = moduli[1], size = group_words(moduli);
    uint64_t words[MAX_WORDS], multiple[LANE_COUNT * MAX_LIMBS];
    uint64_t result[2 * LANE_COUNT * MAX_LIMBS], joined[2 * LANE_COUNT * MAX_LIMBS];
    struct modulus m;
    int64_t refused = 0;
    for (long first = 0; first < count; first += LANE_COUNT) {
        const uint64_t *record = moduli + first / LANE_COUNT * step;
        for (long lane = 0; multiple_width > 0 && lane < LANE_COUNT; lane++) {
            long used = first + lane < count ? multiple_width : 0;
            words_of(words, MAX_WORDS, multiples + (first + lane) * multiple_width, used);
            for (long i = 0; i < h; i++) multiple[LANE_COUNT * i + lane] = limb_of(words, i);
        }
        EACH_PASS {
            open_modulus(&m, record, pass);
            release_pass(&m, result + pass, a + first / LANE_COUNT * size + pass, multiple_width ? multiple + pass : 0);
            for (long lane = pass; lane < pass + PASS_LANES; lane++)
                canonical_lane(result + lane, record + RECORD_HEADER + lane, h, digits);
            if (digits == 2 && mode == LEAVE_VALUE)
                join_pass(&m, joined + pass, result + pass, result + LANE_COUNT * h + pass);
        }
        const uint64_t *from = digits == 1 ? result : mode == LEAVE_VALUE ? joined : result + LANE_COUNT * h;
        long limbs = mode == LEAVE_VALUE ? digits * h : h;
        for (long lane = 0; lane < LANE_COUNT && first + lane < count; lane++) {
            write_limbs(out + (first + lane) * width, width, from + lane, limbs);
            if (mode == LEAVE_QUOTIENT) refused += is_not_one(result + lane, h);
        }
    }
    leave_kernel(saved);
    return refused;
}
