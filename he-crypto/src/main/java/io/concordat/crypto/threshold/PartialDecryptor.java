package io.concordat.crypto.threshold;

import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes c^(2 Δ s_i) mod n^2 with one member's share. Thread-safe.
 *
 * <p>Where the arithmetic hides exponents (GMP, the kernel) that is all. On plain Java the base is blinded: for a random unit u the power of c u is taken and multiplied by u^(−2 Δ s_i), and the pair is
 * squared after each use [Kocher96, sec. 10], so that whoever chose c cannot steer the operands of the exponentiation. This
 * is no claim of constant time: {@code BigInteger} still shows the shape of the exponent's windows to who shares the machine.
 *
 * <p>It decrypts whatever it is given. The caller is the decryption gate and must pass only aggregates it computed itself.
 */
public final class PartialDecryptor {
    private final ModularArithmetic ring;
    private final int index;
    private final BigInteger exponent;
    private @Nullable BlindingPair next;

    private PartialDecryptor(ModularArithmetic ring, int index, BigInteger exponent) {
        this.ring = ring;
        this.index = index;
        this.exponent = exponent;
    }

    /** For one member's share of a key. */
    public static PartialDecryptor of(ThresholdPublicKey key, KeyShare share) {
        if (share.index() > key.parameters().members()) {
            throw new IllegalArgumentException("Share " + share.index() + " does not belong to a key of "
                    + key.parameters().members() + " members");
        }
        BigInteger exponent = share.share()
                .value(SecretAccess.insecure())
                .multiply(key.parameters().delta())
                .shiftLeft(1);
        return new PartialDecryptor(
                ModularArithmetic.moduloSquareOf(key.paillier().n()), share.index(), exponent);
    }

    /** c_k^(2 Δ s_i) for each of the ciphertexts, which must be valid under the key. */
    public List<PartialDecryption> decrypt(List<Ciphertext> ciphertexts, RandomSource blinding) {
        if (!ciphertexts.isEmpty() && ring.hidesExponents(ciphertexts.size())) {
            List<BigInteger> values =
                    ciphertexts.stream().map(Ciphertext::value).toList();
            return ring.secretPowers(values, exponent).stream()
                    .map(value -> new PartialDecryption(index, value))
                    .toList();
        }
        List<PartialDecryption> partials = new ArrayList<>();
        for (Ciphertext ciphertext : ciphertexts) {
            BlindingPair pair = nextPair(blinding);
            BigInteger blinded = ring.secretPower(ring.multiply(ciphertext.value(), pair.base()), exponent);
            partials.add(new PartialDecryption(index, ring.multiply(blinded, pair.remover())));
        }
        return partials;
    }

    @Override
    public String toString() {
        return "PartialDecryptor(member " + index + ")";
    }

    private synchronized BlindingPair nextPair(RandomSource random) {
        BlindingPair pair = next;
        if (pair == null) {
            BigInteger unit = random.unit(ring.modulus());
            pair = new BlindingPair(unit, ring.inverse(ring.secretPower(unit, exponent)));
        }
        next = new BlindingPair(ring.square(pair.base()), ring.square(pair.remover()));
        return pair;
    }

    /** (u, u^(−2 Δ s_i)); the shape of a class, since a record would print itself. */
    private static final class BlindingPair {
        private final BigInteger base;
        private final BigInteger remover;

        BlindingPair(BigInteger base, BigInteger remover) {
            this.base = base;
            this.remover = remover;
        }

        BigInteger base() {
            return base;
        }

        BigInteger remover() {
            return remover;
        }
    }
}
