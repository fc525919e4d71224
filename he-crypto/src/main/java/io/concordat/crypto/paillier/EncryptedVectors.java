package io.concordat.crypto.paillier;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.arithmetic.Residues;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The homomorphic operations on vectors of ciphertexts under one key, which stay in the arithmetic's internal form between
 * operations: an addition is then one product modulo n^2 and nothing else. Immutable and thread-safe.
 *
 * <p>Scalars are treated as public. Whoever multiplies by a secret must re-randomise before sending, and even so the time of
 * {@link #dotProducts} depends on the scalars. Ciphertexts received must be checked against the key before they enter.
 */
public final class EncryptedVectors {
    private final PaillierPublicKey key;
    private final ModularRing ring;

    private EncryptedVectors(PaillierPublicKey key, ModularRing ring) {
        this.key = key;
        this.ring = ring;
    }

    /** Under a key, on the back end for batches. */
    public static EncryptedVectors of(PaillierPublicKey key) {
        ModularRing ring = ArithmeticChoice.selected(Integer.MAX_VALUE).ring(Moduli.squareOf(key.n()));
        return new EncryptedVectors(key, ring);
    }

    /** Into the internal form. */
    public EncryptedVector enter(List<Ciphertext> ciphertexts) {
        return new EncryptedVector(
                ring.enter(ciphertexts.stream().map(Ciphertext::value).toList()));
    }

    /** Out of the internal form, for sending and storing. */
    public List<Ciphertext> leave(EncryptedVector vector) {
        return ring.leave(vector.residues()).stream().map(Ciphertext::new).toList();
    }

    /** Enc(a_i + b_i) = Enc(a_i) Enc(b_i). */
    public EncryptedVector add(EncryptedVector a, EncryptedVector b) {
        return new EncryptedVector(ring.multiply(a.residues(), b.residues()));
    }

    /** Enc(Σ a_i), one ciphertext. */
    public EncryptedVector sum(EncryptedVector a) {
        return new EncryptedVector(ring.product(a.residues()));
    }

    /** Enc(a_i + m_i) = Enc(a_i) (1 + m_i n), out of the internal form at once. */
    public List<Ciphertext> addPlainAndLeave(EncryptedVector a, List<Plaintext> plaintexts) {
        for (Plaintext plaintext : plaintexts) {
            if (!key.contains(plaintext)) {
                throw new IllegalArgumentException(
                        "A plaintext of " + plaintext.signedValue().bitLength()
                                + " bits does not fit (−n/2, n/2) of a key of " + key.bits() + " bits");
            }
        }
        List<BigInteger> multiples =
                plaintexts.stream().map(Plaintext::signedValue).toList();
        return ring.leaveTimesOnePlus(a.residues(), multiples).stream()
                .map(Ciphertext::new)
                .toList();
    }

    /** Enc(s_i a_i) = Enc(a_i)^(s_i) for scalars of either sign. */
    public EncryptedVector multiply(EncryptedVector a, List<BigInteger> scalars) {
        Residues powers = ring.powerEachPublic(
                a.residues(), scalars.stream().map(BigInteger::abs).toList());
        if (scalars.stream().allMatch(s -> s.signum() >= 0)) {
            return new EncryptedVector(powers);
        }
        List<BigInteger> values = ring.leave(powers);
        List<BigInteger> inverses = ring.leave(ring.inverse(powers));
        return new EncryptedVector(ring.enter(IntStream.range(0, scalars.size())
                .mapToObj(i -> scalars.get(i).signum() < 0 ? inverses.get(i) : values.get(i))
                .toList()));
    }

    /** Enc(Σ_i w_i a_i) for each column w of weights of either sign: one ciphertext a column. */
    public EncryptedVector dotProducts(EncryptedVector a, List<List<BigInteger>> columns) {
        return new EncryptedVector(ring.productsOfPowers(a.residues(), columns));
    }

    @Override
    public String toString() {
        return "EncryptedVectors(" + key.bits() + " bits)";
    }
}
