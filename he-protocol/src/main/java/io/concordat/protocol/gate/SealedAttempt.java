package io.concordat.protocol.gate;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Transcript;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An attempt that this member has sealed: the only thing the gate can be asked about. The round machine makes it from its
 * journal.
 *
 * @param transcript everything the cohort said
 * @param aggregateHash of the product that this member computed itself
 * @param sealedBy the members whose SEAL names the same root
 * @param lastCommitIndex journal position at which the last COMMIT of U was stored
 * @param ownRevealIndex journal position of this member's own REVEAL, empty if it is not in U
 */
public record SealedAttempt(
        Transcript transcript,
        Digest aggregateHash,
        SortedSet<MemberId> sealedBy,
        long lastCommitIndex,
        OptionalLong ownRevealIndex) {
    public SealedAttempt {
        sealedBy = Collections.unmodifiableSortedSet(new TreeSet<>(sealedBy));
    }

    /** The identity of the attempt. */
    public Digest attemptId() {
        return transcript.attemptId();
    }

    /** The root of the transcript. */
    public Digest root() {
        return transcript.root(aggregateHash);
    }

    /** The OPEN of the attempt. */
    public Open open() {
        return transcript.open();
    }

    /** U, ascending. */
    public List<MemberId> cohort() {
        return transcript.cohort();
    }
}
