package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.KeySharing;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** Everybody shares its part of phi(N) and of gamma over the integers. */
final class FactorPhase implements CeremonyPhase {

    private final FoundModulus found;
    private final BigInteger phiShare;
    private final BigInteger gammaShare;

    FactorPhase(FoundModulus found, BigInteger phiShare, BigInteger gammaShare) {
        this.found = found;
        this.phiShare = phiShare;
        this.gammaShare = gammaShare;
    }

    @Override
    public String title() {
        return "sharing phi and its inverse";
    }

    private SignedCodec codec() {
        return new SignedCodec(found.sharing().factorShareBound());
    }

    @Override
    public Outgoing outgoing() {
        KeySharing sharing = found.sharing();
        List<BigInteger> phis = sharing.shareFactor(phiShare, found.ceremony().random());
        List<BigInteger> gammas =
                sharing.shareFactor(gammaShare, found.ceremony().random());
        return Outgoing.payloads(IntStream.range(0, phis.size())
                .mapToObj(i -> codec().encode(List.of(phis.get(i), gammas.get(i))))
                .toList());
    }

    @Override
    public boolean expectsPayload(int from) {
        return true;
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        BigInteger phi = BigInteger.ZERO;
        BigInteger gamma = BigInteger.ZERO;
        List<byte[]> payloads = received.withoutContents().payloads();
        for (int from = 1; from <= payloads.size(); from++) {
            List<BigInteger> shares = codec().decode(from, payloads.get(from - 1), 2);
            phi = phi.add(shares.get(0));
            gamma = gamma.add(shares.get(1));
        }
        return new ExponentPhase(found, phi, gamma);
    }
}
