package io.concordat.jmh;

import io.concordat.crypto.paillier.PaillierPrivateKey;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.CeremonyRecord;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.crypto.threshold.VerificationKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * A key whose factors stand in keys.properties for everybody to read, dealt to members as a ceremony would.
 *
 * @param p a prime, 3 mod 4
 * @param q another
 * @param owner the factors as a private key
 */
record BenchmarkKey(BigInteger p, BigInteger q, PaillierPrivateKey owner) {
    /** Sizes that keys.properties has. */
    static final List<Integer> SIZES = List.of(2048, 3072, 4096);

    /** Enough members for one group of the kernel. */
    private static final ThresholdParameters MANY = new ThresholdParameters(8, 7);

    private static final ThresholdParameters FEW = new ThresholdParameters(3, 2);

    /** The key of a size. */
    static BenchmarkKey of(int bits) {
        Properties properties = new Properties();
        try (InputStream in =
                Objects.requireNonNull(BenchmarkKey.class.getResourceAsStream("keys.properties"), "keys.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BigInteger p = new BigInteger(properties.getProperty(bits + ".p"), 16);
        BigInteger q = new BigInteger(properties.getProperty(bits + ".q"), 16);
        return new BenchmarkKey(p, q, PaillierPrivateKey.of(p, q));
    }

    /** n. */
    PaillierPublicKey paillier() {
        return owner.publicKey();
    }

    /** The joint key with the shares of all members, two of three or seven of eight. */
    Dealt deal(boolean many) {
        ThresholdParameters parameters = many ? MANY : FEW;
        BigInteger n = paillier().n();
        SeededRandomSource random = SeededRandomSource.labelled("benchmark dealer " + n.bitLength() + many);
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        BigInteger d = phi.multiply(phi.modInverse(n));
        BigInteger constant = parameters.delta().pow(4).multiply(d);
        int degree = parameters.threshold() - 1;
        int spare = 3 * degree + 4; // i^k for i up to 8, and room for the sum.
        List<BigInteger> coefficients = IntStream.range(0, degree)
                .mapToObj(k -> random.bits(parameters.shareBits(n.bitLength()) - spare))
                .toList();
        List<KeyShare> shares = IntStream.rangeClosed(1, parameters.members())
                .mapToObj(i -> new KeyShare(i, SecretBigInteger.of(value(constant, coefficients, i))))
                .toList();
        CeremonyRecord ceremony = new CeremonyRecord(new byte[32], new byte[32]);
        VerificationKeys keys = VerificationKeys.of(ceremony.ceremonyId(), paillier(), parameters);
        List<BigInteger> verificationKeys = shares.stream()
                .map(share -> keys.verificationKey(share.share()))
                .toList();
        return new Dealt(
                ThresholdPublicKey.fresh(EpochType.MASKED_SUMS, paillier(), parameters, verificationKeys, ceremony),
                shares);
    }

    /**
     * A joint key and what each member knows.
     *
     * @param key the public record
     * @param shares s_1 … s_N
     */
    record Dealt(ThresholdPublicKey key, List<KeyShare> shares) {
        Dealt {
            shares = List.copyOf(shares);
        }
    }

    @Override
    public String toString() {
        return "BenchmarkKey(" + paillier().bits() + " bits)";
    }

    private static BigInteger value(BigInteger constant, List<BigInteger> coefficients, int x) {
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger coefficient : coefficients.reversed()) {
            sum = sum.add(coefficient).multiply(BigInteger.valueOf(x));
        }
        return sum.add(constant);
    }
}
