package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.mask.MaskPublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Everybody introduces itself: a nonce, a key to seal payloads with, keys for the masks of later rounds, and the root over
 * the seeds of all candidates. The ceremony id is the hash of all of that and the parameters.
 */
final class HelloPhase implements CeremonyPhase {

    private static final int NONCE_BYTES = 32;

    private final Ceremony ceremony;

    HelloPhase(Ceremony ceremony) {
        this.ceremony = ceremony;
    }

    @Override
    public String title() {
        return "introductions";
    }

    @Override
    public Outgoing outgoing() {
        return Outgoing.broadcast(new CanonicalWriter()
                .fixed(ceremony.freshBytes(NONCE_BYTES))
                .fixed(ceremony.channels().publicKey())
                .fixed(ceremony.maskKeys().publicKey().encode())
                .fixed(ceremony.seeds().root())
                .toByteArray());
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<byte[]> sealingKeys = new ArrayList<>();
        List<MaskPublicKey> maskKeys = new ArrayList<>();
        List<byte[]> seedRoots = new ArrayList<>();
        for (int i = 1; i <= ceremony.members(); i++) {
            try {
                CanonicalReader reader = new CanonicalReader(received.contents().get(i - 1));
                reader.fixed(NONCE_BYTES);
                sealingKeys.add(reader.fixed(SealedChannels.KEY_BYTES));
                maskKeys.add(MaskPublicKey.decode(reader.fixed(MaskPublicKey.LENGTH)));
                seedRoots.add(reader.fixed(FramedHash.LENGTH));
                reader.end();
            } catch (DecodeException e) {
                throw CeremonyStoppedException.by(i, "introduced itself wrongly: " + e.getMessage());
            }
        }
        if (!ceremony.observes()) {
            ceremony.channels().connect(ceremony.transcript().ceremonyId(), sealingKeys);
        }
        return new DealPhase(Batch.first(ceremony, new Introductions(maskKeys, seedRoots)), 0);
    }
}
