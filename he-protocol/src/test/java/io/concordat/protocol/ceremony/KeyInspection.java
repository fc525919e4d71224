package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Puts all key shares together, which no product code does, factors the modulus with them and checks everything. */
final class KeyInspection {

    private static final SeededRandomSource RANDOM = SeededRandomSource.labelled("key-inspection");

    private KeyInspection() {}

    static void check(Collection<CeremonyResult> results, CeremonyParameters parameters) throws CombinationException {
        assertThat(results).hasSize(parameters.members());
        ThresholdPublicKey key = results.iterator().next().publicKey();
        assertThat(results).allSatisfy(result -> {
            assertThat(result.publicKey()).isEqualTo(key);
            assertThat(result.approvals()).hasSize(parameters.members());
            assertThat(result.destructions()).hasSize(parameters.members());
            assertThat(result.pairwiseSecrets()).hasSize(parameters.members() - 1);
        });
        BigInteger n = key.paillier().n();
        assertThat(n.bitLength()).isEqualTo(parameters.modulusBits());
        List<BigInteger> shares = results.stream()
                .map(result -> result.keyShare().share().value(SecretAccess.insecure()))
                .toList();
        checkExponent(key, n, shares);
        checkSubsets(key, results);
    }

    private static void checkExponent(ThresholdPublicKey key, BigInteger n, List<BigInteger> shares) {
        int threshold = key.parameters().threshold();
        BigInteger scale = key.parameters().delta().pow(5);
        BigInteger scaled = scaledAtZero(key, shares, range(threshold));
        assertThat(scaled.mod(scale)).isZero();
        BigInteger d = scaled.divide(scale);
        assertThat(d.mod(n)).isOne();

        BigInteger p = factor(n, d);
        BigInteger q = n.divide(p);
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        for (BigInteger prime : List.of(p, q)) {
            assertThat(prime.isProbablePrime(80)).isTrue();
            assertThat(prime.intValue() & 3).isEqualTo(3);
            assertThat(prime.bitLength()).isEqualTo(n.bitLength() / 2);
        }
        assertThat(n.gcd(phi)).isOne();
        assertThat(d.mod(phi)).isZero();
        for (List<Integer> tooFew : subsets(shares.size(), threshold - 1)) {
            assertThat(scaledAtZero(key, shares, tooFew)).isNotEqualTo(scaled);
        }
        for (List<Integer> enough : subsets(shares.size(), threshold)) {
            assertThat(scaledAtZero(key, shares, enough)).isEqualTo(scaled);
        }
    }

    /** Delta f(0) if the shares of these members lie on a polynomial of a degree below their number. */
    private static BigInteger scaledAtZero(ThresholdPublicKey key, List<BigInteger> shares, List<Integer> members) {
        BigInteger sum = BigInteger.ZERO;
        for (int i : members) {
            BigInteger numerator = key.parameters().delta();
            BigInteger denominator = BigInteger.ONE;
            for (int j : members) {
                if (j != i) {
                    numerator = numerator.multiply(BigInteger.valueOf(-j));
                    denominator = denominator.multiply(BigInteger.valueOf(i - (long) j));
                }
            }
            sum = sum.add(numerator.divide(denominator).multiply(shares.get(i - 1)));
        }
        return sum;
    }

    /** A prime factor of n, from a multiple of phi(n), as in the equivalence of RSA key recovery and factoring. */
    private static BigInteger factor(BigInteger n, BigInteger multipleOfPhi) {
        BigInteger multiple = multipleOfPhi.abs();
        int twos = multiple.getLowestSetBit();
        for (int attempt = 0; attempt < 200; attempt++) {
            BigInteger x = RANDOM.unit(n).modPow(multiple.shiftRight(twos), n);
            for (int i = 0; i < twos; i++) {
                BigInteger square = x.multiply(x).mod(n);
                BigInteger common = x.subtract(BigInteger.ONE).gcd(n);
                if (square.equals(BigInteger.ONE) && !common.equals(BigInteger.ONE) && !common.equals(n)) {
                    return common;
                }
                x = square;
            }
        }
        throw new AssertionError("the exponent is no multiple of phi(n): n could not be factored with it");
    }

    private static void checkSubsets(ThresholdPublicKey key, Collection<CeremonyResult> results)
            throws CombinationException {
        PaillierEncryptor encryptor = PaillierEncryptor.of(key.paillier());
        Ciphertext sum = encryptor.add(
                encryptor.encrypt(Plaintext.of(1_234_567), encryptor.drawNonce(RANDOM)),
                encryptor.encrypt(Plaintext.of(-89), encryptor.drawNonce(RANDOM)));
        List<List<PartialDecryption>> partials = results.stream()
                .map(result -> PartialDecryptor.of(key, result.keyShare()).decrypt(List.of(sum), RANDOM))
                .toList();
        for (List<Integer> subset : subsets(results.size(), key.parameters().threshold())) {
            List<List<PartialDecryption>> chosen =
                    subset.stream().map(i -> partials.get(i - 1)).toList();
            assertThat(Combiner.combine(key, chosen)).containsExactly(Plaintext.of(1_234_478));
        }
    }

    private static List<Integer> range(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    private static List<List<Integer>> subsets(int members, int size) {
        List<List<Integer>> subsets = new ArrayList<>();
        for (int mask = 0; mask < 1 << members; mask++) {
            if (Integer.bitCount(mask) == size) {
                int chosen = mask;
                subsets.add(range(members).stream()
                        .filter(i -> (chosen >> (i - 1) & 1) == 1)
                        .toList());
            }
        }
        return subsets;
    }
}
