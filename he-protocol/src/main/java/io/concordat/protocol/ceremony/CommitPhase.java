package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everybody commits to what it will show: H(transcript so far, title, member, salt, content). */
final class CommitPhase implements CeremonyPhase {

    static final int SALT_BYTES = 32;

    private final Ceremony ceremony;
    private final Opening opening;
    private final byte[] salt;
    private final byte[] transcript;
    private byte @Nullable [] content;

    CommitPhase(Ceremony ceremony, Opening opening) {
        this.ceremony = ceremony;
        this.opening = opening;
        this.salt = ceremony.freshBytes(SALT_BYTES);
        this.transcript = ceremony.transcript().hash();
    }

    @Override
    public String title() {
        return opening.title() + ": commitments";
    }

    @Override
    public Outgoing outgoing() throws CeremonyStoppedException {
        byte[] own = opening.content();
        content = own;
        return Outgoing.broadcast(commitment(ceremony.self(), salt, own));
    }

    /** The commitment of a member to content with a salt. */
    byte[] commitment(int index, byte[] itsSalt, byte[] itsContent) {
        return FramedHash.sha256(
                "ceremony-commitment/v1",
                transcript,
                opening.title().getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) index},
                itsSalt,
                itsContent);
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<byte[]> commitments = received.contents();
        for (int i = 1; i <= commitments.size(); i++) {
            if (commitments.get(i - 1).length != FramedHash.LENGTH) {
                throw CeremonyStoppedException.by(
                        i, "committed with " + commitments.get(i - 1).length + " bytes instead of 32");
            }
        }
        byte[] own = content;
        if (own == null) {
            if (!ceremony.observes()) {
                throw new AssertionError("bug: a phase is entered before it is left");
            }
            own = new byte[0]; // never shown
        }
        return new OpenPhase(this, opening, commitments, new OpenPhase.Own(ceremony.self(), salt, own));
    }
}
