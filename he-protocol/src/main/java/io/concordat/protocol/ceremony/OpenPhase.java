package io.concordat.protocol.ceremony;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everybody shows what it committed to: salt, then content. */
final class OpenPhase implements CeremonyPhase {

    private final CommitPhase commitPhase;
    private final Opening opening;
    private final List<byte[]> commitments;
    private final Own own;

    /** What this member will show. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Own(int index, byte[] salt, byte[] content) {}

    OpenPhase(CommitPhase commitPhase, Opening opening, List<byte[]> commitments, Own own) {
        this.commitPhase = commitPhase;
        this.opening = opening;
        this.commitments = commitments;
        this.own = own;
    }

    @Override
    public String title() {
        return opening.title();
    }

    @Override
    public Outgoing outgoing() {
        byte[] shown = Arrays.copyOf(own.salt(), own.salt().length + own.content().length);
        System.arraycopy(own.content(), 0, shown, own.salt().length, own.content().length);
        return Outgoing.broadcast(shown);
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<byte[]> contents = new ArrayList<>();
        for (int i = 1; i <= commitments.size(); i++) {
            byte[] shown = received.contents().get(i - 1);
            if (shown.length < CommitPhase.SALT_BYTES) {
                throw CeremonyStoppedException.by(i, "opened " + shown.length + " bytes, fewer than the salt has");
            }
            byte[] salt = Arrays.copyOf(shown, CommitPhase.SALT_BYTES);
            byte[] content = Arrays.copyOfRange(shown, CommitPhase.SALT_BYTES, shown.length);
            if (!MessageDigest.isEqual(commitPhase.commitment(i, salt, content), commitments.get(i - 1))) {
                throw CeremonyStoppedException.by(
                        i, "opened something other than it had committed to (" + opening.title() + ")");
            }
            contents.add(content);
        }
        return opening.opened(contents);
    }
}
