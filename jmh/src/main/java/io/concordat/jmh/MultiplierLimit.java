package io.concordat.jmh;

import io.concordat.crypto.threshold.ThresholdParameters;
import java.util.OptionalDouble;

/**
 * The rate that the multiplier of one core allows for an operation, if products are computed modulo n^2 as the kernel does:
 * x_0 + x_1 n with h limbs each, 5 h^2 products of limbs for a product and 3.5 h^2 for a square. Two instructions a limb
 * product for IFMA (low and high half) and for FMA, one for 64-bit words. Additions, conversions and tables come on top, so
 * 100 % is out of reach; GMP's Karatsuba products may pass it.
 */
final class MultiplierLimit {
    private static final int MEBIBYTE = 1 << 20;

    private MultiplierLimit() {}

    /** Products and squares that one element takes, modulo the square of a number of this size. */
    private record Cost(double squares, double products, int rootBits) {
        Cost times(double factor) {
            return new Cost(squares * factor, products * factor, rootBits);
        }

        double limbProducts(int limbs) {
            return (3.5 * squares + 5 * products) * limbs * limbs;
        }
    }

    /** Elements a second and core at most; empty for operations that are not mostly products modulo n^2, and for peers. */
    static OptionalDouble of(Operation operation, int keyBits, String backend, Multipliers multipliers) {
        Cost cost = cost(operation, keyBits);
        if (cost == null) {
            return OptionalDouble.empty();
        }
        int vectorLimbs = 5 * Math.ceilDiv(cost.rootBits() + 8, 5 * 52);
        double limit =
                switch (backend) {
                    case "ifma" -> multipliers.ifma() / (2 * cost.limbProducts(vectorLimbs));
                    case "avx2" -> multipliers.fma() / (2 * cost.limbProducts(vectorLimbs));
                    case "plain", "gmp" -> multipliers.word() / cost.limbProducts(Math.ceilDiv(cost.rootBits(), 64));
                    default -> 0;
                };
        return limit > 0 ? OptionalDouble.of(limit) : OptionalDouble.empty();
    }

    @SuppressWarnings("NullAway") // Null stands for no limit, inside this class.
    private static Cost cost(Operation operation, int bits) {
        int scalar = BenchmarkInputs.SCALAR_BITS;
        return switch (operation) {
            case ADD -> new Cost(0, 1, bits);
            case SQUARE -> new Cost(1, 0, bits);
            case ENCRYPT_POWER -> power(bits, 6, bits);
            case ENCRYPT_DJN -> power(bits / 2, 5, bits);
            case ENCRYPT_TABLE -> table(bits / 2, 64, bits);
            case ENCRYPT_SHORT -> table(bits <= 3072 ? 256 : 304, 16, bits);
            case ENCRYPT_OWNER, DECRYPT -> power(bits / 2, 5, bits / 2).times(2);
            case SCALAR -> power(scalar, 4, bits);
            case PARTIAL_DECRYPTION -> power(new ThresholdParameters(3, 2).shareBits(bits) + 4, 5, bits);
            // 53 bits are 8 digits of 7 bits; collapsing 128 buckets takes two products each.
            case DOT_1000 -> new Cost(scalar, 8 * (BenchmarkInputs.ROWS + 2 * 128), bits);
            default -> null;
        };
    }

    private static Cost power(int exponentBits, int window, int rootBits) {
        return new Cost(exponentBits, Math.ceilDiv(exponentBits, window) + (1 << (window - 1)), rootBits);
    }

    /** The widest window whose table fits. */
    private static Cost table(int exponentBits, int mebibytes, int rootBits) {
        int window = 1;
        for (int wider = 2; wider <= 12; wider++) {
            double bytes = (double) Math.ceilDiv(exponentBits, wider) * (1 << wider) * 2 * rootBits * 64 / 52 / 8;
            window = bytes <= (double) mebibytes * MEBIBYTE ? wider : window;
        }
        return new Cost(0, Math.ceilDiv(exponentBits, window) - 1.0, rootBits);
    }
}
