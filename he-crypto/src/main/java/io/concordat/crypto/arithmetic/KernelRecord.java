package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The modulus records that the kernel reads (kernel.h says what stands where): one for all groups of eight lanes where they
 * share a modulus, else one a group.
 */
final class KernelRecord {
    /** Lanes of a group. */
    static final int LANES = 8;

    /** Largest h. */
    static final int MAX_LIMBS = 80;

    /** How many chunks of h limbs a number that enters may have. */
    static final int MAX_CHUNKS = 4;

    private static final int HEADER = 8;
    private static final int BLOCK = 5;
    private static final int LIMB_BITS = 52;
    private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;

    /** R / n must be at least 2^8, so that sums of a few residues may stay unreduced. */
    private static final int SPARE_BITS = 8;

    /** Smallest n: the bounds on the last digits need n well above 8. */
    private static final int MIN_BITS = 64;

    private final Moduli moduli;
    private final int limbs;
    private final int recordWords;
    private final long[] words;

    private KernelRecord(Moduli moduli, int limbs) {
        this.moduli = moduli;
        this.limbs = limbs;
        this.recordWords = HEADER + LANES * (2 * limbs + 2) + MAX_CHUNKS * groupWords();
        this.words = new long[groups() * recordWords];
        for (int group = 0; group < groups(); group++) {
            write(group);
        }
    }

    /** Whether the kernel takes moduli of this size. */
    static boolean supports(Moduli moduli) {
        return limbs(moduli) <= MAX_LIMBS && moduli.roots().stream().allMatch(n -> n.bitLength() >= MIN_BITS);
    }

    static KernelRecord of(Moduli moduli) {
        return new KernelRecord(moduli, limbs(moduli));
    }

    /** h. */
    int limbs() {
        return limbs;
    }

    /** Bits of R. */
    int chunkBits() {
        return LIMB_BITS * limbs;
    }

    /** Words of one element. */
    int elementWords() {
        return (moduli.squared() ? 2 : 1) * limbs;
    }

    /** Words of a group of eight elements. */
    int groupWords() {
        return LANES * elementWords();
    }

    /** Words from the record of one group to that of the next, 0 where all share one. */
    int step() {
        return moduli.shared() ? 0 : recordWords;
    }

    /** How many records there are. */
    int groups() {
        return moduli.shared() ? 1 : Math.ceilDiv(moduli.roots().size(), LANES);
    }

    /** All records; not copied. */
    long[] words() {
        return words;
    }

    private static int limbs(Moduli moduli) {
        return BLOCK * Math.ceilDiv(moduli.rootBits() + SPARE_BITS, BLOCK * LIMB_BITS);
    }

    private void write(int group) {
        int at = group * recordWords;
        words[at] = limbs;
        words[at + 1] = moduli.squared() ? 2 : 1;
        words[at + 2] = MAX_CHUNKS;
        for (int lane = 0; lane < LANES; lane++) {
            int i = group * LANES + lane;
            boolean repeats = moduli.shared() ? lane > 0 : i >= moduli.roots().size();
            if (repeats) {
                copyLane(at, lane);
            } else {
                writeLane(at, lane, moduli.root(i));
            }
        }
    }

    private void writeLane(int record, int lane, BigInteger n) {
        BigInteger r = BigInteger.ONE.shiftLeft(chunkBits());
        int at = record + HEADER + lane;
        put(at, n, limbs);
        at += LANES * limbs;
        putLift(at, r.shiftLeft(1).add(n).subtract(BigInteger.ONE).divide(n).multiply(n));
        at += LANES * (limbs + 1);
        words[at] = -inverse(n.longValue()) & LIMB_MASK;
        at += LANES;
        BigInteger modulus = moduli.squared() ? n.multiply(n) : n;
        BigInteger constant = r.mod(modulus);
        for (int j = 0; j < MAX_CHUNKS; j++) {
            constant = constant.multiply(r).mod(modulus);
            if (moduli.squared()) {
                BigInteger[] digits = constant.divideAndRemainder(n);
                put(at, digits[1], limbs);
                put(at + LANES * limbs, digits[0], limbs);
            } else {
                put(at, constant, limbs);
            }
            at += groupWords();
        }
    }

    /** A multiple of n that is at least 2R, with every digit but the highest raised by what the next one lends. */
    private void putLift(int at, BigInteger multiple) {
        put(at, multiple, limbs + 1);
        words[at] += 1L << LIMB_BITS;
        for (int i = 1; i < limbs; i++) {
            words[at + LANES * i] += LIMB_MASK;
        }
        words[at + LANES * limbs] -= 1;
    }

    private void put(int at, BigInteger number, int count) {
        long[] packed = Words.of(number, Math.ceilDiv(count * LIMB_BITS, 64) + 1);
        for (int i = 0; i < count; i++) {
            int bit = i * LIMB_BITS;
            long limb = packed[bit / 64] >>> (bit % 64);
            if (bit % 64 > 64 - LIMB_BITS) {
                limb |= packed[bit / 64 + 1] << (64 - bit % 64);
            }
            words[at + LANES * i] = limb & LIMB_MASK;
        }
    }

    /** Lanes without a modulus of their own compute modulo lane 0's, on zeros. */
    private void copyLane(int record, int lane) {
        for (int i = record + HEADER; i < record + recordWords; i += LANES) {
            words[i + lane] = words[i];
        }
    }

    /** n^-1 mod 2^64 of an odd n by Newton's iteration, which doubles the right bits each time. */
    private static long inverse(long n) {
        long inverse = n;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - n * inverse;
        }
        return inverse;
    }

    @Override
    public String toString() {
        return "KernelRecord(" + limbs + " limbs, " + Arrays.toString(new int[] {groups(), recordWords}) + ")";
    }
}
