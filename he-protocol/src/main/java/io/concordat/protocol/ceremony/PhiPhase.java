package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.PhiInversion;
import io.concordat.crypto.keygen.RingBgw;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everybody shares its part of phi(N) and of a random beta over Z_N. */
final class PhiPhase implements CeremonyPhase {

    private final KeyTrail trail;
    private final Ceremony ceremony;
    private final RingBgw ring;
    private final Optional<Part> part; // none of an observer

    /**
     * A member's part in this phase; all its randomness is from its seed of the candidate.
     *
     * @param deals for each member what is dealt to it
     */
    record Part(PhiInversion inversion, List<List<BigInteger>> deals) {}

    PhiPhase(Batch batch, Survivor winner) {
        this.trail = new KeyTrail(batch, winner);
        this.ceremony = batch.ceremony();
        this.ring = RingBgw.of(
                winner.n(), ceremony.members(), ceremony.rules().sieve().degree());
        this.part = ceremony.observes()
                ? Optional.empty()
                : Optional.of(part(ring, ceremony.self(), batch.member(winner.position())));
    }

    static Part part(RingBgw ring, int index, CandidateMember member) {
        SeededRandomSource random = member.stage("phi");
        PhiInversion inversion = PhiInversion.of(ring, index, member.factors(), random);
        return new Part(inversion, inversion.deal(random));
    }

    @Override
    public String title() {
        return "inverse of phi: sharing";
    }

    @Override
    public Outgoing outgoing() {
        return Outgoing.payloads(part.orElseThrow().deals().stream()
                .map(values -> ResidueCodec.encode(values, ring.elementBytes()))
                .toList());
    }

    @Override
    public boolean expectsPayload(int from) {
        return true;
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        trail.dealt(received.withoutContents());
        if (part.isEmpty()) {
            return new CommitPhase(ceremony, PsiOpening.observed(trail, ring));
        }
        List<List<BigInteger>> dealt = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            dealt.add(ResidueCodec.residues(
                    from, received.payloads().get(from - 1), PhiInversion.values(ring, from), ring.modulus()));
        }
        PhiInversion inversion = part.get().inversion();
        return new CommitPhase(ceremony, PsiOpening.of(trail, ring, inversion, inversion.take(dealt)));
    }
}
