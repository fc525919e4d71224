package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.KeyShare;
import java.math.BigInteger;
import java.util.List;

/** The first 2t + 1 members share their terms of the decryption exponent with the key's threshold. */
final class ExponentPhase implements CeremonyPhase {

    private static final KeyShare NOBODYS = new KeyShare(1, SecretBigInteger.of(BigInteger.ZERO));

    private final FoundModulus found;
    private final List<BigInteger> shares;

    private ExponentPhase(FoundModulus found, List<BigInteger> shares) {
        this.found = found;
        this.shares = shares;
    }

    static ExponentPhase of(FoundModulus found, BigInteger phi, BigInteger gamma) {
        int self = found.ceremony().self();
        return new ExponentPhase(found, part(found.sharing(), self, found.member(), phi, gamma));
    }

    static ExponentPhase observed(FoundModulus found) {
        return new ExponentPhase(found, List.of());
    }

    /**
     * For each member a share of member {@code index}'s term; none if it has no term. All randomness is from its seed of
     * the candidate.
     */
    static List<BigInteger> part(
            KeySharing sharing, int index, CandidateMember member, BigInteger phi, BigInteger gamma) {
        return sharing.sharesExponent(index)
                ? sharing.shareExponent(sharing.exponentTerm(index, phi, gamma), member.stage("exponent"))
                : List.of();
    }

    /** For each member the bytes for it. */
    static List<byte[]> encoded(KeySharing sharing, List<BigInteger> shares) {
        return shares.stream()
                .map(share -> codec(sharing).encode(List.of(share)))
                .toList();
    }

    @Override
    public String title() {
        return "sharing the decryption exponent";
    }

    private static SignedCodec codec(KeySharing sharing) {
        return new SignedCodec(sharing.exponentShareBound());
    }

    @Override
    public Outgoing outgoing() {
        return shares.isEmpty() ? Outgoing.echoOnly() : Outgoing.payloads(encoded(found.sharing(), shares));
    }

    @Override
    public boolean expectsPayload(int from) {
        return found.sharing().sharesExponent(from);
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        found.trail().dealt(received.withoutContents());
        return new CommitPhase(found.ceremony(), new VerificationKeyOpening(found, keyShare(received)));
    }

    private KeyShare keyShare(Received received) throws CeremonyStoppedException {
        if (found.ceremony().observes()) {
            return NOBODYS;
        }
        BigInteger share = BigInteger.ZERO;
        List<byte[]> payloads = received.payloads();
        for (int from = 1; from <= payloads.size(); from++) {
            if (expectsPayload(from)) {
                share = share.add(codec(found.sharing())
                        .decode(from, payloads.get(from - 1), 1)
                        .getFirst());
            }
        }
        return new KeyShare(found.ceremony().self(), SecretBigInteger.of(share));
    }
}
