package io.concordat.protocol.ceremony;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said while the key of a found modulus was shared, as this member saw it: enough to find out who lied if the key
 * fails its checks. Secret until then.
 */
final class KeyTrail {

    private final Batch batch;
    private final Survivor winner;
    private final List<Batch.Dealt> dealings = new ArrayList<>();
    private List<BigInteger> psiShares = List.of();
    private List<BigInteger> verificationKeys = List.of();

    KeyTrail(Batch batch, Survivor winner) {
        this.batch = batch;
        this.winner = winner;
    }

    Batch batch() {
        return batch;
    }

    Survivor winner() {
        return winner;
    }

    /** What the stages of {@link KeyReplay} brought to this member, as far as they were reached. */
    List<Batch.Dealt> dealings() {
        return dealings;
    }

    void dealt(Received received) {
        dealings.add(Batch.Dealt.of(received));
    }

    /** Shares of psi as opened, by member; none before. */
    List<BigInteger> psiShares() {
        return psiShares;
    }

    void openedPsi(List<BigInteger> shares) {
        psiShares = List.copyOf(shares);
    }

    /** The verification keys as opened, by member; none before. */
    List<BigInteger> verificationKeys() {
        return verificationKeys;
    }

    void openedKeys(List<BigInteger> keys) {
        verificationKeys = List.copyOf(keys);
    }
}
