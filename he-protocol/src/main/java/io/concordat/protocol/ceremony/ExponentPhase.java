package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.KeyShare;
import java.math.BigInteger;
import java.util.List;

/** The first 2t + 1 members share their terms of the decryption exponent with the key's threshold. */
final class ExponentPhase implements CeremonyPhase {

    private final FoundModulus found;
    private final BigInteger phi;
    private final BigInteger gamma;

    ExponentPhase(FoundModulus found, BigInteger phi, BigInteger gamma) {
        this.found = found;
        this.phi = phi;
        this.gamma = gamma;
    }

    @Override
    public String title() {
        return "sharing the decryption exponent";
    }

    private SignedCodec codec() {
        return new SignedCodec(found.sharing().exponentShareBound());
    }

    @Override
    public Outgoing outgoing() {
        KeySharing sharing = found.sharing();
        int self = found.ceremony().self();
        if (!sharing.sharesExponent(self)) {
            return Outgoing.echoOnly();
        }
        BigInteger term = sharing.exponentTerm(self, phi, gamma);
        return Outgoing.payloads(sharing.shareExponent(term, found.ceremony().random()).stream()
                .map(share -> codec().encode(List.of(share)))
                .toList());
    }

    @Override
    public boolean expectsPayload(int from) {
        return found.sharing().sharesExponent(from);
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        BigInteger share = BigInteger.ZERO;
        List<byte[]> payloads = received.withoutContents().payloads();
        for (int from = 1; from <= payloads.size(); from++) {
            if (expectsPayload(from)) {
                share = share.add(
                        codec().decode(from, payloads.get(from - 1), 1).getFirst());
            }
        }
        KeyShare keyShare = new KeyShare(found.ceremony().self(), SecretBigInteger.of(share));
        return new CommitPhase(found.ceremony(), new VerificationKeyOpening(found, keyShare));
    }
}
