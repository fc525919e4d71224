package io.concordat.protocol.message;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that the cohort said in one attempt up to and including the reveals: one JOIN, COMMIT and REVEAL of each.
 *
 * @param attemptId follows from OPEN and JOINs
 * @param openHash H(OPEN)
 * @param open the OPEN
 * @param joins the JOIN of each member of U
 * @param commits the COMMIT of each
 * @param reveals the REVEAL of each
 */
public record Transcript(
        Digest attemptId,
        Digest openHash,
        Open open,
        SortedMap<MemberId, SignedEnvelope> joins,
        SortedMap<MemberId, SignedEnvelope> commits,
        SortedMap<MemberId, SignedEnvelope> reveals) {
    public Transcript {
        joins = complete("JOINs", open, joins);
        commits = complete("COMMITs", open, commits);
        reveals = complete("REVEALs", open, reveals);
        SortedMap<MemberId, Digest> hashes = new TreeMap<>();
        joins.forEach((id, join) -> hashes.put(id, join.hash()));
        if (!RoundHashes.attemptId(openHash, hashes).equals(attemptId)) {
            throw new IllegalArgumentException("Expected the attempt of these JOINs but found " + attemptId.brief());
        }
    }

    /** U, ascending. */
    public List<MemberId> cohort() {
        return open.cohort();
    }

    /** The commitment of a member of U. */
    public Digest commitment(MemberId id) {
        return body(commits, id, Commit.class).commitment();
    }

    /** The reveal of a member of U. */
    public Reveal reveal(MemberId id) {
        return body(reveals, id, Reveal.class);
    }

    /** The root of this transcript, given H("aggregate", …) of the products. */
    public Digest root(Digest aggregateHash) {
        List<Digest> leaves = cohort().stream()
                .map(id -> RoundHashes.leaf(
                        attemptId,
                        id,
                        at(joins, id).hash(),
                        at(commits, id).hash(),
                        at(reveals, id).hash()))
                .toList();
        return RoundHashes.root(attemptId, openHash, leaves, aggregateHash);
    }

    private static SortedMap<MemberId, SignedEnvelope> complete(
            String what, Open open, SortedMap<MemberId, SignedEnvelope> messages) {
        if (!List.copyOf(messages.keySet()).equals(open.cohort())) {
            throw new IllegalArgumentException(
                    "Expected " + what + " of " + open.cohort() + " but found those of " + messages.keySet());
        }
        TreeMap<MemberId, SignedEnvelope> copy = new TreeMap<>();
        messages.forEach((id, message) -> {
            if (!message.from().equals(id)) {
                throw new IllegalArgumentException(
                        "Expected a message of " + id + " but found one of " + message.from());
            }
            copy.put(id, message);
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    private static <T extends RoundMessage> T body(
            SortedMap<MemberId, SignedEnvelope> messages, MemberId id, Class<T> type) {
        return type.cast(at(messages, id).body());
    }

    private static SignedEnvelope at(SortedMap<MemberId, SignedEnvelope> messages, MemberId id) {
        SignedEnvelope message = messages.get(id);
        if (message == null) {
            throw new IllegalArgumentException("Expected a member of " + messages.keySet() + " but found " + id);
        }
        return message;
    }
}
