package io.concordat.crypto.paillier;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.internal.ModulusChecks;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The modulus n, κ = {@link #bits()} bits long, with the checks that bind plaintexts and ciphertexts to it.
 *
 * <p>The size is checked against toys only; what a consortium accepts (2,048 bits and more) is for its charter.
 *
 * @param n product of two primes, odd
 */
public record PaillierPublicKey(BigInteger n) {
    /** Least size: toy keys of tests. */
    public static final int MIN_BITS = 128;

    /** Greatest size that is read. */
    public static final int MAX_BITS = 8192;

    public PaillierPublicKey {
        if (n.signum() <= 0 || !n.testBit(0) || n.bitLength() < MIN_BITS || n.bitLength() > MAX_BITS) {
            throw new IllegalArgumentException("Expected an odd modulus of " + MIN_BITS + " to " + MAX_BITS
                    + " bits but found one of " + n.bitLength());
        }
    }

    /** κ, the exact number of bits of n. */
    public int bits() {
        return n.bitLength();
    }

    /** n^2. */
    public BigInteger nSquared() {
        return n.multiply(n);
    }

    /** The fixed length of an encoded ciphertext, ⌈2κ/8⌉ bytes. */
    public int ciphertextBytes() {
        return Math.ceilDiv(2 * bits(), 8);
    }

    /** The greatest plaintext, (n − 1)/2; the least is its negative. */
    public BigInteger largestPlaintext() {
        return n.shiftRight(1);
    }

    /** The plaintext congruent to any integer: x mod n, moved into (−n/2, n/2). */
    public Plaintext centre(BigInteger integer) {
        BigInteger residue = integer.mod(n);
        return new Plaintext(residue.compareTo(largestPlaintext()) > 0 ? residue.subtract(n) : residue);
    }

    /** Whether |m| &le; (n − 1)/2. */
    public boolean contains(Plaintext plaintext) {
        return plaintext.signedValue().abs().compareTo(largestPlaintext()) <= 0;
    }

    /** Whether 0 &lt; c &lt; n^2 and gcd(c, n) = 1. */
    public boolean contains(Ciphertext ciphertext) {
        return reasonToRefuse(ciphertext, false).isEmpty();
    }

    /** Refuses what {@link #contains(Ciphertext)} does, and c = 1, the encryption of zero without randomness. */
    public void check(Ciphertext ciphertext) throws DecodeException {
        Optional<String> reason = reasonToRefuse(ciphertext, true);
        if (reason.isPresent()) {
            throw new DecodeException("Invalid ciphertext: " + reason.get());
        }
    }

    /**
     * {@link #check} for many, with a single gcd of n and Π c_k mod n; only when that fails is the bad one looked for. A
     * common factor would factor the joint key: raise the alarm, never store it.
     */
    public void checkAll(List<Ciphertext> ciphertexts) throws InvalidCiphertextException {
        BigInteger nSquared = nSquared();
        BigInteger product = BigInteger.ONE;
        boolean inRange = true;
        for (Ciphertext ciphertext : ciphertexts) {
            BigInteger c = ciphertext.value();
            inRange &= c.compareTo(nSquared) < 0 && !c.equals(BigInteger.ONE);
            product = product.multiply(c.mod(n)).mod(n);
        }
        if (inRange && product.gcd(n).equals(BigInteger.ONE)) {
            return;
        }
        for (int k = 0; k < ciphertexts.size(); k++) {
            Optional<String> reason = reasonToRefuse(ciphertexts.get(k), true);
            if (reason.isPresent()) {
                throw new InvalidCiphertextException(k, reason.get());
            }
        }
        throw new AssertionError("bug: a product of units is a unit");
    }

    /** The ciphertext as exactly {@link #ciphertextBytes()} bytes. */
    public byte[] encodeCiphertext(Ciphertext ciphertext) {
        return CanonicalWriter.unsignedBytes(ciphertext.value(), ciphertextBytes());
    }

    /** Reads one ciphertext and {@linkplain #check checks} it. */
    public Ciphertext decodeCiphertext(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        BigInteger value = reader.unsigned(ciphertextBytes());
        reader.end();
        if (value.signum() == 0) {
            throw new DecodeException("Invalid ciphertext: it is zero");
        }
        Ciphertext ciphertext = new Ciphertext(value);
        check(ciphertext);
        return ciphertext;
    }

    /** u32 κ, then n in ⌈κ/8⌉ bytes. */
    public byte[] encode() {
        return new CanonicalWriter()
                .u32(bits())
                .unsigned(n, Math.ceilDiv(bits(), 8))
                .toByteArray();
    }

    /** Reads a key; refuses a modulus that is even, prime, a perfect power, or easy to factor. */
    public static PaillierPublicKey decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        int bits = reader.count(MAX_BITS);
        if (bits < MIN_BITS) {
            throw new DecodeException("Expected a modulus of at least " + MIN_BITS + " bits but found " + bits);
        }
        BigInteger n = reader.unsigned(Math.ceilDiv(bits, 8));
        reader.end();
        if (n.bitLength() != bits || !n.testBit(0)) {
            throw new DecodeException(
                    "Expected an odd modulus of exactly " + bits + " bits but found " + n.bitLength() + " bits");
        }
        Optional<String> weakness = ModulusChecks.weakness(n);
        if (weakness.isPresent()) {
            throw new DecodeException(weakness.get());
        }
        return new PaillierPublicKey(n);
    }

    @Override
    public String toString() {
        return "PaillierPublicKey(" + bits() + " bits)";
    }

    private Optional<String> reasonToRefuse(Ciphertext ciphertext, boolean refuseOne) {
        BigInteger c = ciphertext.value();
        if (c.compareTo(nSquared()) >= 0) {
            return Optional.of("it is not below n^2");
        }
        if (refuseOne && c.equals(BigInteger.ONE)) {
            return Optional.of("it is 1, which has no randomness");
        }
        if (!c.gcd(n).equals(BigInteger.ONE)) {
            return Optional.of("it is not a unit");
        }
        return Optional.empty();
    }
}
