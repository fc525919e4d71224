package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.concordat.crypto.random.SeededRandomSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The toy vectors (128-bit modulus, three members, threshold two) of an independent implementation. */
class KeygenVectorsTest {

    private final List<FactorShares> factors = new ArrayList<>();
    private JsonNode vectors;
    private BigInteger n;

    @BeforeEach
    void read() throws IOException {
        Path file = shared().resolve("design/threshold-paillier-vectors.json");
        assumeTrue(Files.exists(file), "no vectors at " + file + "; set -Dconcordat.shared");
        vectors = new ObjectMapper().readTree(file.toFile());
        n = number(vectors.get("N"));
        for (int i = 0; i < 3; i++) {
            factors.add(FactorShares.of(
                    i + 1, numbers("p_shares").get(i), numbers("q_shares").get(i)));
        }
    }

    @Test
    void factorSharesMultiplyToTheModulus() throws InconsistentSharesException {
        RingBgw ring = RingBgw.of(ProductRing.modulus(128), 3, 1);
        assertThat(ring.open(productShares(ring))).isEqualTo(n);
    }

    @Test
    void biprimalityValuesAgreeAndPass() {
        BigInteger g = number(vectors.get("biprimality").get("g"));
        List<BigInteger> values =
                factors.stream().map(f -> Biprimality.value(f, g, n)).toList();

        // The vectors fold the public exponent into member 1's value: g^((N + 1 - p_1 - q_1)/4).
        List<BigInteger> folded = List.of(
                Biprimality.publicValue(g, n)
                        .multiply(values.get(0).modInverse(n))
                        .mod(n),
                values.get(1),
                values.get(2));
        assertThat(folded).isEqualTo(numbers(vectors.get("biprimality").get("v")));
        assertThat(Biprimality.passes(Biprimality.publicValue(g, n), values, n)).isTrue();
    }

    @Test
    void phiSharesInvertToTheGivenGammas() throws InconsistentSharesException {
        assertThat(factors.stream().map(f -> f.phiShare(n)).toList()).isEqualTo(numbers("phi_shares"));
        RingBgw ring = RingBgw.of(n, 3, 1);
        SeededRandomSource random = SeededRandomSource.labelled("vectors");
        List<PhiInversion> inversions = IntStream.range(0, 3)
                .mapToObj(i -> PhiInversion.of(
                        ring, i + 1, factors.get(i).phiShare(n), numbers("beta").get(i)))
                .toList();
        List<List<List<BigInteger>>> dealt =
                inversions.stream().map(x -> x.deal(random)).toList();
        List<BigInteger> shares = IntStream.range(0, 3)
                .mapToObj(i ->
                        inversions.get(i).take(dealt.stream().map(x -> x.get(i)).toList()))
                .toList();

        BigInteger psi = ring.open(shares);
        assertThat(psi).isEqualTo(number(vectors.get("psi")));
        assertThat(inversions.stream().map(x -> x.gamma(psi).orElseThrow()).toList())
                .isEqualTo(numbers("gamma"));
    }

    @Test
    void exponentTermsAndKeySharesAgree() {
        KeySharing sharing = KeySharing.of(3, 2, n);
        List<BigInteger> terms = IntStream.range(0, 3)
                .mapToObj(i -> sharing.exponentTerm(
                        i + 1,
                        numbers("phi_int_shares").get(i),
                        numbers("gamma_int_shares").get(i)))
                .toList();
        assertThat(terms).isEqualTo(numbers("e"));

        BigInteger sum = terms.stream().reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(sharing.delta()).isEqualTo(number(vectors.get("Delta")));
        assertThat(IntegerShamirTest.atZero(numbers("s"), 2))
                .isEqualTo(sharing.delta().multiply(sum));
        assertThat(IntegerShamirTest.atZero(numbers("s"), 3))
                .isEqualTo(sharing.delta().multiply(sum));
        assertThat(sum.divide(sharing.delta().pow(3)).mod(n)).isOne();
    }

    private List<BigInteger> productShares(RingBgw ring) {
        SeededRandomSource random = SeededRandomSource.labelled("product");
        BigInteger[] ps = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        BigInteger[] qs = ps.clone();
        for (FactorShares share : factors) {
            List<BigInteger> p = ring.share(share.p(), 1, random);
            List<BigInteger> q = ring.share(share.q(), 1, random);
            for (int i = 0; i < 3; i++) {
                ps[i] = ps[i].add(p.get(i));
                qs[i] = qs[i].add(q.get(i));
            }
        }
        return IntStream.range(0, 3)
                .mapToObj(i -> ps[i].multiply(qs[i]).mod(ring.modulus()))
                .toList();
    }

    private List<BigInteger> numbers(String field) {
        return numbers(vectors.get(field));
    }

    private static List<BigInteger> numbers(JsonNode array) {
        List<BigInteger> numbers = new ArrayList<>();
        array.forEach(node -> numbers.add(number(node)));
        return numbers;
    }

    private static BigInteger number(JsonNode node) {
        String text = node.asText();
        return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    }

    private static Path shared() {
        String named = System.getProperty("concordat.shared", System.getenv("CONCORDAT_SHARED"));
        if (named != null) {
            return Path.of(named);
        }
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.isDirectory(directory.resolve("he-crypto"))) {
            directory = directory.getParent();
        }
        return directory == null ? Path.of("shared") : directory.resolveSibling("shared");
    }
}
