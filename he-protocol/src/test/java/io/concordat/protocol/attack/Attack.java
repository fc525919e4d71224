package io.concordat.protocol.attack;

import java.math.BigInteger;
import java.util.Locale;

/** The attacks, each with what the attacker puts in the place of its contribution, and how it reads the sum that is opened. */
enum Attack {
    /** c' = c_A^k of this round: the sum holds k times the victim's number above everything else. */
    COPY("copies the victim's ciphertext and scales it by 2^64"),
    /** The same with the victim's ciphertext of the round before. */
    STALE("sends the victim's ciphertext of the round before, scaled by 2^64"),
    /** c' is the inverse of the product of all others' ciphertexts but the victim's: the sum is the victim's number. */
    CANCEL("cancels everybody else's contribution");

    /** k = 2^64: far above all sums of numbers. */
    static final int SCALE_BITS = 64;

    private final String words;

    Attack(String words) {
        this.words = words;
    }

    /** What the attacker does, in words. */
    String words() {
        return words;
    }

    /** The number that the attacker reads off the opened total, modulo n and centred. */
    BigInteger read(BigInteger total) {
        return this == CANCEL ? total : rounded(total);
    }

    /** total / 2^64 to the nearest integer. */
    private static BigInteger rounded(BigInteger total) {
        return total.add(BigInteger.ONE.shiftLeft(SCALE_BITS - 1)).shiftRight(SCALE_BITS);
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
