package io.concordat.jmh;

import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretAccess;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** {@code BigInteger} as a textbook writes it: modPow, multiply, mod, one element after another. */
final class NaiveSubject implements Subject {
    @Override
    public Optional<Supplier<?>> task(Operation operation, BenchmarkInputs inputs) {
        BigInteger n = inputs.key().paillier().n();
        BigInteger nn = n.multiply(n);
        int count = operation.elements();
        List<BigInteger> a = inputs.units("a", Math.max(count, BenchmarkInputs.ROWS));
        List<BigInteger> b = inputs.units("b", count);
        List<BigInteger> scalars = inputs.scalars("scalars", BenchmarkInputs.ROWS);
        return Optional.ofNullable(
                switch (operation) {
                    case KEYGEN -> {
                        Random random = new SecureRandom();
                        yield () -> BigInteger.probablePrime(inputs.keyBits() / 2, random)
                                .multiply(BigInteger.probablePrime(inputs.keyBits() / 2, random));
                    }
                    case ENCRYPT_POWER ->
                        encrypt(inputs, count, random -> random.below(n).modPow(n, nn));
                    case ENCRYPT_DJN, ENCRYPT_TABLE, ENCRYPT_TABLE_SCANNED ->
                        encrypt(inputs, count, random -> generator(n).modPow(random.bits(inputs.keyBits() / 2), nn));
                    case ENCRYPT_SHORT, ENCRYPT_SHORT_SCANNED ->
                        encrypt(inputs, count, random -> generator(n).modPow(random.bits(256), nn));
                    case ENCRYPT_OWNER -> encrypt(inputs, count, random -> powerOfOwner(inputs.key(), random));
                    case DECRYPT -> each(count, i -> decrypt(inputs.key(), a.get(i)));
                    case ADD, ADD_NUMBERS ->
                        each(count, i -> a.get(i).multiply(b.get(i)).mod(nn));
                    case SQUARE -> each(count, i -> a.get(i).multiply(a.get(i)).mod(nn));
                    case SCALAR -> each(count, i -> a.get(i).modPow(scalars.get(i), nn));
                    case DOT_1000 -> () -> dot(a, scalars, nn);
                    case MATRIX_1000_8 -> {
                        List<List<BigInteger>> columns = inputs.columns(count);
                        yield each(count, c -> dot(a, columns.get(c), nn));
                    }
                    case PARTIAL_DECRYPTION -> {
                        BenchmarkKey.Dealt dealt = inputs.key().deal(false);
                        BigInteger share = dealt.shares().getFirst().share().value(SecretAccess.insecure());
                        BigInteger exponent =
                                share.multiply(dealt.key().parameters().delta()).shiftLeft(1);
                        yield each(count, i -> a.get(i).modPow(exponent, nn));
                    }
                    case CHECK ->
                        each(
                                count,
                                i -> a.get(i).compareTo(nn) < 0
                                        && a.get(i).gcd(n).equals(BigInteger.ONE));
                    case PROVE, VERIFY, VERIFY_MANY, COMBINE -> null;
                });
    }

    @Override
    public String toString() {
        return "NaiveSubject";
    }

    private static Supplier<?> each(int count, IntFunction<?> element) {
        return () -> IntStream.range(0, count).mapToObj(element).toList();
    }

    private interface Randomiser {
        BigInteger draw(SeededRandomSource random);
    }

    private static Supplier<?> encrypt(BenchmarkInputs inputs, int count, Randomiser randomiser) {
        BigInteger n = inputs.key().paillier().n();
        List<Plaintext> plaintexts = inputs.plaintexts(count);
        return () -> {
            SeededRandomSource random = inputs.random();
            return plaintexts.stream()
                    .map(m -> m.signedValue()
                            .mod(n)
                            .multiply(n)
                            .add(BigInteger.ONE)
                            .multiply(randomiser.draw(random))
                            .mod(n.multiply(n)))
                    .toList();
        };
    }

    /** A unit of full size; which one does not matter for the time. */
    private static BigInteger generator(BigInteger n) {
        return n.multiply(n).subtract(n.shiftRight(1)).subtract(BigInteger.TWO);
    }

    /** r^n by the remainder theorem, with the exponent as it is. */
    private static BigInteger powerOfOwner(BenchmarkKey key, SeededRandomSource random) {
        BigInteger n = key.paillier().n();
        BigInteger r = random.below(n);
        BigInteger pp = key.p().multiply(key.p());
        BigInteger qq = key.q().multiply(key.q());
        BigInteger x = r.modPow(n.mod(pp.subtract(key.p())), pp);
        BigInteger y = r.modPow(n.mod(qq.subtract(key.q())), qq);
        return x.add(pp.multiply(y.subtract(x).multiply(pp.modInverse(qq)).mod(qq)));
    }

    /** As in the paper, with h_p and h_q computed each time left out: the powers are what takes the time. */
    private static BigInteger decrypt(BenchmarkKey key, BigInteger c) {
        BigInteger p = key.p();
        BigInteger q = key.q();
        BigInteger mp = logarithm(c, p, q);
        BigInteger mq = logarithm(c, q, p);
        return mp.add(p.multiply(mq.subtract(mp).multiply(p.modInverse(q)).mod(q)));
    }

    private static BigInteger logarithm(BigInteger c, BigInteger p, BigInteger q) {
        BigInteger power = c.modPow(p.subtract(BigInteger.ONE), p.multiply(p));
        return power.subtract(BigInteger.ONE)
                .divide(p)
                .multiply(q.negate().modInverse(p))
                .mod(p);
    }

    private static BigInteger dot(List<BigInteger> a, List<BigInteger> weights, BigInteger nn) {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < BenchmarkInputs.ROWS; i++) {
            product = product.multiply(a.get(i).modPow(weights.get(i), nn)).mod(nn);
        }
        return product;
    }
}
