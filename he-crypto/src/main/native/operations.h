/* The exported operations of one variant (see kernel.h), on top of montgomery.h. */
#define JOIN(a, b, c) a##b##c
#define NAMED(variant, name) JOIN(concordat_, variant, _##name)
#define NAME(name) NAMED(VARIANT, name)

INLINE long group_words(const uint64_t *record) { return LANE_COUNT * (long)(record[0] * record[1]); }

INLINE const uint64_t *entry_constant(const uint64_t *record, long chunk) {
    long h = (long)record[0];
    return record + RECORD_HEADER + LANE_COUNT * (2 * h + 2) + chunk * group_words(record);
}

/* One in Montgomery form: entry constant 0 is R^2, and R^2 * 1 / R = R. */
static void one_group(const uint64_t *record, uint64_t *r) {
    uint64_t one[2 * LANE_COUNT * MAX_LIMBS] = {0};
    for (int lane = 0; lane < LANE_COUNT; lane++) one[lane] = 1;
    multiply_group(record, r, entry_constant(record, 0), one);
}

/* table[d] = a^d for d < 2^window. */
static void power_table(const uint64_t *record, uint64_t *table, const uint64_t *a, long window) {
    long size = group_words(record);
    one_group(record, table);
    copy_words(table + size, a, size);
    for (long d = 2; d < 1L << window; d++) {
        if (d % 2) multiply_group(record, table + d * size, table + (d - 1) * size, a);
        else square_group(record, table + d * size, table + d / 2 * size);
    }
}

EXPORT void NAME(multiply)(
        const uint64_t *moduli, int64_t step, uint64_t *r, const uint64_t *a, const uint64_t *b, int64_t groups) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli);
    for (long g = 0; g < groups; g++) multiply_group(moduli + g * step, r + g * size, a + g * size, b + g * size);
    leave_kernel(saved);
}

EXPORT void NAME(square)(const uint64_t *moduli, int64_t step, uint64_t *r, const uint64_t *a, int64_t groups) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli);
    for (long g = 0; g < groups; g++) square_group(moduli + g * step, r + g * size, a + g * size);
    leave_kernel(saved);
}

EXPORT void NAME(power_shared)(const uint64_t *moduli, int64_t step, uint64_t *r, const uint64_t *a, int64_t groups,
        const uint8_t *exponent, int64_t bits, int64_t window, uint64_t *scratch) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli), top = (bits + window - 1) / window - 1;
    for (long g = 0; g < groups; g++) {
        const uint64_t *record = moduli + g * step;
        uint64_t *power = r + g * size;
        power_table(record, scratch, a + g * size, window);
        for (long k = top; k >= 0; k--) {
            unsigned digit = bits_at(exponent, (bits + 7) / 8, k * window, window);
            if (k == top) {
                copy_words(power, scratch + digit * size, size);
                continue;
            }
            for (long i = 0; i < window; i++) square_group(record, power, power);
            if (digit) multiply_group(record, power, power, scratch + digit * size);
        }
    }
    leave_kernel(saved);
}

/* r[lane] = table[digit of that lane], reading all of the table whatever the digits. */
static void scan_groups(uint64_t *r, const uint64_t *table, long size, long entries, const uint64_t *digits) {
    enum { STRIP = 5 };
    for (long at = 0; at < size; at += STRIP * LANE_COUNT) {
        for (long pass = at; pass < at + LANE_COUNT; pass += PASS_LANES) {
            word found[STRIP], digit = load_word(digits + pass - at);
            _Pragma("GCC unroll 5") for (int i = 0; i < STRIP; i++) found[i] = zero_word();
            for (long d = 0; d < entries; d++) {
                word mask = equality_mask(digit, (uint64_t)d);
                const uint64_t *entry = table + d * size + pass;
                _Pragma("GCC unroll 5") for (int i = 0; i < STRIP; i++)
                    found[i] = either(found[i], both(mask, load_word(entry + LANE_COUNT * i)));
            }
            _Pragma("GCC unroll 5") for (int i = 0; i < STRIP; i++) store_word(r + pass + LANE_COUNT * i, found[i]);
        }
    }
}

EXPORT void NAME(power_lanes)(const uint64_t *moduli, int64_t step, uint64_t *r, const uint64_t *a, int64_t groups,
        const uint8_t *exponents, int64_t width, int64_t bits, int64_t window, uint64_t *scratch) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli), entries = 1L << window, top = (bits + window - 1) / window - 1;
    uint64_t *chosen = scratch + entries * size, digits[LANE_COUNT];
    for (long g = 0; g < groups; g++) {
        const uint64_t *record = moduli + g * step;
        uint64_t *power = r + g * size;
        power_table(record, scratch, a + g * size, window);
        for (long k = top; k >= 0; k--) {
            for (long lane = 0; lane < LANE_COUNT; lane++)
                digits[lane] = bits_at(exponents + (g * LANE_COUNT + lane) * width, width, k * window, window);
            scan_groups(k == top ? power : chosen, scratch, size, entries, digits);
            if (k == top) continue;
            for (long i = 0; i < window; i++) square_group(record, power, power);
            multiply_group(record, power, power, chosen);
        }
    }
    leave_kernel(saved);
}
