package io.concordat.protocol.round;

import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything one member knows about one round: the fold of its journal. Two members that applied the same events are in
 * equal states.
 *
 * @param events how many events were applied
 * @param mail the messages
 * @param attempts by number
 * @param expected the least number of the next attempt
 * @param rested the highest attempt before which this member has paused
 * @param proposals the OPENs that this member decided on, by number
 * @param notices what the operator is to be told, in order
 * @param forgotten a message that this member signed and does not know, if one was shown to it
 */
public record RoundState(
        long events,
        Mailbox mail,
        SortedMap<Integer, Attempt> attempts,
        int expected,
        int rested,
        SortedMap<Integer, Open> proposals,
        List<RoundEffect> notices,
        Optional<SignedEnvelope> forgotten) {
    private static final int MAX_NOTICES = 1024;

    public RoundState {
        attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
        proposals = Collections.unmodifiableSortedMap(new TreeMap<>(proposals));
        notices = List.copyOf(notices);
    }

    static RoundState initial() {
        return new RoundState(0, Mailbox.EMPTY, new TreeMap<>(), 0, 0, new TreeMap<>(), List.of(), Optional.empty());
    }

    /** The attempt with this number, if its OPEN is known. */
    public Optional<Attempt> attempt(int number) {
        return Optional.ofNullable(attempts.get(number));
    }

    /** The attempt that opened the sum, if there is one. */
    public Optional<Attempt> settled() {
        for (Attempt attempt : attempts.values()) {
            if (attempt.state() instanceof AttemptState.Settled) {
                return Optional.of(attempt);
            }
        }
        return Optional.empty();
    }

    /** How many attempts opened a sum that failed its checks. */
    public long failures() {
        long failures = 0;
        for (Attempt attempt : attempts.values()) {
            failures += attempt.state() instanceof AttemptState.Failed ? 1 : 0;
        }
        return failures;
    }

    RoundState counted() {
        return new RoundState(events + 1, mail, attempts, expected, rested, proposals, notices, forgotten);
    }

    RoundState with(Mailbox more) {
        return new RoundState(events, more, attempts, expected, rested, proposals, notices, forgotten);
    }

    RoundState with(Attempt attempt) {
        SortedMap<Integer, Attempt> more = new TreeMap<>(attempts);
        more.put(attempt.number(), attempt);
        return new RoundState(events, mail, more, expected, rested, proposals, notices, forgotten);
    }

    RoundState expecting(int number) {
        return new RoundState(
                events, mail, attempts, Math.max(expected, number), rested, proposals, notices, forgotten);
    }

    RoundState resting(int number) {
        return new RoundState(
                events, mail, attempts, expected, Math.max(rested, number), proposals, notices, forgotten);
    }

    RoundState proposing(Open open) {
        SortedMap<Integer, Open> more = new TreeMap<>(proposals);
        more.putIfAbsent(open.attempt(), open);
        return new RoundState(events, mail, attempts, expected, rested, more, notices, forgotten);
    }

    RoundState noticing(RoundEffect notice) {
        if (notices.contains(notice) || notices.size() >= MAX_NOTICES) {
            return this;
        }
        List<RoundEffect> more = new ArrayList<>(notices);
        more.add(notice);
        return new RoundState(events, mail, attempts, expected, rested, proposals, more, forgotten);
    }

    RoundState forgetting(SignedEnvelope own) {
        return forgotten.isPresent()
                ? this
                : new RoundState(events, mail, attempts, expected, rested, proposals, notices, Optional.of(own));
    }
}
