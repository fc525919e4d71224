package io.concordat.crypto.vectors;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * docs/vectors.md in plain {@code BigInteger}, written from that page and from nothing else: slow, and meant to be read
 * beside it.
 */
final class ReferenceSubject implements VectorSubject {
    private static final BigInteger ONE = BigInteger.ONE;

    @Override
    public Optional<List<BigInteger>> run(VectorCase vector) {
        return switch (vector.type()) {
            case "KeyDecoding" -> decodeKey(vector.inputBytes("encoded")).map(List::of);
            case "CiphertextDecoding" ->
                decodeCiphertext(vector.key("n"), vector.inputBytes("encoded")).map(List::of);
            case "Encryption" -> encrypt(vector);
            case "Decryption" -> decrypt(vector);
            case "Addition" ->
                product(
                        vector,
                        vector.inputNumbers("ciphertexts").stream()
                                .map(c -> ONE)
                                .toList());
            case "ScalarMultiplication" -> product(vector, vector.inputNumbers("scalars"));
            case "Packing", "Unpacking" -> ReferencePacking.run(vector);
            default -> new ReferenceThreshold(vector).run();
        };
    }

    /** Section "Elements": 0 &lt; c &lt; n^2, gcd(c, n) = 1. */
    static boolean isElement(BigInteger n, BigInteger c) {
        return c.signum() > 0 && c.compareTo(n.pow(2)) < 0 && c.gcd(n).equals(ONE);
    }

    /** x mod n in (−n/2, n/2). */
    static BigInteger centred(BigInteger n, BigInteger x) {
        BigInteger least = x.mod(n);
        return least.shiftLeft(1).compareTo(n) > 0 ? least.subtract(n) : least;
    }

    private static Optional<BigInteger> decodeKey(byte[] encoded) {
        if (encoded.length < 4) {
            return Optional.empty();
        }
        BigInteger bits = new BigInteger(1, Arrays.copyOf(encoded, 4));
        BigInteger n = new BigInteger(1, Arrays.copyOfRange(encoded, 4, encoded.length));
        boolean sized = n.bitLength() >= 128
                && n.bitLength() <= 8192
                && bits.equals(BigInteger.valueOf(n.bitLength()))
                && encoded.length == 4 + (n.bitLength() + 7) / 8;
        return sized && !isWeak(n) ? Optional.of(n) : Optional.empty();
    }

    private static boolean isWeak(BigInteger n) {
        for (int d = 2; d < 1 << 14; d++) {
            if (n.mod(BigInteger.valueOf(d)).signum() == 0) {
                return true;
            }
        }
        return n.isProbablePrime(50) || isPower(n) || hasCloseFactors(n);
    }

    /** By Newton's iteration for the root, from above. */
    private static boolean isPower(BigInteger n) {
        for (int k = 2; k <= n.bitLength() / 14 + 1; k++) {
            BigInteger root = ONE.shiftLeft(n.bitLength() / k + 1);
            while (true) {
                BigInteger next = root.multiply(BigInteger.valueOf(k - 1L))
                        .add(n.divide(root.pow(k - 1)))
                        .divide(BigInteger.valueOf(k));
                if (next.compareTo(root) >= 0) {
                    break;
                }
                root = next;
            }
            if (root.pow(k).equals(n)) {
                return true;
            }
        }
        return false;
    }

    /** a^2 − n is a square for one of the 64 numbers a from ⌊√n⌋ on. */
    private static boolean hasCloseFactors(BigInteger n) {
        for (int i = 0; i < 64; i++) {
            BigInteger square = n.sqrt().add(BigInteger.valueOf(i)).pow(2).subtract(n);
            if (square.signum() >= 0 && square.sqrt().pow(2).equals(square)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<BigInteger> decodeCiphertext(BigInteger n, byte[] encoded) {
        BigInteger c = new BigInteger(1, encoded);
        boolean accepted = encoded.length == (2 * n.bitLength() + 7) / 8 && isElement(n, c) && !c.equals(ONE);
        return accepted ? Optional.of(c) : Optional.empty();
    }

    private static Optional<List<BigInteger>> encrypt(VectorCase vector) {
        BigInteger n = vector.key("n");
        BigInteger m = vector.input("plaintext");
        if (m.abs().shiftLeft(1).compareTo(n) > 0) {
            return Optional.empty();
        }
        BigInteger y = ReferenceBytes.expandBits(
                        "concordat/djn-generator/v1", n.bitLength() + 128, ReferenceBytes.key(n))
                .mod(n);
        BigInteger generator = y.pow(2).negate().mod(n).modPow(n, n.pow(2));
        if (!generator.equals(vector.key("generator"))) {
            throw new AssertionError("the generator differs");
        }
        BigInteger c = ONE.add(m.multiply(n)).multiply(generator.modPow(vector.input("exponent"), n.pow(2)));
        return Optional.of(List.of(c.mod(n.pow(2))));
    }

    private static Optional<List<BigInteger>> decrypt(VectorCase vector) {
        BigInteger n = vector.key("n");
        BigInteger c = vector.input("ciphertext");
        if (!isElement(n, c)) {
            return Optional.empty();
        }
        BigInteger phi = vector.key("p").subtract(ONE).multiply(vector.key("q").subtract(ONE));
        BigInteger lifted = c.modPow(phi, n.pow(2)).subtract(ONE).divide(n);
        return Optional.of(List.of(centred(n, lifted.multiply(phi.modInverse(n)))));
    }

    private static Optional<List<BigInteger>> product(VectorCase vector, List<BigInteger> exponents) {
        BigInteger n = vector.key("n");
        List<BigInteger> ciphertexts = vector.inputNumbers("ciphertexts");
        if (ciphertexts.size() != exponents.size() || !ciphertexts.stream().allMatch(c -> isElement(n, c))) {
            return Optional.empty();
        }
        BigInteger product = ONE;
        for (int i = 0; i < exponents.size(); i++) {
            product = product.multiply(ciphertexts.get(i).modPow(exponents.get(i), n.pow(2)))
                    .mod(n.pow(2));
        }
        return Optional.of(List.of(product));
    }
}
