package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Everybody shares its part of phi(N) and of gamma over the integers. */
final class FactorPhase implements CeremonyPhase {

    private final FoundModulus found;
    private final Optional<Part> part; // none of an observer

    /**
     * A member's part in this phase; all its randomness is from its seed of the candidate.
     *
     * @param phis for each member a share of this member's part of phi
     * @param gammas the same of gamma
     */
    record Part(List<BigInteger> phis, List<BigInteger> gammas) {

        /** For each member the bytes for it. */
        List<byte[]> encoded(KeySharing sharing) {
            return IntStream.range(0, phis.size())
                    .mapToObj(i -> codec(sharing).encode(List.of(phis.get(i), gammas.get(i))))
                    .toList();
        }
    }

    private FactorPhase(FoundModulus found, Optional<Part> part) {
        this.found = found;
        this.part = part;
    }

    static FactorPhase of(FoundModulus found, BigInteger phiShare, BigInteger gammaShare) {
        return new FactorPhase(found, Optional.of(part(found.sharing(), found.member(), phiShare, gammaShare)));
    }

    static FactorPhase observed(FoundModulus found) {
        return new FactorPhase(found, Optional.empty());
    }

    static Part part(KeySharing sharing, CandidateMember member, BigInteger phiShare, BigInteger gammaShare) {
        SeededRandomSource random = member.stage("factors");
        List<BigInteger> phis = sharing.shareFactor(phiShare, random);
        return new Part(phis, sharing.shareFactor(gammaShare, random));
    }

    @Override
    public String title() {
        return "sharing phi and its inverse";
    }

    private static SignedCodec codec(KeySharing sharing) {
        return new SignedCodec(sharing.factorShareBound());
    }

    @Override
    public Outgoing outgoing() {
        return Outgoing.payloads(part.orElseThrow().encoded(found.sharing()));
    }

    @Override
    public boolean expectsPayload(int from) {
        return true;
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        BigInteger phi = BigInteger.ZERO;
        BigInteger gamma = BigInteger.ZERO;
        found.trail().dealt(received.withoutContents());
        if (part.isEmpty()) {
            return ExponentPhase.observed(found);
        }
        List<byte[]> payloads = received.payloads();
        for (int from = 1; from <= payloads.size(); from++) {
            List<BigInteger> shares = codec(found.sharing()).decode(from, payloads.get(from - 1), 2);
            phi = phi.add(shares.get(0));
            gamma = gamma.add(shares.get(1));
        }
        return ExponentPhase.of(found, phi, gamma);
    }
}
