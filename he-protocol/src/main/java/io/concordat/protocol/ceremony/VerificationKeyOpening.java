package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.proof.VerificationKeyProof;
import io.concordat.crypto.proof.VerificationKeyStatement;
import io.concordat.crypto.threshold.CeremonyRecord;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.crypto.threshold.VerificationKeys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Everybody shows its verification key with a proof that it knows the share behind it. */
final class VerificationKeyOpening implements Opening {

    private final FoundModulus found;
    private final Ceremony ceremony;
    private final KeyShare keyShare;
    private final PaillierPublicKey paillier;
    private final ThresholdParameters parameters;
    private final VerificationKeys keys;

    VerificationKeyOpening(FoundModulus found, KeyShare keyShare) {
        this.found = found;
        this.ceremony = found.ceremony();
        this.keyShare = keyShare;
        this.paillier = found.paillier();
        this.parameters = ceremony.parameters().threshold();
        this.keys = VerificationKeys.of(ceremony.transcript().ceremonyId(), paillier, parameters);
    }

    @Override
    public String title() {
        return "verification keys";
    }

    private VerificationKeyStatement statement(int index, BigInteger verificationKey) {
        return new VerificationKeyStatement(
                paillier,
                parameters,
                index,
                verificationKey,
                ceremony.transcript().ceremonyId());
    }

    @Override
    public byte[] content() {
        BigInteger own = keys.verificationKey(keyShare.share());
        VerificationKeyProof proof =
                VerificationKeyProof.prove(statement(keyShare.index(), own), keyShare, ceremony.random());
        return new CanonicalWriter()
                .unsigned(own, paillier.ciphertextBytes())
                .fixed(proof.encode(paillier, parameters))
                .toByteArray();
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        List<BigInteger> shown = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            shown.add(verified(i, contents.get(i - 1)));
        }
        found.trail().openedKeys(shown);
        byte[] seed = ceremony.transcript().coin("degree-check");
        if (!keys.areOfDegree(shown, seed)) {
            return AuditPhase.ofFailedKey(
                    found.trail(),
                    "The verification keys do not belong to one polynomial of degree " + (parameters.threshold() - 1)
                            + ": somebody dealt a wrong share or showed a wrong key");
        }
        ThresholdPublicKey key = ThresholdPublicKey.fresh(
                ceremony.parameters().subject().epochType(),
                paillier,
                parameters,
                shown,
                new CeremonyRecord(
                        ceremony.transcript().ceremonyId(),
                        ceremony.transcript().hash()));
        return new CommitPhase(ceremony, new SelfTestOpening(new NewKey(found.trail(), key, keyShare)));
    }

    private BigInteger verified(int index, byte[] content) throws CeremonyStoppedException {
        try {
            CanonicalReader reader = new CanonicalReader(content);
            BigInteger verificationKey = reader.unsigned(paillier.ciphertextBytes());
            VerificationKeyProof proof =
                    VerificationKeyProof.decode(reader.fixed(reader.remaining()), paillier, parameters);
            if (proof.verify(statement(index, verificationKey))) {
                return verificationKey;
            }
        } catch (DecodeException e) {
            throw CeremonyStoppedException.by(index, "showed its verification key wrongly: " + e.getMessage());
        }
        throw CeremonyStoppedException.by(index, "showed a verification key without a valid proof of its key share");
    }
}
