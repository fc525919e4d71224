package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt as this member sees it.
 *
 * @param openHash H(OPEN)
 * @param open the OPEN
 * @param state where this member stands
 * @param revealed whether it decided to reveal
 * @param shared whether it decided to share
 * @param results the first local answer of each kind
 * @param passed the deadlines that passed
 * @param shares who sent a share whose proof holds, in the order in which that was found
 * @param badShares who sent a share that was set aside
 */
public record Attempt(
        Digest openHash,
        Open open,
        AttemptState state,
        boolean revealed,
        boolean shared,
        Map<Class<?>, RoundEvent> results,
        Set<DeadlineKind> passed,
        List<MemberId> shares,
        Set<MemberId> badShares) {
    public Attempt {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        passed = Set.copyOf(passed);
        shares = List.copyOf(shares);
        badShares = Set.copyOf(badShares);
    }

    static Attempt of(Digest openHash, Open open, AttemptState state) {
        return new Attempt(openHash, open, state, false, false, Map.of(), Set.of(), List.of(), Set.of());
    }

    /** The number of the attempt. */
    public int number() {
        return open.attempt();
    }

    <T extends RoundEvent> Optional<T> result(Class<T> kind) {
        return Optional.ofNullable(results.get(kind)).map(kind::cast);
    }

    boolean has(Class<? extends RoundEvent> kind) {
        return results.containsKey(kind);
    }

    Attempt in(AttemptState next) {
        return new Attempt(openHash, open, next, revealed, shared, results, passed, shares, badShares);
    }

    Attempt revealing() {
        return new Attempt(
                openHash, open, new AttemptState.Revealed(), true, shared, results, passed, shares, badShares);
    }

    Attempt sharing(Digest root) {
        return new Attempt(
                openHash, open, new AttemptState.Released(root), revealed, true, results, passed, shares, badShares);
    }

    /** Keeps the first answer of each kind. */
    Attempt with(RoundEvent result) {
        Map<Class<?>, RoundEvent> more = new LinkedHashMap<>(results);
        more.putIfAbsent(result.getClass(), result);
        return new Attempt(openHash, open, state, revealed, shared, more, passed, shares, badShares);
    }

    Attempt with(DeadlineKind kind) {
        Set<DeadlineKind> more = EnumSet.of(kind);
        more.addAll(passed);
        return new Attempt(openHash, open, state, revealed, shared, results, more, shares, badShares);
    }

    Attempt withShare(MemberId from) {
        if (shares.contains(from) || badShares.contains(from)) {
            return this;
        }
        List<MemberId> more = new ArrayList<>(shares);
        more.add(from);
        return new Attempt(openHash, open, state, revealed, shared, results, passed, more, badShares);
    }

    Attempt withBadShare(MemberId from) {
        if (shares.contains(from)) {
            return this;
        }
        Set<MemberId> more = new LinkedHashSet<>(badShares);
        more.add(from);
        return new Attempt(openHash, open, state, revealed, shared, results, passed, shares, more);
    }
}
