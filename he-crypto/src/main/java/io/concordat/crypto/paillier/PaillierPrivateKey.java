package io.concordat.crypto.paillier;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.internal.Primes;
import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The factors of a modulus that one owner holds, with the values of the Chinese remainder theorem.
 *
 * <p>Not for joint keys: their factors exist nowhere. Decrypting somebody else's choice of ciphertext is an oracle
 * (IND-CPA only). Exponents p − 1 and q − 1 are protected as far as {@link ModularRing#hidesExponents} says; the last steps,
 * modulo p and q, are plain {@code BigInteger}, so do not decrypt on a clock that others watch. Never prints p and q.
 */
public final class PaillierPrivateKey {
    /** Ciphertexts of one vector: two lanes each, modulo p^2 and q^2. */
    private static final int GROUP = 4;

    private final PaillierPublicKey publicKey;
    private final BigInteger p;
    private final BigInteger q;
    private final BigInteger pCorrection;
    private final BigInteger qCorrection;
    private final BigInteger pInverseModQ;
    private final BigInteger pSquaredInverseModQSquared;
    private final Map<List<Object>, ModularRing> rings = new ConcurrentHashMap<>();

    private PaillierPrivateKey(BigInteger p, BigInteger q) {
        this.p = p;
        this.q = q;
        publicKey = new PaillierPublicKey(p.multiply(q));
        pCorrection = q.negate().modInverse(p);
        qCorrection = p.negate().modInverse(q);
        pInverseModQ = p.modInverse(q);
        pSquaredInverseModQSquared = p.multiply(p).modInverse(q.multiply(q));
    }

    /** From two distinct odd primes with gcd(p q, (p − 1)(q − 1)) = 1; the caller vouches for primality. */
    public static PaillierPrivateKey of(BigInteger p, BigInteger q) {
        BigInteger totient = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        if (p.equals(q)
                || !p.testBit(0)
                || !q.testBit(0)
                || !p.multiply(q).gcd(totient).equals(BigInteger.ONE)) {
            throw new IllegalArgumentException("The factors must be distinct odd primes with gcd(n, φ(n)) = 1");
        }
        return new PaillierPrivateKey(p, q);
    }

    /** A fresh key of exactly {@code bits} bits (even): two primes = 3 mod 4 in [0.75, 1) 2^(bits/2). */
    public static PaillierPrivateKey generate(int bits, RandomSource random) {
        if (bits % 2 != 0 || bits < PaillierPublicKey.MIN_BITS || bits > PaillierPublicKey.MAX_BITS) {
            throw new IllegalArgumentException("Expected an even size of " + PaillierPublicKey.MIN_BITS + " to "
                    + PaillierPublicKey.MAX_BITS + " bits but found " + bits);
        }
        BigInteger p = Primes.blumPrime(bits / 2, random);
        BigInteger q = Primes.blumPrime(bits / 2, random);
        return p.equals(q) ? generate(bits, random) : of(p, q);
    }

    /** n = p q. */
    public PaillierPublicKey publicKey() {
        return publicKey;
    }

    /**
     * m = CRT(m_p, m_q), m_p = L_p(c^(p−1) mod p^2) (−q)^-1 mod p with L_p(x) = (x − 1)/p, and alike mod q
     * [Paillier99, sec. 7].
     */
    public Plaintext decrypt(Ciphertext ciphertext) {
        return decryptAll(List.of(ciphertext)).getFirst();
    }

    /** The plaintexts of many, several times faster than one by one; lists of a multiple of four are best. */
    public List<Plaintext> decryptAll(List<Ciphertext> ciphertexts) {
        if (!ciphertexts.stream().allMatch(publicKey::contains)) {
            throw new IllegalArgumentException("The ciphertext is not an element of Z*_{n^2} of this key");
        }
        List<Plaintext> plaintexts = new ArrayList<>();
        for (int first = 0; first < ciphertexts.size(); first += GROUP) {
            List<Ciphertext> group = ciphertexts.subList(first, Math.min(first + GROUP, ciphertexts.size()));
            ModularRing ring = ring(group.size());
            Residues lanes = ring.enter(inPairs(group, Ciphertext::value, Ciphertext::value));
            List<BigInteger> exponents =
                    inPairs(group, c -> p.subtract(BigInteger.ONE), c -> q.subtract(BigInteger.ONE));
            List<BigInteger> logarithms = ring.leaveQuotients(ring.powerEach(lanes, exponents, primeBits()));
            for (int i = 0; i < group.size(); i++) {
                BigInteger mp = logarithms.get(2 * i).multiply(pCorrection).mod(p);
                BigInteger mq = logarithms.get(2 * i + 1).multiply(qCorrection).mod(q);
                plaintexts.add(publicKey.centre(join(mp, p, mq, q, pInverseModQ)));
            }
        }
        return plaintexts;
    }

    /**
     * Enc(m) = (1 + m n) R with R = CRT(x^p mod p^2, y^q mod q^2) for uniform units x mod p and y mod q, which is a uniform
     * n-th power: two exponentiations with half the modulus and half the exponent.
     */
    public Ciphertext encrypt(Plaintext plaintext, RandomSource random) {
        return encryptAll(List.of(plaintext), random).getFirst();
    }

    /** Encryptions of many, several times faster than one by one; lists of a multiple of four are best. */
    public List<Ciphertext> encryptAll(List<Plaintext> plaintexts, RandomSource random) {
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (int first = 0; first < plaintexts.size(); first += GROUP) {
            List<Plaintext> group = plaintexts.subList(first, Math.min(first + GROUP, plaintexts.size()));
            ModularRing ring = ring(group.size());
            List<BigInteger> units = inPairs(group, m -> random.unit(p), m -> random.unit(q));
            List<BigInteger> exponents = inPairs(group, m -> p, m -> q);
            List<BigInteger> powers = ring.leave(ring.powerEach(ring.enter(units), exponents, primeBits()));
            for (int i = 0; i < group.size(); i++) {
                ciphertexts.add(blind(group.get(i), powers.get(2 * i), powers.get(2 * i + 1)));
            }
        }
        return ciphertexts;
    }

    @Override
    public String toString() {
        return "PaillierPrivateKey(" + publicKey.bits() + " bits)";
    }

    /** (1 + m n) R, R = x modulo p^2 and y modulo q^2. */
    private Ciphertext blind(Plaintext plaintext, BigInteger x, BigInteger y) {
        if (!publicKey.contains(plaintext)) {
            throw new IllegalArgumentException(
                    "A plaintext of " + plaintext.signedValue().bitLength()
                            + " bits does not fit (−n/2, n/2) of a key of " + publicKey.bits() + " bits");
        }
        BigInteger residue = join(x, p.multiply(p), y, q.multiply(q), pSquaredInverseModQSquared);
        BigInteger n = publicKey.n();
        BigInteger lifted = plaintext.signedValue().mod(n).multiply(n).add(BigInteger.ONE);
        return new Ciphertext(lifted.multiply(residue).mod(publicKey.nSquared()));
    }

    /** Z_{p^2} and Z_{q^2} in turn, for so many ciphertexts. */
    private ModularRing ring(int ciphertexts) {
        Arithmetic arithmetic = ArithmeticChoice.selected(2 * ciphertexts);
        return rings.computeIfAbsent(List.of(arithmetic, ciphertexts), key -> {
            List<BigInteger> primes = inPairs(Collections.nCopies(ciphertexts, p), x -> p, x -> q);
            return arithmetic.ring(Moduli.squareOfEach(primes));
        });
    }

    private int primeBits() {
        return Math.max(p.bitLength(), q.bitLength());
    }

    private static <T> List<BigInteger> inPairs(
            List<T> items, Function<T, BigInteger> first, Function<T, BigInteger> second) {
        return items.stream()
                .flatMap(item -> Stream.of(first.apply(item), second.apply(item)))
                .toList();
    }

    /** x = a mod s and x = b mod t, given s^-1 mod t: x = a + s ((b − a) s^-1 mod t). */
    private static BigInteger join(BigInteger a, BigInteger s, BigInteger b, BigInteger t, BigInteger sInverse) {
        return a.add(s.multiply(b.subtract(a).multiply(sInverse).mod(t)));
    }
}
