package io.concordat.crypto.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.internal.Primes;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.testing.RandomCases;
import io.concordat.crypto.testing.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaillierTest {
    private static final PaillierPrivateKey OWNER =
            PaillierPrivateKey.generate(512, SeededRandomSource.labelled("paillier test"));
    private static final PaillierPublicKey KEY = OWNER.publicKey();
    private static final PaillierEncryptor ENCRYPTOR = PaillierEncryptor.of(KEY);

    private final RandomSource random = SeededRandomSource.labelled("paillier");

    @Test
    void encryptsAsTheVectorsDo() throws IOException {
        Vectors vectors = Vectors.read();
        PaillierPublicKey key = new PaillierPublicKey(vectors.number("N"));
        PaillierEncryptor encryptor = new PaillierEncryptor(key, vectors.number("h_N"));

        Ciphertext c1 = encryptor.encrypt(new Plaintext(vectors.number("m1")), Nonce.of(vectors.number("r1")));
        Ciphertext c2 = encryptor.encrypt(new Plaintext(vectors.number("m2")), Nonce.of(vectors.number("r2")));

        assertThat(c1.value()).isEqualTo(vectors.number("c1"));
        assertThat(c2.value()).isEqualTo(vectors.number("c2"));
        assertThat(encryptor.add(c1, c2).value()).isEqualTo(vectors.number("c_sum"));
    }

    @Test
    void boundariesOfThePlaintextSpaceSurvive() {
        BigInteger largest = KEY.largestPlaintext();
        for (BigInteger m :
                List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE.negate(), largest, largest.negate())) {
            assertThat(OWNER.decrypt(encrypt(m)).signedValue()).isEqualTo(m);
            assertThat(OWNER.decrypt(OWNER.encrypt(new Plaintext(m), random)).signedValue())
                    .isEqualTo(m);
        }
        assertThat(KEY.centre(KEY.n().subtract(BigInteger.ONE))).isEqualTo(Plaintext.of(-1));
        assertThat(KEY.centre(largest.add(BigInteger.ONE)).signedValue()).isEqualTo(largest.negate());
        assertThat(KEY.centre(KEY.n())).isEqualTo(Plaintext.of(0));
    }

    @Test
    void refusesPlaintextsBeyondHalfTheModulus() {
        BigInteger tooLarge = KEY.largestPlaintext().add(BigInteger.ONE);

        assertThatThrownBy(() -> encrypt(tooLarge)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encrypt(tooLarge.negate())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OWNER.encrypt(new Plaintext(tooLarge), random))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(tooLarge.toString());
    }

    @RandomCases(30)
    void operationsOnCiphertextsAreOperationsOnPlaintexts(SplittableRandom cases) {
        BigInteger a = small(cases);
        BigInteger b = small(cases);
        BigInteger scalar = BigInteger.valueOf(cases.nextLong(-1L << 40, 1L << 40));
        Ciphertext encA = encrypt(a);
        Ciphertext encB = encrypt(b);

        assertThat(opened(ENCRYPTOR.add(encA, encB))).isEqualTo(a.add(b));
        assertThat(opened(ENCRYPTOR.subtract(encA, encB))).isEqualTo(a.subtract(b));
        assertThat(opened(ENCRYPTOR.negate(encA))).isEqualTo(a.negate());
        assertThat(opened(ENCRYPTOR.multiply(encA, scalar))).isEqualTo(a.multiply(scalar));
        assertThat(opened(ENCRYPTOR.addPlain(encA, new Plaintext(b)))).isEqualTo(a.add(b));
        assertThat(opened(ENCRYPTOR.product(List.of(encA, encB, encA))))
                .isEqualTo(a.add(b).add(a));
    }

    @Test
    void sumsWrapAroundTheModulus() {
        Ciphertext largest = encrypt(KEY.largestPlaintext());

        assertThat(OWNER.decrypt(ENCRYPTOR.add(largest, encrypt(BigInteger.ONE)))
                        .signedValue())
                .isEqualTo(KEY.largestPlaintext().negate());
    }

    @Test
    void emptyProductIsZeroWithoutRandomness() {
        assertThat(ENCRYPTOR.product(List.of()).value()).isOne();
        assertThat(opened(ENCRYPTOR.product(List.of()))).isZero();
    }

    @Test
    void rerandomizingChangesTheCiphertextAndNotThePlaintext() {
        Ciphertext before = encrypt(BigInteger.TEN);
        Ciphertext after = ENCRYPTOR.rerandomize(before, ENCRYPTOR.drawNonce(random));

        assertThat(after).isNotEqualTo(before);
        assertThat(opened(after)).isEqualTo(10);
    }

    @Test
    void nonceServesOnce() {
        Nonce nonce = ENCRYPTOR.drawNonce(random);
        ENCRYPTOR.encrypt(Plaintext.of(1), nonce);

        assertThatThrownBy(() -> ENCRYPTOR.encrypt(Plaintext.of(2), nonce)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void randomisersArePowersOfMinusASquare() {
        BigInteger p = Primes.blumPrime(128, random);
        BigInteger q = Primes.blumPrime(128, random);
        PaillierPublicKey key = new PaillierPublicKey(p.multiply(q));
        BigInteger h = PaillierEncryptor.generatorBase(key);
        PaillierEncryptor encryptor = PaillierEncryptor.of(key);

        for (BigInteger prime : List.of(p, q)) { // Euler's criterion; -1 is no square modulo a prime = 3 mod 4.
            BigInteger half = prime.shiftRight(1);
            assertThat(h.negate().mod(prime).modPow(half, prime)).isOne();
            assertThat(h.modPow(half, prime)).isEqualTo(prime.subtract(BigInteger.ONE));
        }
        assertThat(encryptor.encrypt(Plaintext.of(0), Nonce.of(BigInteger.ONE)).value())
                .isEqualTo(h.modPow(key.n(), key.nSquared()));
        assertThat(encryptor.encrypt(Plaintext.of(0), Nonce.of(BigInteger.ZERO)).value())
                .isOne();
    }

    @Test
    void nonceBitsAreHalfTheKeyButNeverUnder128() {
        assertThat(ENCRYPTOR.nonceBits()).isEqualTo(256);
        PaillierPublicKey toy = PaillierPrivateKey.generate(128, random).publicKey();
        assertThat(PaillierEncryptor.of(toy).nonceBits()).isEqualTo(128);
        List<BigInteger> drawn = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            drawn.add(ENCRYPTOR.drawNonce(random).take());
        }
        assertThat(drawn)
                .doesNotHaveDuplicates()
                .allMatch(rho -> rho.bitLength() <= 256)
                .anyMatch(rho -> rho.bitLength() > 250);
    }

    @Test
    void ownerCiphertextsAreAsAnybodys() {
        Ciphertext mine = OWNER.encrypt(Plaintext.of(-7), random);

        assertThat(KEY.contains(mine)).isTrue();
        assertThat(opened(ENCRYPTOR.add(mine, encrypt(BigInteger.valueOf(9))))).isEqualTo(2);
        assertThat(OWNER.encrypt(Plaintext.of(-7), random)).isNotEqualTo(mine);
    }

    @Test
    void decryptionRefusesWhatIsNotInTheGroup() {
        for (BigInteger bad : List.of(
                KEY.n(),
                KEY.nSquared(),
                KEY.nSquared().add(encrypt(BigInteger.ONE).value()))) {
            assertThatThrownBy(() -> OWNER.decrypt(new Ciphertext(bad))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Ciphertext(BigInteger.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Ciphertext(BigInteger.TEN.negate())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ownerKeysNeedDistinctFactorsPrimeToTheTotient() {
        BigInteger p = new BigInteger("18446744073709551557");
        assertThatThrownBy(() -> PaillierPrivateKey.of(p, p)).isInstanceOf(IllegalArgumentException.class);
        // 3 divides 7 - 1.
        assertThatThrownBy(() -> PaillierPrivateKey.of(BigInteger.valueOf(3), BigInteger.valueOf(7)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PaillierPrivateKey.generate(129, random)).hasMessageContaining("found 129");
    }

    private static BigInteger small(SplittableRandom cases) {
        return BigInteger.valueOf(cases.nextLong()).multiply(BigInteger.valueOf(cases.nextLong()));
    }

    private Ciphertext encrypt(BigInteger m) {
        return ENCRYPTOR.encrypt(new Plaintext(m), ENCRYPTOR.drawNonce(random));
    }

    private static BigInteger opened(Ciphertext c) {
        return OWNER.decrypt(c).signedValue();
    }
}
