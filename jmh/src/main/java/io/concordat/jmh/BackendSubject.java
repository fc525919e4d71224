package io.concordat.jmh;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.arithmetic.TableLookup;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.EncryptedVector;
import io.concordat.crypto.paillier.EncryptedVectors;
import io.concordat.crypto.paillier.EncryptionSettings;
import io.concordat.crypto.paillier.EncryptionSettings.Exponent;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.Nonce;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPrivateKey;
import io.concordat.crypto.paillier.Plaintext;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** he-crypto on one of its back ends. */
final class BackendSubject implements Subject {
    /** Enough encryptions for the encryptor to make its table. */
    private static final int WARM_UP = 32;

    private final Arithmetic arithmetic;

    private BackendSubject(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    static Optional<Subject> named(String name) {
        return ArithmeticChoice.available().stream()
                .filter(arithmetic -> arithmetic.name().equals(name))
                .findFirst()
                .map(BackendSubject::new);
    }

    @Override
    public Optional<Supplier<?>> task(Operation operation, BenchmarkInputs inputs) {
        Supplier<?> task = here(() -> prepare(operation, inputs));
        return Optional.of(() -> here(task));
    }

    private <T> T here(Supplier<T> task) {
        return ArithmeticChoice.using(arithmetic, task);
    }

    private Supplier<?> prepare(Operation operation, BenchmarkInputs inputs) {
        int count = operation.elements();
        return switch (operation) {
            case KEYGEN -> () -> PaillierPrivateKey.generate(inputs.keyBits(), inputs.random());
            case ENCRYPT_POWER -> encryptPower(inputs, count);
            case ENCRYPT_DJN -> encrypt(inputs, count, Exponent.HALF_MODULUS, TableLookup.INDEXED, 0);
            case ENCRYPT_TABLE -> encrypt(inputs, count, Exponent.HALF_MODULUS, TableLookup.INDEXED, 64L << 20);
            case ENCRYPT_TABLE_SCANNED -> encrypt(inputs, count, Exponent.HALF_MODULUS, TableLookup.SCANNED, 64L << 20);
            case ENCRYPT_SHORT -> encrypt(inputs, count, Exponent.SHORT, TableLookup.INDEXED, 16L << 20);
            case ENCRYPT_SHORT_SCANNED -> encrypt(inputs, count, Exponent.SHORT, TableLookup.SCANNED, 16L << 20);
            case ENCRYPT_OWNER -> {
                List<Plaintext> plaintexts = inputs.plaintexts(count);
                yield () -> inputs.key().owner().encryptAll(plaintexts, inputs.random());
            }
            case DECRYPT -> {
                List<Ciphertext> ciphertexts = inputs.ciphertexts("a", count);
                yield () -> inputs.key().owner().decryptAll(ciphertexts);
            }
            case SQUARE -> {
                ModularRing ring =
                        arithmetic.ring(Moduli.squareOf(inputs.key().paillier().n()));
                Residues a = ring.enter(inputs.units("a", count));
                yield () -> ring.square(a);
            }
            case CHECK -> {
                List<Ciphertext> ciphertexts = inputs.ciphertexts("a", count);
                yield () -> check(inputs, ciphertexts);
            }
            case ADD, ADD_NUMBERS, SCALAR, DOT_1000, MATRIX_1000_8 -> onVectors(operation, inputs);
            case PARTIAL_DECRYPTION, PROVE, VERIFY, VERIFY_MANY, COMBINE -> new ThresholdTasks(inputs).task(operation);
        };
    }

    private Supplier<?> encryptPower(BenchmarkInputs inputs, int count) {
        BigInteger n = inputs.key().paillier().n();
        ModularRing ring = arithmetic.ring(Moduli.squareOf(n));
        List<BigInteger> messages =
                inputs.plaintexts(count).stream().map(Plaintext::signedValue).toList();
        return () -> {
            var random = inputs.random();
            List<BigInteger> bases =
                    Stream.generate(() -> random.below(n)).limit(count).toList();
            return ring.leaveTimesOnePlus(ring.power(ring.enter(bases), n), messages);
        };
    }

    private static Supplier<?> encrypt(
            BenchmarkInputs inputs, int count, Exponent exponent, TableLookup lookup, long tableBytes) {
        PaillierEncryptor encryptor =
                PaillierEncryptor.of(inputs.key().paillier(), new EncryptionSettings(exponent, lookup, tableBytes));
        List<Plaintext> plaintexts = inputs.plaintexts(count);
        if (tableBytes > 0) {
            encryptor.encryptAll(inputs.plaintexts(WARM_UP), nonces(encryptor, inputs, WARM_UP));
        }
        return () -> encryptor.encryptAll(plaintexts, nonces(encryptor, inputs, count));
    }

    private static List<Nonce> nonces(PaillierEncryptor encryptor, BenchmarkInputs inputs, int count) {
        var random = inputs.random();
        return Stream.generate(() -> encryptor.drawNonce(random)).limit(count).toList();
    }

    private static Supplier<?> onVectors(Operation operation, BenchmarkInputs inputs) {
        EncryptedVectors vectors = EncryptedVectors.of(inputs.key().paillier());
        boolean rows = operation == Operation.DOT_1000 || operation == Operation.MATRIX_1000_8;
        int count = rows ? BenchmarkInputs.ROWS : operation.elements();
        List<Ciphertext> numbers = inputs.ciphertexts("a", count);
        List<Ciphertext> others = inputs.ciphertexts("b", count);
        EncryptedVector a = vectors.enter(numbers);
        EncryptedVector b = vectors.enter(others);
        List<BigInteger> scalars = inputs.scalars("scalars", count);
        List<List<BigInteger>> columns = inputs.columns(Operation.MATRIX_1000_8.elements());
        return switch (operation) {
            case ADD -> () -> vectors.add(a, b);
            case ADD_NUMBERS -> () -> vectors.leave(vectors.add(vectors.enter(numbers), vectors.enter(others)));
            case SCALAR -> () -> vectors.multiply(a, scalars);
            case DOT_1000 -> () -> vectors.dotProducts(a, List.of(scalars));
            default -> () -> vectors.dotProducts(a, columns);
        };
    }

    private static boolean check(BenchmarkInputs inputs, List<Ciphertext> ciphertexts) {
        try {
            inputs.key().paillier().checkAll(ciphertexts);
            return true;
        } catch (InvalidCiphertextException e) {
            throw new AssertionError("bug: random numbers are units", e);
        }
    }

    @Override
    public String toString() {
        return "BackendSubject(" + arithmetic + ")";
    }
}
