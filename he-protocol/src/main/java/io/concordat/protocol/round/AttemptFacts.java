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
import io.concordat.protocol.round.Mailbox.Subject;
import io.concordat.protocol.round.RoundEvent.RevealsAccepted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the mailbox for one attempt. Immutable but for what it remembers of its own conclusions; what costs
 * hashing is computed once, and taken over from the facts before if the messages it follows from are the same.
 */
@SuppressWarnings("ReferenceEquality") // of values that never change: the same object is enough, and quickly seen
final class AttemptFacts {
    private final RoundContext context;
    private final Attempt attempt;
    private final Subject opening;
    private final Optional<Digest> attemptId;
    private final Subject conversation;
    private final Optional<Transcript> transcript;
    private final Optional<Digest> root;
    private @Nullable Mailbox checked;
    private boolean restsIfNewest;
    private boolean restsIfNewer;
    private @Nullable List<RoundEffect> dueIfFree;
    private @Nullable List<RoundEffect> dueIfBound;

    private AttemptFacts(RoundContext context, Mailbox mail, Attempt attempt, Optional<AttemptFacts> before) {
        this.context = context;
        this.attempt = attempt;
        this.opening = mail.about(attempt.openHash());
        Optional<AttemptFacts> sameOpening = before.filter(
                other -> other.opening == opening && other.attempt.openHash().equals(attempt.openHash()));
        this.attemptId = sameOpening.isPresent() ? sameOpening.get().attemptId : computeAttemptId();
        this.conversation = attemptId.map(mail::about).orElse(Subject.NOTHING);
        Optional<AttemptFacts> sameReveals =
                sameOpening.filter(other -> isSame(other, MessageType.COMMIT) && isSame(other, MessageType.REVEAL));
        this.transcript = sameReveals.isPresent() ? sameReveals.get().transcript : makeTranscript();
        Optional<RevealsAccepted> accepted = attempt.result(RevealsAccepted.class);
        Optional<AttemptFacts> sameRoot = sameReveals.filter(
                other -> other.attempt.result(RevealsAccepted.class).equals(accepted));
        this.root = sameRoot.isPresent()
                ? sameRoot.get().root
                : accepted.flatMap(answer -> transcript.map(complete -> complete.root(answer.aggregateHash())));
    }

    /** @param before facts of the same attempt number, computed earlier */
    static AttemptFacts of(RoundContext context, Mailbox mail, Attempt attempt, Optional<AttemptFacts> before) {
        return new AttemptFacts(context, mail, attempt, before);
    }

    /** Whether facts of that attempt computed from that mailbox are these. */
    boolean holdFor(Mailbox mail, Attempt other) {
        if (attempt != other) {
            return false;
        }
        if (mail == checked) {
            return true;
        }
        boolean same = opening == mail.about(other.openHash())
                && (attemptId.isEmpty() || conversation == mail.about(attemptId.get()));
        if (same) {
            checked = mail;
        }
        return same;
    }

    /** Whether it is known that no row of the state table applies; {@code newer} says whether a newer attempt is known. */
    boolean isAtRest(boolean newer) {
        return newer ? restsIfNewer : restsIfNewest;
    }

    /** Remembers that no row of the state table applies. */
    void restsIf(boolean newer) {
        if (newer) {
            restsIfNewer = true;
        } else {
            restsIfNewest = true;
        }
    }

    private boolean isSame(AttemptFacts other, MessageType type) {
        return conversation.of(type) == other.conversation.of(type);
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
        return ofMembers(opening.of(MessageType.JOIN), cohort());
    }

    boolean allJoined() {
        return joins().size() == cohort().size();
    }

    /** Known as soon as all JOINs are. */
    Optional<Digest> attemptId() {
        return attemptId;
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
        return ofMembers(conversation.of(type), cohort());
    }

    /** Messages about the attemptId of any member. */
    SortedMap<MemberId, Stored> ofAnyone(MessageType type) {
        return conversation.of(type);
    }

    Optional<Stored> own(MessageType type) {
        return Optional.ofNullable(conversation.of(type).get(context.self()));
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
        return transcript;
    }

    private Optional<Transcript> makeTranscript() {
        if (!allJoined() || !allCommitted() || !allRevealed()) {
            return Optional.empty();
        }
        return attemptId.map(id -> new Transcript(
                id,
                attempt.openHash(),
                attempt.open(),
                envelopes(joins()),
                envelopes(ofCohort(MessageType.COMMIT)),
                envelopes(ofCohort(MessageType.REVEAL))));
    }

    /** The root that this member computed, once it has checked the reveals. */
    Optional<Digest> root() {
        return root;
    }

    /** The effects that are due for this attempt; {@code free} says whether no other attempt of the round binds this member. */
    List<RoundEffect> due(boolean free) {
        List<RoundEffect> known = free ? dueIfFree : dueIfBound;
        if (known != null) {
            return known;
        }
        List<RoundEffect> due = new ArrayList<>(AttemptEffects.due(this, free));
        due.addAll(Discrepancies.due(this));
        List<RoundEffect> kept = List.copyOf(due);
        if (free) {
            dueIfFree = kept;
        } else {
            dueIfBound = kept;
        }
        return kept;
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
        return List.copyOf(
                envelopes(ofMembers(conversation.of(MessageType.SHARE), chosen)).values());
    }

    private static SortedMap<MemberId, Stored> ofMembers(
            SortedMap<MemberId, Stored> messages, Collection<MemberId> members) {
        if (members.containsAll(messages.keySet())) {
            return messages;
        }
        SortedMap<MemberId, Stored> some = new TreeMap<>(messages);
        some.keySet().retainAll(members);
        return Collections.unmodifiableSortedMap(some);
    }

    private static SortedMap<MemberId, SignedEnvelope> envelopes(SortedMap<MemberId, Stored> stored) {
        SortedMap<MemberId, SignedEnvelope> envelopes = new TreeMap<>();
        stored.forEach((id, message) -> envelopes.put(id, message.envelope()));
        return envelopes;
    }
}
