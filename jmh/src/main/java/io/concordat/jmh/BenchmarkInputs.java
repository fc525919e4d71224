package io.concordat.jmh;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What all subjects compute on: the same numbers for one key size, whoever asks. */
final class BenchmarkInputs {
    /** Bits of scalars and weights: an integer that a double holds. */
    static final int SCALAR_BITS = 53;

    /** Rows of dot products. */
    static final int ROWS = 1000;

    private final BenchmarkKey key;
    private final AtomicLong drawn = new AtomicLong();

    BenchmarkInputs(int keyBits) {
        this.key = BenchmarkKey.of(keyBits);
    }

    BenchmarkKey key() {
        return key;
    }

    /** κ. */
    int keyBits() {
        return key.paillier().bits();
    }

    /** Units of Z_{n^2}, which all are ciphertexts; another label, other units. */
    List<BigInteger> units(String label, int count) {
        SeededRandomSource random = SeededRandomSource.labelled("benchmark units " + keyBits() + label);
        return Stream.generate(() -> random.below(key.paillier().nSquared()))
                .limit(count)
                .toList();
    }

    /** The same as ciphertexts. */
    List<Ciphertext> ciphertexts(String label, int count) {
        return units(label, count).stream().map(Ciphertext::new).toList();
    }

    /** Plaintexts of 64 bits and either sign. */
    List<Plaintext> plaintexts(int count) {
        SeededRandomSource random = SeededRandomSource.labelled("benchmark plaintexts");
        return IntStream.range(0, count)
                .mapToObj(i -> random.bits(64))
                .map(m -> new Plaintext(m.testBit(0) ? m : m.negate()))
                .toList();
    }

    /** Scalars of 53 bits that are not negative. */
    List<BigInteger> scalars(String label, int count) {
        SeededRandomSource random = SeededRandomSource.labelled("benchmark scalars " + label);
        return Stream.generate(() -> random.bits(SCALAR_BITS)).limit(count).toList();
    }

    /** Columns of weights of either sign. */
    List<List<BigInteger>> columns(int count) {
        return IntStream.range(0, count)
                .mapToObj(c -> scalars("column " + c, ROWS).stream()
                        .map(w -> w.testBit(0) ? w : w.negate())
                        .toList())
                .toList();
    }

    /** A fresh source for one invocation, so that threads need not share one: the next of a fixed sequence. */
    SeededRandomSource random() {
        return SeededRandomSource.labelled("benchmark draw " + drawn.getAndIncrement());
    }
}
