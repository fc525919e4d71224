package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.round.Mailbox.Stored;
import io.concordat.protocol.round.RoundEvent.RevealsAccepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from the mailbox for one attempt. Immutable; what costs hashing is computed once. Not thread-safe. */
final class AttemptFacts {
    private final RoundContext context;
    private final Mailbox mail;
    private final Attempt attempt;
    private @Nullable Digest attemptId;
    private @Nullable Transcript transcript;
    private @Nullable Digest root;

    AttemptFacts(RoundContext context, Mailbox mail, Attempt attempt) {
        this.context = context;
        this.mail = mail;
        this.attempt = attempt;
    }

    RoundContext context() {
        return context;
    }

    Attempt attempt() {
        return attempt;
    }

    boolean inCohort() {
        return cohort().contains(context.self());
    }

    List<MemberId> cohort() {
        return attempt.open().cohort();
    }

    SortedMap<MemberId, Stored> joins() {
        return mail.about(MessageType.JOIN, attempt.openHash(), cohort());
    }

    boolean allJoined() {
        return joins().size() == cohort().size();
    }

    /** Known as soon as all JOINs are. */
    Optional<Digest> attemptId() {
        if (attemptId == null) {
            attemptId = computeAttemptId().orElse(null);
        }
        return Optional.ofNullable(attemptId);
    }

    private Optional<Digest> computeAttemptId() {
        SortedMap<MemberId, Stored> joins = joins();
        if (joins.size() < cohort().size()) {
            return Optional.empty();
        }
        SortedMap<MemberId, Digest> hashes = new TreeMap<>();
        joins.forEach((id, stored) -> hashes.put(id, stored.envelope().hash()));
        return Optional.of(RoundHashes.attemptId(attempt.openHash(), hashes));
    }

    /** Messages about the attemptId of members of U. */
    SortedMap<MemberId, Stored> ofCohort(MessageType type) {
        return attemptId().map(id -> mail.about(type, id, cohort())).orElseGet(TreeMap::new);
    }

    /** Messages about the attemptId of any member. */
    SortedMap<MemberId, Stored> ofAnyone(MessageType type) {
        return attemptId()
                .map(id -> mail.about(type, id, context.consortium().ids()))
                .orElseGet(TreeMap::new);
    }

    Optional<Stored> own(MessageType type) {
        return attemptId().flatMap(id -> mail.find(context.self(), type, id));
    }

    boolean allCommitted() {
        return ofCohort(MessageType.COMMIT).size() == cohort().size();
    }

    boolean allRevealed() {
        return ofCohort(MessageType.REVEAL).size() == cohort().size();
    }

    /** The members of U whose message is missing at the earliest step that is incomplete. */
    SortedSet<MemberId> missing() {
        SortedSet<MemberId> missing = new TreeSet<>(cohort());
        if (!allJoined()) {
            missing.removeAll(joins().keySet());
        } else if (!allCommitted()) {
            missing.removeAll(ofCohort(MessageType.COMMIT).keySet());
        } else {
            missing.removeAll(ofCohort(MessageType.REVEAL).keySet());
        }
        return missing;
    }

    /** Complete once all REVEALs are stored. */
    Optional<Transcript> transcript() {
        if (transcript == null) {
            transcript = makeTranscript().orElse(null);
        }
        return Optional.ofNullable(transcript);
    }

    private Optional<Transcript> makeTranscript() {
        if (!allJoined() || !allCommitted() || !allRevealed()) {
            return Optional.empty();
        }
        return attemptId()
                .map(id -> new Transcript(
                        id,
                        attempt.openHash(),
                        attempt.open(),
                        envelopes(joins()),
                        envelopes(ofCohort(MessageType.COMMIT)),
                        envelopes(ofCohort(MessageType.REVEAL))));
    }

    /** The root that this member computed, once it has checked the reveals. */
    Optional<Digest> root() {
        if (root == null) {
            root = computeRoot().orElse(null);
        }
        return Optional.ofNullable(root);
    }

    private Optional<Digest> computeRoot() {
        return attempt.result(RevealsAccepted.class)
                .flatMap(accepted -> transcript().map(transcript -> transcript.root(accepted.aggregateHash())));
    }

    SortedSet<MemberId> sealedBy(Digest root) {
        return ofAnyone(MessageType.SEAL).entrySet().stream()
                .filter(entry ->
                        Mailbox.body(entry.getValue(), Seal.class).root().equals(root))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int abandons() {
        return ofAnyone(MessageType.ABANDON).size();
    }

    /** So many ABANDONs that fewer than T honest members can still share. */
    boolean hopeless() {
        return abandons() >= context.hopelessQuorum();
    }

    /** DEATH: D ABANDONs of different members. */
    boolean dead() {
        return abandons() >= context.deathQuorum();
    }

    /** Revealed or shared, and neither opened nor failed nor dead. */
    boolean live() {
        boolean ended =
                attempt.state() instanceof AttemptState.Settled || attempt.state() instanceof AttemptState.Failed;
        return (attempt.revealed() || attempt.shared()) && !ended && !dead();
    }

    /** Shares of others with this root that are neither accepted nor set aside. */
    List<SignedEnvelope> uncheckedShares(Digest root) {
        List<SignedEnvelope> unchecked = new ArrayList<>();
        ofAnyone(MessageType.SHARE).forEach((id, stored) -> {
            boolean known = attempt.shares().contains(id) || attempt.badShares().contains(id);
            if (!known && Mailbox.body(stored, Share.class).root().equals(root)) {
                unchecked.add(stored.envelope());
            }
        });
        return unchecked;
    }

    /** The first T accepted shares, ascending by member, or empty while there are fewer. */
    List<SignedEnvelope> chosenShares() {
        if (attempt.shares().size() < context.threshold()) {
            return List.of();
        }
        SortedSet<MemberId> chosen = new TreeSet<>(attempt.shares().subList(0, context.threshold()));
        return List.copyOf(envelopes(attemptId()
                        .map(id -> mail.about(MessageType.SHARE, id, chosen))
                        .orElseGet(TreeMap::new))
                .values());
    }

    private static SortedMap<MemberId, SignedEnvelope> envelopes(SortedMap<MemberId, Stored> stored) {
        SortedMap<MemberId, SignedEnvelope> envelopes = new TreeMap<>();
        stored.forEach((id, message) -> envelopes.put(id, message.envelope()));
        return envelopes;
    }
}
