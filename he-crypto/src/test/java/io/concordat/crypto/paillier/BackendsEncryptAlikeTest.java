package io.concordat.crypto.paillier;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.TableLookup;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bit for bit the same ciphertexts, plaintexts and sums on every back end, and as {@code BigInteger} gives them. */
final class BackendsEncryptAlikeTest {
    private static final int COUNT = 21;
    private static final PaillierPrivateKey OWNER =
            PaillierPrivateKey.generate(512, SeededRandomSource.labelled("back ends"));
    private static final PaillierPublicKey KEY = OWNER.publicKey();

    static List<Arithmetic> backends() {
        return ArithmeticChoice.available();
    }

    static Stream<EncryptionSettings> settings() {
        return Stream.of(EncryptionSettings.Exponent.values())
                .flatMap(exponent -> Stream.of(TableLookup.values()).flatMap(lookup -> Stream.of(0L, 1L << 18)
                        .map(bytes -> new EncryptionSettings(exponent, lookup, bytes))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void ciphertextsAreTheSameInEverySettingWithAndWithoutTable(EncryptionSettings settings) {
        BigInteger h = PaillierEncryptor.generatorBase(KEY).modPow(KEY.n(), KEY.nSquared());
        List<Plaintext> plaintexts = plaintexts();
        for (Arithmetic backend : backends()) {
            PaillierEncryptor encryptor = ArithmeticChoice.using(backend, () -> PaillierEncryptor.of(KEY, settings));
            RandomSource random = SeededRandomSource.labelled("nonces");
            RandomSource again = SeededRandomSource.labelled("nonces");

            for (int round = 0; round < 2; round++) { // The table, where allowed, comes in the first or second round.
                List<Nonce> nonces = Stream.generate(() -> encryptor.drawNonce(random))
                        .limit(COUNT)
                        .toList();
                List<Ciphertext> expected = plaintexts.stream()
                        .map(m -> naive(m, h.modPow(again.bits(encryptor.nonceBits()), KEY.nSquared())))
                        .toList();
                assertThat(encryptor.encryptAll(plaintexts, nonces))
                        .as("%s", backend)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void theOwnerDecryptsAndEncryptsListsOfAnyLength(Arithmetic backend) {
        for (int count : new int[] {0, 1, 3, 4, 5, 9}) {
            List<Plaintext> plaintexts = plaintexts().subList(0, count);
            List<Ciphertext> ciphertexts = ArithmeticChoice.using(
                    backend, () -> OWNER.encryptAll(plaintexts, SeededRandomSource.labelled("owner")));

            assertThat(ciphertexts)
                    .isEqualTo(ArithmeticChoice.using(
                            Arithmetic.plain(),
                            () -> OWNER.encryptAll(plaintexts, SeededRandomSource.labelled("owner"))));
            assertThat(ArithmeticChoice.using(backend, () -> OWNER.decryptAll(ciphertexts)))
                    .isEqualTo(plaintexts);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void vectorsAddMultiplyAndSumInTheInternalForm(Arithmetic backend) {
        EncryptedVectors vectors = ArithmeticChoice.using(backend, () -> EncryptedVectors.of(KEY));
        List<Plaintext> plaintexts = plaintexts();
        EncryptedVector a = vectors.enter(OWNER.encryptAll(plaintexts, SeededRandomSource.labelled("vector")));
        List<BigInteger> scalars = IntStream.range(0, COUNT)
                .mapToObj(i -> BigInteger.valueOf(i % 3 == 0 ? -i : 1L << i))
                .toList();

        assertThat(decrypt(vectors, vectors.add(a, a)))
                .isEqualTo(map(i -> value(plaintexts, i).shiftLeft(1)));
        assertThat(decrypt(vectors, vectors.multiply(a, scalars)))
                .isEqualTo(map(i -> value(plaintexts, i).multiply(scalars.get(i))));
        assertThat(OWNER.decryptAll(vectors.addPlainAndLeave(a, plaintexts)))
                .isEqualTo(map(i -> value(plaintexts, i).shiftLeft(1)));
        BigInteger sum =
                IntStream.range(0, COUNT).mapToObj(i -> value(plaintexts, i)).reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(decrypt(vectors, vectors.sum(a))).containsExactly(new Plaintext(sum));
        BigInteger dot = IntStream.range(0, COUNT)
                .mapToObj(i -> value(plaintexts, i).multiply(scalars.get(i)))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(decrypt(vectors, vectors.dotProducts(a, List.of(scalars, scalars))))
                .containsExactly(new Plaintext(dot), new Plaintext(dot));
    }

    @Test
    void aPoolHandsOutEachRandomiserOnceAndGoesOnWhenEmpty() {
        PaillierEncryptor encryptor = PaillierEncryptor.of(KEY);
        RandomiserPool pool = RandomiserPool.of(encryptor, SeededRandomSource.labelled("pool"), Runnable::run, 3);
        assertThat(pool.size()).isEqualTo(3);

        List<Ciphertext> zeros =
                Stream.generate(() -> pool.encrypt(Plaintext.of(0))).limit(10).toList();
        assertThat(zeros).doesNotHaveDuplicates();
        assertThat(OWNER.decryptAll(zeros)).containsOnly(Plaintext.of(0));
        assertThat(OWNER.decrypt(pool.encrypt(Plaintext.of(-7)))).isEqualTo(Plaintext.of(-7));

        RandomiserPool never = RandomiserPool.of(encryptor, SeededRandomSource.labelled("pool"), task -> {}, 3);
        assertThat(OWNER.decrypt(never.encrypt(Plaintext.of(5)))).isEqualTo(Plaintext.of(5));
        assertThat(never.size()).isZero();
    }

    private static List<Plaintext> plaintexts() {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> Plaintext.of(i % 2 == 0 ? 1_000_000_007L * i : -(1L << i)))
                .toList();
    }

    private static Ciphertext naive(Plaintext m, BigInteger randomiser) {
        BigInteger lifted = m.signedValue().multiply(KEY.n()).add(BigInteger.ONE);
        return new Ciphertext(lifted.multiply(randomiser).mod(KEY.nSquared()));
    }

    private static List<Plaintext> decrypt(EncryptedVectors vectors, EncryptedVector vector) {
        return OWNER.decryptAll(vectors.leave(vector));
    }

    private static BigInteger value(List<Plaintext> plaintexts, int i) {
        return plaintexts.get(i).signedValue();
    }

    private static List<Plaintext> map(IntFunction<BigInteger> value) {
        return IntStream.range(0, COUNT)
                .mapToObj(i -> new Plaintext(value.apply(i)))
                .toList();
    }
}
