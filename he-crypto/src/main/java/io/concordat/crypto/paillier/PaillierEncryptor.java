package io.concordat.crypto.paillier;

import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.Hkdf;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Encryption and the homomorphic operations under one public key. Immutable and thread-safe.
 *
 * <p>Randomisers are h_n^ρ with h = −y^2 mod n, y from the hash of n, and ρ of κ/2 bits, at least 128
 * [DJN10, sec. 4.2]; every production key has at least 1,024 bits of ρ, unless {@link EncryptionSettings} say otherwise.
 *
 * <p>The caller must re-randomise a ciphertext that it multiplied by a secret before sending it, and must check every
 * ciphertext it received before operating on it.
 */
public final class PaillierEncryptor {
    private static final int HEDGE_BYTES = 32;

    private final PaillierPublicKey key;
    private final ModularArithmetic ring;
    private final EncryptionSettings settings;
    private final Randomisers randomisers;

    PaillierEncryptor(PaillierPublicKey key, BigInteger generator) {
        this(key, ModularArithmetic.moduloSquareOf(key.n()), generator, EncryptionSettings.standard());
    }

    private PaillierEncryptor(
            PaillierPublicKey key, ModularArithmetic ring, BigInteger generator, EncryptionSettings settings) {
        this.key = key;
        this.ring = ring;
        this.settings = settings;
        this.randomisers = new Randomisers(ring, generator, settings.exponentBits(key.bits()), settings);
    }

    /** For a key, in the standard settings; derives h_n, which costs one exponentiation. */
    public static PaillierEncryptor of(PaillierPublicKey key) {
        return of(key, EncryptionSettings.standard());
    }

    /** For a key; derives h_n, which costs one exponentiation. */
    public static PaillierEncryptor of(PaillierPublicKey key, EncryptionSettings settings) {
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(key.n());
        return new PaillierEncryptor(key, ring, ring.power(generatorBase(key), key.n()), settings);
    }

    /** h = −y^2 mod n, y hashed from n to κ + 128 bits, so that nobody knows a root of h beyond y. */
    static BigInteger generatorBase(PaillierPublicKey key) {
        BigInteger n = key.n();
        BigInteger y = FramedHash.expandBits("concordat/djn-generator/v1", key.bits() + 128, key.encode())
                .mod(n);
        if (!y.gcd(n).equals(BigInteger.ONE)) {
            throw new AssertionError("bug: a hash found a factor of n");
        }
        return n.subtract(y.multiply(y).mod(n));
    }

    /** The key. */
    public PaillierPublicKey key() {
        return key;
    }

    /** Bits of ρ: κ/2, at least 128, or what the settings say. */
    public int nonceBits() {
        return settings.exponentBits(key.bits());
    }

    /** A fresh ρ, uniform in [0, 2^{nonceBits}). */
    public Nonce drawNonce(RandomSource random) {
        return Nonce.of(random.bits(nonceBits()));
    }

    /**
     * A fresh ρ = HKDF(32 bytes of {@code random} ‖ node secret; n, attempt, index, plaintext): as good as the better of
     * the generator and the node's secret.
     */
    public Nonce drawNonce(RandomSource random, NonceHedge hedge, int index, Plaintext plaintext) {
        byte[] drawn = new byte[HEDGE_BYTES];
        random.nextBytes(drawn);
        byte[] secret = hedge.nodeSecret().bytes(SecretAccess.insecure());
        byte[] material = Arrays.copyOf(drawn, drawn.length + secret.length);
        System.arraycopy(secret, 0, material, drawn.length, secret.length);
        byte[] salt = FramedHash.sha256("concordat/nonce-salt/v1", key.encode());
        byte[] prk = Hkdf.extract(salt, material);
        byte[] info = FramedHash.frame(
                "concordat/nonce/v1",
                hedge.attemptId(),
                new CanonicalWriter().u32(index).toByteArray(),
                plaintext.signedValue().toByteArray());
        int length = Math.ceilDiv(nonceBits(), 8);
        byte[] exponent = Hkdf.expand(prk, info, length);
        for (byte[] secretBytes : List.of(drawn, secret, material, prk)) {
            Arrays.fill(secretBytes, (byte) 0);
        }
        return Nonce.of(new BigInteger(1, exponent).shiftRight(8 * length - nonceBits()));
    }

    /** Enc(m; ρ) = (1 + m n) h_n^ρ mod n^2; |m| must be at most (n − 1)/2. */
    public Ciphertext encrypt(Plaintext plaintext, Nonce nonce) {
        return encryptAll(List.of(plaintext), List.of(nonce)).getFirst();
    }

    /** Enc(m_i; ρ_i), several times faster than one by one; lists of a multiple of eight are best. */
    public List<Ciphertext> encryptAll(List<Plaintext> plaintexts, List<Nonce> nonces) {
        if (plaintexts.size() != nonces.size()) {
            throw new IllegalArgumentException("Expected " + plaintexts.size() + " nonces but found " + nonces.size());
        }
        plaintexts.forEach(this::checkFits);
        if (plaintexts.isEmpty()) {
            return List.of();
        }
        Residues powers = randomisers.powers(nonces.stream().map(Nonce::take).toList());
        List<BigInteger> multiples =
                plaintexts.stream().map(Plaintext::signedValue).toList();
        return ciphertexts(randomisers.ring().leaveTimesOnePlus(powers, multiples));
    }

    /** Enc(a + b) = Enc(a) Enc(b). */
    public Ciphertext add(Ciphertext a, Ciphertext b) {
        return new Ciphertext(ring.multiply(a.value(), b.value()));
    }

    /** Enc(a − b) = Enc(a) Enc(b)^-1. */
    public Ciphertext subtract(Ciphertext a, Ciphertext b) {
        return add(a, negate(b));
    }

    /** Enc(−a) = Enc(a)^-1. */
    public Ciphertext negate(Ciphertext a) {
        return new Ciphertext(ring.inverse(a.value()));
    }

    /** Enc(s a) = Enc(a)^s for any integer s; if s is secret, {@link #rerandomize} before sending. */
    public Ciphertext multiply(Ciphertext a, BigInteger scalar) {
        return new Ciphertext(ring.power(a.value(), scalar));
    }

    /** Enc(a + m) = Enc(a) (1 + m n). */
    public Ciphertext addPlain(Ciphertext a, Plaintext plaintext) {
        checkFits(plaintext);
        BigInteger lifted =
                plaintext.signedValue().mod(key.n()).multiply(key.n()).add(BigInteger.ONE);
        return new Ciphertext(ring.multiply(a.value(), lifted));
    }

    /** Enc(a) h_n^ρ: the same plaintext, unlinkable for who does not know ρ. */
    public Ciphertext rerandomize(Ciphertext a, Nonce nonce) {
        return add(a, randomiser(nonce));
    }

    /** Enc(Σ a_k) = Π Enc(a_k); the encryption of 0 without randomness for none. */
    public Ciphertext product(List<Ciphertext> ciphertexts) {
        return new Ciphertext(
                ring.product(ciphertexts.stream().map(Ciphertext::value).toList()));
    }

    @Override
    public String toString() {
        return "PaillierEncryptor(" + key.bits() + " bits)";
    }

    /** Enc(0; ρ_i) = h_n^(ρ_i). */
    List<Ciphertext> randomisers(List<Nonce> nonces) {
        Residues powers = randomisers.powers(nonces.stream().map(Nonce::take).toList());
        return ciphertexts(randomisers.ring().leave(powers));
    }

    private Ciphertext randomiser(Nonce nonce) {
        return randomisers(List.of(nonce)).getFirst();
    }

    private void checkFits(Plaintext plaintext) {
        if (!key.contains(plaintext)) {
            throw new IllegalArgumentException(
                    "A plaintext of " + plaintext.signedValue().bitLength()
                            + " bits does not fit (−n/2, n/2) of a key of " + key.bits() + " bits");
        }
    }

    private static List<Ciphertext> ciphertexts(List<BigInteger> values) {
        return values.stream().map(Ciphertext::new).toList();
    }
}
