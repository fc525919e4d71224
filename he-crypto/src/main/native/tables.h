/* Fixed-base tables and Pippenger buckets: rows of one residue each, limb after limb. */

/* Lane by lane, row[lane] becomes the lane's residue of r. */
INLINE void gather_rows(uint64_t *r, const uint64_t *const *rows, long limbs) {
    for (long i = 0; i < limbs; i++)
        for (int lane = 0; lane < LANE_COUNT; lane++) r[LANE_COUNT * i + lane] = rows[lane][i];
}

INLINE void scatter_rows(uint64_t *const *rows, const uint64_t *a, long limbs) {
    for (long i = 0; i < limbs; i++)
        for (int lane = 0; lane < LANE_COUNT; lane++) rows[lane][i] = a[LANE_COUNT * i + lane];
}

/* row = rows[digit], reading all rows whatever the digit. */
static void scan_rows(uint64_t *row, const uint64_t *rows, long limbs, long entries, uint64_t digit) {
    for (long i = 0; i < limbs; i++) row[i] = 0;
    for (long d = 0; d < entries; d++) {
        uint64_t difference = digit ^ (uint64_t)d, mask = ((difference | (0 - difference)) >> 63) - 1;
        for (long i = 0; i < limbs; i++) row[i] |= rows[d * limbs + i] & mask;
    }
}

EXPORT void NAME(fixed_power)(const uint64_t *moduli, uint64_t *r, int64_t groups, const uint64_t *table,
        int64_t windows, int64_t window, const uint8_t *exponents, int64_t width, int64_t scan) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli), limbs = size / LANE_COUNT, entries = 1L << window;
    uint64_t chosen[2 * LANE_COUNT * MAX_LIMBS], scanned[LANE_COUNT][2 * MAX_LIMBS];
    const uint64_t *rows[LANE_COUNT];
    for (long g = 0; g < groups; g++) {
        for (long j = 0; j < windows; j++) {
            const uint64_t *first = table + j * entries * limbs;
            for (int lane = 0; lane < LANE_COUNT; lane++) {
                const uint8_t *exponent = exponents + (g * LANE_COUNT + lane) * width;
                unsigned digit = bits_at(exponent, width, j * window, window);
                if (scan) {
                    scan_rows(scanned[lane], first, limbs, entries, digit);
                    rows[lane] = scanned[lane];
                    continue;
                }
                rows[lane] = first + digit * limbs;
                const uint64_t *next = first + (entries + bits_at(exponent, width, (j + 1) * window, window)) * limbs;
                if (j + 1 < windows)
                    for (long i = 0; i < limbs; i += 8) __builtin_prefetch(next + i);
            }
            gather_rows(j == 0 ? r + g * size : chosen, rows, limbs);
            if (j > 0) multiply_group(moduli, r + g * size, r + g * size, chosen);
        }
    }
    leave_kernel(saved);
}

EXPORT void NAME(bucket_multiply)(const uint64_t *moduli, uint64_t *buckets, int64_t per_lane, const uint64_t *a,
        int64_t count, const uint16_t *digits) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli), limbs = size / LANE_COUNT;
    uint64_t everywhere[2 * LANE_COUNT * MAX_LIMBS], sums[2 * LANE_COUNT * MAX_LIMBS];
    uint64_t *rows[LANE_COUNT];
    for (long i = 0; i < count; i++) {
        const uint64_t *residue = a + i / LANE_COUNT * size + i % LANE_COUNT;
        for (long k = 0; k < limbs; k++)
            for (int lane = 0; lane < LANE_COUNT; lane++) everywhere[LANE_COUNT * k + lane] = residue[LANE_COUNT * k];
        for (long lane = 0; lane < LANE_COUNT; lane++)
            rows[lane] = buckets + (lane * per_lane + digits[LANE_COUNT * i + lane]) * limbs;
        gather_rows(sums, (const uint64_t *const *)rows, limbs);
        multiply_group(moduli, sums, sums, everywhere);
        scatter_rows(rows, sums, limbs);
    }
    leave_kernel(saved);
}

EXPORT void NAME(bucket_collapse)(const uint64_t *moduli, uint64_t *r, const uint64_t *buckets, int64_t per_lane,
        int64_t first, int64_t count) {
    unsigned saved = enter_kernel();
    long size = group_words(moduli), limbs = size / LANE_COUNT;
    uint64_t running[2 * LANE_COUNT * MAX_LIMBS], bucket[2 * LANE_COUNT * MAX_LIMBS];
    const uint64_t *rows[LANE_COUNT];
    for (long d = count - 1; d >= 1; d--) {
        for (long lane = 0; lane < LANE_COUNT; lane++) rows[lane] = buckets + (lane * per_lane + first + d) * limbs;
        gather_rows(bucket, rows, limbs);
        if (d == count - 1) {
            copy_words(running, bucket, size);
            copy_words(r, bucket, size);
        } else {
            multiply_group(moduli, running, running, bucket);
            multiply_group(moduli, r, r, running);
        }
    }
    leave_kernel(saved);
}
