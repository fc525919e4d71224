package io.concordat.crypto.paillier;

import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.internal.Primes;
import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;

/**
 * The factors of a modulus that one owner holds, with the values of the Chinese remainder theorem.
 *
 * <p>Not for joint keys: their factors exist nowhere. Decrypting somebody else's choice of ciphertext is an oracle
 * (IND-CPA only). Exponents here are secret and {@code BigInteger} is not constant-time, so do not decrypt on a clock that
 * others watch. Never prints p and q.
 */
public final class PaillierPrivateKey {
    private final PaillierPublicKey publicKey;
    private final Branch modP;
    private final Branch modQ;
    private final BigInteger pInverseModQ;
    private final BigInteger pSquaredInverseModQSquared;

    private PaillierPrivateKey(BigInteger p, BigInteger q) {
        publicKey = new PaillierPublicKey(p.multiply(q));
        modP = new Branch(p, q);
        modQ = new Branch(q, p);
        pInverseModQ = p.modInverse(q);
        pSquaredInverseModQSquared = modP.squared.modulus().modInverse(modQ.squared.modulus());
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
        if (!publicKey.contains(ciphertext)) {
            throw new IllegalArgumentException("The ciphertext is not an element of Z*_{n^2} of this key");
        }
        BigInteger m = join(
                modP.decrypt(ciphertext.value()),
                modP.prime,
                modQ.decrypt(ciphertext.value()),
                modQ.prime,
                pInverseModQ);
        return publicKey.centre(m);
    }

    /**
     * Enc(m) = (1 + m n) R with R = CRT(x^p mod p^2, y^q mod q^2) for uniform units x mod p and y mod q, which is a uniform
     * n-th power: two exponentiations with half the modulus and half the exponent.
     */
    public Ciphertext encrypt(Plaintext plaintext, RandomSource random) {
        if (!publicKey.contains(plaintext)) {
            throw new IllegalArgumentException(
                    "A plaintext of " + plaintext.signedValue().bitLength()
                            + " bits does not fit (−n/2, n/2) of a key of " + publicKey.bits() + " bits");
        }
        BigInteger residue = join(
                modP.randomPower(random),
                modP.squared.modulus(),
                modQ.randomPower(random),
                modQ.squared.modulus(),
                pSquaredInverseModQSquared);
        BigInteger n = publicKey.n();
        BigInteger lifted = plaintext.signedValue().mod(n).multiply(n).add(BigInteger.ONE);
        return new Ciphertext(lifted.multiply(residue).mod(publicKey.nSquared()));
    }

    @Override
    public String toString() {
        return "PaillierPrivateKey(" + publicKey.bits() + " bits)";
    }

    /** x = a mod s and x = b mod t, given s^-1 mod t: x = a + s ((b − a) s^-1 mod t). */
    private static BigInteger join(BigInteger a, BigInteger s, BigInteger b, BigInteger t, BigInteger sInverse) {
        return a.add(s.multiply(b.subtract(a).multiply(sInverse).mod(t)));
    }

    /** What is computed modulo one prime and its square. */
    private static final class Branch {
        private final BigInteger prime;
        private final ModularArithmetic squared;
        private final BigInteger correction;

        Branch(BigInteger prime, BigInteger other) {
            this.prime = prime;
            this.squared = ModularArithmetic.modulo(prime.multiply(prime));
            this.correction = other.negate().modInverse(prime);
        }

        BigInteger decrypt(BigInteger c) {
            BigInteger power = squared.secretPower(c.mod(squared.modulus()), prime.subtract(BigInteger.ONE));
            return power.subtract(BigInteger.ONE)
                    .divide(prime)
                    .multiply(correction)
                    .mod(prime);
        }

        BigInteger randomPower(RandomSource random) {
            return squared.secretPower(random.unit(prime), prime);
        }
    }
}
