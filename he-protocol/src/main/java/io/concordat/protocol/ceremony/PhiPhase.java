package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.PhiInversion;
import io.concordat.crypto.keygen.RingBgw;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Everybody shares its part of phi(N) and of a random beta over Z_N. */
final class PhiPhase implements CeremonyPhase {

    private final Batch batch;
    private final Ceremony ceremony;
    private final RingBgw ring;
    private final PhiInversion inversion;

    PhiPhase(Batch batch, Survivor winner) {
        this.batch = batch;
        this.ceremony = batch.ceremony();
        this.ring = RingBgw.of(
                winner.n(), ceremony.members(), ceremony.rules().sieve().degree());
        this.inversion = PhiInversion.of(
                ring, ceremony.self(), batch.member(winner.position()).factors(), ceremony.random());
    }

    @Override
    public String title() {
        return "inverse of phi: sharing";
    }

    @Override
    public Outgoing outgoing() {
        return Outgoing.payloads(inversion.deal(ceremony.random()).stream()
                .map(values -> ResidueCodec.encode(values, ring.elementBytes()))
                .toList());
    }

    @Override
    public boolean expectsPayload(int from) {
        return true;
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<List<BigInteger>> dealt = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            dealt.add(ResidueCodec.residues(
                    from,
                    received.withoutContents().payloads().get(from - 1),
                    PhiInversion.values(ring, from),
                    ring.modulus()));
        }
        return new CommitPhase(ceremony, new PsiOpening(batch, ring, inversion, inversion.take(dealt)));
    }
}
