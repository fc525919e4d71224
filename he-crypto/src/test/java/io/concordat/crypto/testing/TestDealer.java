package io.concordat.crypto.testing;

import io.concordat.crypto.internal.Primes;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.paillier.PaillierPrivateKey;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.CeremonyRecord;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.crypto.threshold.VerificationKeys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Makes threshold keys of 128 to 1,024 bits from known factors, with the shares that a ceremony gives: s_i = f(i) for an
 * integer polynomial of degree T − 1 with f(0) = Δ^4 d, d = 1 mod n, d = 0 mod φ(n). Equal arguments give the same key,
 * kept for the life of the JVM.
 */
public final class TestDealer {
    private static final int MAX_BITS = 1024;
    private static final Map<Order, DealtKey> DEALT = new ConcurrentHashMap<>();

    private TestDealer() {}

    /** A masked-sums key of these sizes. */
    public static DealtKey deal(int bits, int members, int threshold) {
        return deal(bits, members, threshold, "default");
    }

    /** Another key of these sizes for each label. */
    public static DealtKey deal(int bits, int members, int threshold, String label) {
        return deal(EpochType.MASKED_SUMS, bits, new ThresholdParameters(members, threshold), label);
    }

    /** A key of any epoch type. */
    public static DealtKey deal(EpochType type, int bits, ThresholdParameters parameters, String label) {
        return DEALT.computeIfAbsent(new Order(type, bits, parameters, label), TestDealer::make);
    }

    private static DealtKey make(Order order) {
        if (order.bits() % 2 != 0 || order.bits() > MAX_BITS) {
            throw new IllegalArgumentException(
                    "Expected an even size of at most " + MAX_BITS + " bits but found " + order.bits());
        }
        SeededRandomSource random = SeededRandomSource.labelled("test dealer " + order);
        BigInteger p = Primes.blumPrime(order.bits() / 2, random);
        BigInteger q = Primes.blumPrime(order.bits() / 2, random);
        PaillierPrivateKey owner = PaillierPrivateKey.of(p, q);
        PaillierPublicKey paillier = owner.publicKey();
        ThresholdParameters parameters = order.parameters();
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        BigInteger d = phi.multiply(phi.modInverse(paillier.n()));
        List<KeyShare> shares = share(d, paillier.n(), parameters, random);
        CeremonyRecord ceremony = new CeremonyRecord(drawn(random), drawn(random));
        VerificationKeys keys = VerificationKeys.of(ceremony.ceremonyId(), paillier, parameters);
        List<BigInteger> verificationKeys =
                shares.stream().map(s -> keys.verificationKey(s.share())).toList();
        ThresholdPublicKey key =
                ThresholdPublicKey.fresh(order.type(), paillier, parameters, verificationKeys, ceremony);
        return new DealtKey(key, shares, owner, d);
    }

    /** s_1 … s_N: Δ^3 d as a sum of 2t + 1 random e_i, each shared with degree T − 1 and the ceremony's public bound. */
    static List<KeyShare> share(BigInteger d, BigInteger n, ThresholdParameters parameters, RandomSource random) {
        int members = parameters.members();
        KeySharing sharing = KeySharing.of(members, parameters.threshold(), n);
        int dealers = 2 * parameters.ceremonyDegree() + 1;
        BigInteger range = sharing.exponentBound().divide(BigInteger.valueOf(4L * dealers));
        BigInteger rest = parameters.delta().pow(3).multiply(d);
        List<BigInteger> terms = new ArrayList<>();
        for (int i = 1; i < dealers; i++) {
            BigInteger term = random.below(range);
            terms.add(i % 2 == 0 ? term : term.negate());
            rest = rest.subtract(terms.getLast());
        }
        terms.add(rest);
        List<BigInteger> sums = new ArrayList<>(Collections.nCopies(members, BigInteger.ZERO));
        for (BigInteger term : terms) {
            List<BigInteger> dealt = sharing.shareExponent(term, random);
            for (int i = 0; i < members; i++) {
                sums.set(i, sums.get(i).add(dealt.get(i)));
            }
        }
        return IntStream.rangeClosed(1, members)
                .mapToObj(i -> new KeyShare(i, SecretBigInteger.of(sums.get(i - 1))))
                .toList();
    }

    private static byte[] drawn(RandomSource random) {
        byte[] out = new byte[32];
        random.nextBytes(out);
        return out;
    }

    private record Order(EpochType type, int bits, ThresholdParameters parameters, String label) {}
}
