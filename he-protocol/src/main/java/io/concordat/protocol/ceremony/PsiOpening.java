package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.InconsistentSharesException;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.keygen.PhiInversion;
import io.concordat.crypto.keygen.RingBgw;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows psi = phi(N) beta mod N. A psi that is no unit also betrays the moduli that the biprimality test lets pass. */
final class PsiOpening implements Opening {

    private final KeyTrail trail;
    private final Ceremony ceremony;
    private final RingBgw ring;
    private final Optional<Own> own;

    /** What this member knows of it; an observer knows nothing. */
    private record Own(PhiInversion inversion, BigInteger share) {}

    private PsiOpening(KeyTrail trail, RingBgw ring, Optional<Own> own) {
        this.trail = trail;
        this.ceremony = trail.batch().ceremony();
        this.ring = ring;
        this.own = own;
    }

    static PsiOpening of(KeyTrail trail, RingBgw ring, PhiInversion inversion, BigInteger share) {
        return new PsiOpening(trail, ring, Optional.of(new Own(inversion, share)));
    }

    static PsiOpening observed(KeyTrail trail, RingBgw ring) {
        return new PsiOpening(trail, ring, Optional.empty());
    }

    @Override
    public String title() {
        return "inverse of phi";
    }

    @Override
    public byte[] content() {
        return ResidueCodec.encode(List.of(own.orElseThrow().share()), ring.elementBytes());
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        List<BigInteger> shares = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            shares.addAll(ResidueCodec.residues(i, contents.get(i - 1), 1, ring.modulus()));
        }
        trail.openedPsi(shares);
        BigInteger psi;
        try {
            psi = ring.open(shares);
        } catch (InconsistentSharesException e) {
            return AuditPhase.ofFailedKey(trail, "Inverting phi failed: " + e.getMessage());
        }
        if (!psi.gcd(ring.modulus()).equals(BigInteger.ONE)) {
            return AuditPhase.ofUselessModulus(trail);
        }
        KeySharing sharing =
                KeySharing.of(ceremony.members(), ceremony.parameters().bounds().threshold(), ring.modulus());
        FoundModulus found = new FoundModulus(trail, ring.modulus(), sharing);
        return own.isEmpty()
                ? FactorPhase.observed(found)
                : FactorPhase.of(
                        found,
                        own.get().inversion().phiShare(),
                        own.get().inversion().gamma(psi).orElseThrow());
    }
}
