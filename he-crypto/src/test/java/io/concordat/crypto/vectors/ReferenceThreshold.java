package io.concordat.crypto.vectors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Sections "Joint keys", "Partial decryption", "Combination" and "Proofs" of docs/vectors.md. */
final class ReferenceThreshold {
    private static final BigInteger ONE = BigInteger.ONE;

    private final VectorCase vector;
    private final BigInteger n;
    private final BigInteger nn;
    private final int members;
    private final int threshold;
    private final int width;
    private final BigInteger delta;

    ReferenceThreshold(VectorCase vector) {
        this.vector = vector;
        n = vector.key("n");
        nn = n.pow(2);
        members = vector.keyInt("members");
        threshold = vector.keyInt("threshold");
        width = (2 * n.bitLength() + 7) / 8;
        BigInteger product = ONE;
        for (int k = 2; k <= members; k++) {
            product = product.multiply(BigInteger.valueOf(k));
        }
        delta = product;
    }

    Optional<List<BigInteger>> run() {
        return switch (vector.type()) {
            case "PartialDecryption" -> partials();
            case "PartialDecoding" -> decoded(vector.inputBytes("encoded"));
            case "Combination" -> combined();
            default -> proven() ? Optional.of(List.of()) : Optional.empty();
        };
    }

    private Optional<List<BigInteger>> partials() {
        List<BigInteger> ciphertexts = vector.inputNumbers("ciphertexts");
        if (!ciphertexts.stream().allMatch(c -> ReferenceSubject.isElement(n, c))) {
            return Optional.empty();
        }
        BigInteger exponent = vector.input("share").multiply(delta).shiftLeft(1);
        return Optional.of(ciphertexts.stream().map(c -> c.modPow(exponent, nn)).toList());
    }

    private Optional<List<BigInteger>> decoded(byte[] encoded) {
        if (encoded.length != 1 + width) {
            return Optional.empty();
        }
        int index = encoded[0] & 0xff;
        BigInteger value = new BigInteger(1, Arrays.copyOfRange(encoded, 1, encoded.length));
        boolean accepted = index >= 1 && index <= 16 && ReferenceSubject.isElement(n, value);
        return accepted ? Optional.of(List.of(BigInteger.valueOf(index), value)) : Optional.empty();
    }

    private Optional<List<BigInteger>> combined() {
        List<Integer> indices = vector.inputNumbers("indices").stream()
                .map(BigInteger::intValueExact)
                .toList();
        List<List<BigInteger>> partials = vector.inputLists("partials");
        boolean wellFormed = indices.size() == threshold
                && partials.size() == threshold
                && new HashSet<>(indices).size() == threshold
                && indices.stream().allMatch(i -> i >= 1 && i <= members)
                && !partials.getFirst().isEmpty()
                && partials.stream()
                        .allMatch(list -> list.size() == partials.getFirst().size())
                && partials.stream().flatMap(List::stream).allMatch(c -> ReferenceSubject.isElement(n, c));
        if (!wellFormed) {
            return Optional.empty();
        }
        BigInteger inverse = vector.key("combinationFactor").modInverse(n);
        List<BigInteger> opened = new ArrayList<>();
        for (int k = 0; k < partials.getFirst().size(); k++) {
            BigInteger product = ONE;
            for (int a = 0; a < threshold; a++) {
                BigInteger exponent = lagrange(indices, indices.get(a)).shiftLeft(1);
                product = product.multiply(partials.get(a).get(k).modPow(exponent, nn))
                        .mod(nn);
            }
            if (!product.mod(n).equals(ONE)) {
                return Optional.empty();
            }
            opened.add(
                    ReferenceSubject.centred(n, product.subtract(ONE).divide(n).multiply(inverse)));
        }
        return Optional.of(opened);
    }

    /** λ_i = Δ Π_{j≠i} −j/(i − j). */
    private BigInteger lagrange(List<Integer> indices, int i) {
        BigInteger numerator = delta;
        BigInteger denominator = ONE;
        for (int j : indices) {
            if (j != i) {
                numerator = numerator.multiply(BigInteger.valueOf(-j));
                denominator = denominator.multiply(BigInteger.valueOf(i - (long) j));
            }
        }
        return numerator.divide(denominator);
    }

    private boolean proven() {
        List<BigInteger> ciphertexts = vector.inputNumbers("ciphertexts");
        List<BigInteger> partials = vector.inputNumbers("partials");
        int index = vector.inputInt("index");
        byte[] proof = vector.inputBytes("proof");
        int responseBits = shareBits() + 257;
        boolean wellFormed = !ciphertexts.isEmpty()
                && ciphertexts.size() == partials.size()
                && index >= 1
                && index <= members
                && ciphertexts.stream().allMatch(c -> ReferenceSubject.isElement(n, c))
                && partials.stream().allMatch(c -> ReferenceSubject.isElement(n, c))
                && proof.length == 16 + (responseBits + 7) / 8;
        if (!wellFormed) {
            return false;
        }
        BigInteger e = new BigInteger(1, Arrays.copyOf(proof, 16));
        BigInteger z = new BigInteger(1, Arrays.copyOfRange(proof, 16, proof.length));
        if (z.bitLength() > responseBits) {
            return false;
        }
        ReferenceBytes values = new ReferenceBytes().u(ciphertexts.size(), 4);
        for (int k = 0; k < ciphertexts.size(); k++) {
            values.u(ciphertexts.get(k), width).u(partials.get(k), width);
        }
        byte[] digest = ReferenceBytes.hash(
                "concordat/partial-decryption-statement/v1",
                keyId(),
                new ReferenceBytes().u(index, 1).get(),
                vector.inputBytes("context"),
                values.get());
        byte[] weights =
                ReferenceBytes.expand("concordat/partial-decryption-weights/v1", 16 * ciphertexts.size(), digest);
        BigInteger h = ONE;
        BigInteger y = ONE;
        for (int k = 0; k < ciphertexts.size(); k++) {
            BigInteger weight = new BigInteger(1, Arrays.copyOfRange(weights, 16 * k, 16 * k + 16));
            h = h.multiply(ciphertexts.get(k).modPow(weight.multiply(delta).shiftLeft(2), nn))
                    .mod(nn);
            y = y.multiply(partials.get(k).modPow(weight.shiftLeft(1), nn)).mod(nn);
        }
        BigInteger g = vector.key("v").modPow(delta, nn);
        BigInteger x = vector.keyNumbers("verificationKeys").get(index - 1);
        BigInteger a = g.modPow(z, nn).multiply(x.modPow(e.negate(), nn)).mod(nn);
        BigInteger b = h.modPow(z, nn).multiply(y.modPow(e.negate(), nn)).mod(nn);
        return e.equals(ReferenceBytes.expandBits(
                "concordat/partial-decryption-challenge/v1",
                128,
                digest,
                element(h),
                element(y),
                element(a),
                element(b)));
    }

    private byte[] element(BigInteger value) {
        return new ReferenceBytes().u(value, width).get();
    }

    /** The hash of the record. */
    private byte[] keyId() {
        byte[] key = ReferenceBytes.key(n);
        ReferenceBytes record = new ReferenceBytes()
                .u(1, 1)
                .u(1, 1)
                .u(key.length, 4)
                .raw(key)
                .u(members, 1)
                .u(threshold, 1)
                .u(vector.key("v"), width);
        vector.keyNumbers("verificationKeys").forEach(k -> record.u(k, width));
        byte[] factor = vector.key("combinationFactor").toByteArray();
        return ReferenceBytes.hash(
                "concordat/key/v1",
                record.u(factor.length, 4)
                        .raw(factor)
                        .raw(vector.keyBytes("ceremonyId"))
                        .raw(vector.keyBytes("transcriptHash"))
                        .get());
    }

    /** |s|. */
    private int shareBits() {
        int t = (members - 1) / 2;
        BigInteger power = BigInteger.valueOf(members);
        BigInteger product = delta.pow(2).multiply(power.pow(t + 2)).shiftLeft(129 + n.bitLength());
        BigInteger addend = delta.multiply(product.pow(2)).shiftLeft(2 * t + 1);
        BigInteger coefficient = delta.pow(2).multiply(addend).shiftLeft(128);
        BigInteger share = delta.multiply(addend);
        for (int k = 1; k < threshold; k++) {
            share = share.add(coefficient.multiply(power.pow(k)));
        }
        return share.multiply(BigInteger.valueOf(2L * t + 1)).bitLength();
    }
}
