package io.concordat.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.testing.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vector with given w and e: one ciphertext, no batching weights. */
class DiscreteLogEqualityTest {
    @Test
    void commitmentAndResponseAgreeWithTheVectors() throws IOException {
        Vectors vectors = Vectors.read();
        int party = vectors.number("dleq", "party").intValueExact();
        BigInteger challenge = vectors.number("dleq", "challenge");
        BigInteger response = vectors.number("dleq", "z");
        ModularArithmetic ring = ModularArithmetic.modulo(vectors.number("N").pow(2));
        DiscreteLogEquality equality = new DiscreteLogEquality(
                ring,
                vectors.number("v_Delta"),
                ring.power(vectors.number("c_sum"), vectors.number("Delta").shiftLeft(2)),
                vectors.numbers("verification_keys").get(party - 1),
                ring.square(vectors.numbers("partials").get(party - 1)));

        BigInteger w = vectors.number("dleq", "w");
        DiscreteLogEquality.Commitment commitment = equality.commit(w);
        assertThat(commitment.a()).isEqualTo(vectors.number("dleq", "A"));
        assertThat(commitment.b()).isEqualTo(vectors.number("dleq", "B"));
        assertThat(w.add(challenge.multiply(vectors.numbers("s").get(party - 1))))
                .isEqualTo(response);
        List<DiscreteLogEquality.Commitment> recomputed = DiscreteLogEquality.recompute(
                List.of(equality, equality),
                List.of(challenge, challenge.add(BigInteger.ONE)),
                List.of(response, response));
        assertThat(recomputed.getFirst()).isEqualTo(commitment);
        assertThat(recomputed.getLast()).isNotEqualTo(commitment);
    }
}
