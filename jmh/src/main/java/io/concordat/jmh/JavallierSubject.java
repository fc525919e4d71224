package io.concordat.jmh;

import com.n1analytics.paillier.PaillierPrivateKey;
import com.n1analytics.paillier.PaillierPublicKey;
import com.n1analytics.paillier.util.BigIntegerUtil;
import io.concordat.crypto.paillier.Plaintext;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * javallier 0.6.0, the best known Paillier library for the JVM, through its functions on raw numbers. Whether it uses GMP
 * (through jnagmp and JNA) is decided once a process: {@link #switches} turn it off.
 */
final class JavallierSubject implements Subject {
    static final String PLAIN = "javallier";
    static final String GMP = "javallier-gmp";

    private JavallierSubject() {}

    static Optional<Subject> named(String name) {
        return BigIntegerUtil.USE_GMP == name.equals(GMP) ? Optional.of(new JavallierSubject()) : Optional.empty();
    }

    /** What the process needs in order to be what the name says: without GMP, JNA must not find its own library. */
    static List<String> switches(String name) {
        return name.equals(PLAIN)
                ? List.of("-Djna.nosys=true", "-Djna.nounpack=true", "-Djna.boot.library.path=/nonexistent")
                : List.of();
    }

    @Override
    public Optional<Supplier<?>> task(Operation operation, BenchmarkInputs inputs) {
        BigInteger n = inputs.key().paillier().n();
        BigInteger totient = inputs.key()
                .p()
                .subtract(BigInteger.ONE)
                .multiply(inputs.key().q().subtract(BigInteger.ONE));
        PaillierPublicKey key = new PaillierPublicKey(n);
        PaillierPrivateKey owner = new PaillierPrivateKey(key, totient);
        int count = operation.elements();
        List<BigInteger> a = inputs.units("a", Math.max(count, BenchmarkInputs.ROWS));
        List<BigInteger> b = inputs.units("b", count);
        List<BigInteger> scalars = inputs.scalars("scalars", BenchmarkInputs.ROWS);
        List<BigInteger> messages = inputs.plaintexts(count).stream()
                .map(Plaintext::signedValue)
                .map(m -> m.mod(n))
                .toList();
        return Optional.ofNullable(
                switch (operation) {
                    case KEYGEN -> () -> PaillierPrivateKey.create(inputs.keyBits());
                    // Its one way to encrypt, whoever does it and whatever the settings.
                    case ENCRYPT_POWER, ENCRYPT_DJN, ENCRYPT_TABLE, ENCRYPT_OWNER ->
                        each(count, i -> key.raw_encrypt(messages.get(i)));
                    case DECRYPT -> each(count, i -> owner.raw_decrypt(a.get(i)));
                    case ADD, ADD_NUMBERS -> each(count, i -> key.raw_add(a.get(i), b.get(i)));
                    case SCALAR -> each(count, i -> key.raw_multiply(a.get(i), scalars.get(i)));
                    case DOT_1000 -> () -> dot(key, a, scalars);
                    case MATRIX_1000_8 -> {
                        List<List<BigInteger>> columns = inputs.columns(count);
                        yield each(count, c -> dot(key, a, columns.get(c)));
                    }
                    default -> null;
                });
    }

    @Override
    public String toString() {
        return "JavallierSubject";
    }

    private static Supplier<?> each(int count, IntFunction<?> element) {
        return () -> IntStream.range(0, count).mapToObj(element).toList();
    }

    private static BigInteger dot(PaillierPublicKey key, List<BigInteger> a, List<BigInteger> weights) {
        BigInteger sum = BigInteger.ONE;
        for (int i = 0; i < BenchmarkInputs.ROWS; i++) {
            sum = key.raw_add(sum, key.raw_multiply(a.get(i), weights.get(i)));
        }
        return sum;
    }
}
