package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Seeded numbers for tests, edge values often among them. */
final class Numbers {
    private Numbers() {}

    static BigInteger bits(SplittableRandom random, int bits) {
        byte[] bytes = new byte[Math.ceilDiv(bits, 8)];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).shiftRight(8 * bytes.length - bits);
    }

    /** Odd, of exactly so many bits, sometimes all ones or with long runs. */
    static BigInteger modulus(SplittableRandom random, int bits) {
        BigInteger n = random.nextInt(8) == 0 ? runs(random, bits) : bits(random, bits);
        return n.setBit(bits - 1).setBit(0);
    }

    /** Below m, with the ends of the range and runs of equal bits more often than chance has them. */
    static BigInteger residue(SplittableRandom random, BigInteger m) {
        return switch (random.nextInt(10)) {
            case 0 -> BigInteger.valueOf(random.nextInt(3)).mod(m);
            case 1 -> m.subtract(BigInteger.valueOf(1 + random.nextInt(3))).mod(m);
            case 2 -> runs(random, m.bitLength()).mod(m);
            default -> bits(random, m.bitLength() + 64).mod(m);
        };
    }

    static List<BigInteger> list(int size, Supplier<BigInteger> value) {
        return Stream.generate(value).limit(size).toList();
    }

    private static BigInteger runs(SplittableRandom random, int bits) {
        BigInteger number = BigInteger.ZERO;
        for (int at = 0; at < bits; at += 1 + random.nextInt(200)) {
            number = number.xor(BigInteger.ONE.shiftLeft(bits - at).subtract(BigInteger.ONE));
        }
        return number;
    }
}
