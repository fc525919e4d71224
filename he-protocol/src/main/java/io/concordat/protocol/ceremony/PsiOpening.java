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

    private final Batch batch;
    private final Ceremony ceremony;
    private final RingBgw ring;
    private final PhiInversion inversion;
    private final BigInteger share;

    PsiOpening(Batch batch, RingBgw ring, PhiInversion inversion, BigInteger share) {
        this.batch = batch;
        this.ceremony = batch.ceremony();
        this.ring = ring;
        this.inversion = inversion;
        this.share = share;
    }

    @Override
    public String title() {
        return "inverse of phi";
    }

    @Override
    public byte[] content() {
        return ResidueCodec.encode(List.of(share), ring.elementBytes());
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        List<BigInteger> shares = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            shares.addAll(ResidueCodec.residues(i, contents.get(i - 1), 1, ring.modulus()));
        }
        Optional<BigInteger> gamma = inversion.gamma(psi(shares));
        if (gamma.isEmpty()) {
            return new DealPhase(batch.following(), 0);
        }
        KeySharing sharing =
                KeySharing.of(ceremony.members(), ceremony.parameters().bounds().threshold(), ring.modulus());
        return new FactorPhase(
                new FoundModulus(ceremony, batch.introductions(), ring.modulus(), sharing),
                inversion.phiShare(),
                gamma.get());
    }

    private BigInteger psi(List<BigInteger> shares) throws CeremonyStoppedException {
        try {
            return ring.open(shares);
        } catch (InconsistentSharesException e) {
            throw CeremonyStoppedException.because("Inverting phi failed: " + e.getMessage());
        }
    }
}
