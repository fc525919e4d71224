package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everybody decrypts the sum of the self-test partially, with a proof; two sets of T members must open the same number. */
final class SelfTestPhase implements CeremonyPhase {

    private final NewKey newKey;
    private final ThresholdPublicKey key;
    private final Ceremony ceremony;
    private final Ciphertext sum;
    private final SelfTestRevealPhase.Numbers numbers;

    SelfTestPhase(NewKey newKey, Ciphertext sum, SelfTestRevealPhase.Numbers numbers) {
        this.newKey = newKey;
        this.key = newKey.key();
        this.ceremony = newKey.ceremony();
        this.sum = sum;
        this.numbers = numbers;
    }

    @Override
    public String title() {
        return "self-test: decryption";
    }

    private PartialDecryptionStatement statement(int index, PartialDecryption partial) {
        byte[] context =
                FramedHash.sha256("ceremony-self-test/v1", ceremony.transcript().ceremonyId());
        return new PartialDecryptionStatement(key, index, context, List.of(sum), List.of(partial));
    }

    @Override
    public Outgoing outgoing() {
        PartialDecryption own = PartialDecryptor.of(key, newKey.share())
                .decrypt(List.of(sum), ceremony.random())
                .getFirst();
        PartialDecryptionProof proof =
                PartialDecryptionProof.prove(statement(ceremony.self(), own), newKey.share(), ceremony.random());
        return Outgoing.broadcast(new CanonicalWriter()
                .sized(own.encode(key.paillier()))
                .sized(proof.encode(key))
                .toByteArray());
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<Verified> verified = ceremony.map(
                ceremony.members(), i -> verify(i + 1, received.contents().get(i)));
        List<PartialDecryption> partials = new ArrayList<>();
        for (int i = 1; i <= verified.size(); i++) {
            Verified result = verified.get(i - 1);
            if (result.partial().isEmpty()) {
                throw CeremonyStoppedException.by(i, result.fault());
            }
            partials.add(result.partial().get());
        }
        int threshold = key.parameters().threshold();
        BigInteger first;
        BigInteger last;
        try {
            first = open(partials.subList(0, threshold));
            last = open(partials.subList(partials.size() - threshold, partials.size()));
        } catch (CombinationException e) {
            return AuditPhase.ofFailedKey(newKey.trail(), "The self-test failed: " + e.getMessage());
        }
        return first.equals(last)
                ? new SelfTestRevealPhase(newKey, numbers, first)
                : AuditPhase.ofFailedKey(
                        newKey.trail(),
                        "The self-test failed: two sets of " + threshold + " members opened different numbers");
    }

    /** A partial decryption whose proof holds, or what is wrong with it. */
    private record Verified(Optional<PartialDecryption> partial, String fault) {}

    private Verified verify(int index, byte[] content) {
        try {
            CanonicalReader reader = new CanonicalReader(content);
            byte[] encodedPartial = reader.sized(KeyCeremony.MAXIMUM_MESSAGE_BYTES);
            byte[] encodedProof = reader.sized(KeyCeremony.MAXIMUM_MESSAGE_BYTES);
            reader.end();
            PartialDecryption partial = PartialDecryption.decode(encodedPartial, key.paillier());
            boolean holds = partial.index() == index
                    && PartialDecryptionProof.decode(encodedProof, key).verify(statement(index, partial));
            return new Verified(
                    holds ? Optional.of(partial) : Optional.empty(),
                    "sent a partial decryption whose proof does not hold");
        } catch (DecodeException e) {
            return new Verified(Optional.empty(), "sent a malformed partial decryption: " + e.getMessage());
        }
    }

    private BigInteger open(List<PartialDecryption> partials) throws CombinationException {
        List<Plaintext> opened =
                Combiner.combine(key, partials.stream().map(List::of).toList());
        return opened.getFirst().signedValue();
    }
}
