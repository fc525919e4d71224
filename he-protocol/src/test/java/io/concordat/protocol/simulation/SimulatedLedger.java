package io.concordat.protocol.simulation;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.ScopeLedger;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decision ledger by the rules of the node's database: the first entry wins, a share only adds to a stake. It leaves out
 * the database's own check that SHARE and ABANDON exclude each other, so that machine and gate have to be right by
 * themselves.
 */
final class SimulatedLedger {
    private final Map<Digest, Stake> stakes = new LinkedHashMap<>();
    private final Map<Digest, ScopeId> scopes = new HashMap<>();
    private final Set<Digest> abandoned = new LinkedHashSet<>();

    SimulatedLedger copy() {
        SimulatedLedger copy = new SimulatedLedger();
        copy.stakes.putAll(stakes);
        copy.scopes.putAll(scopes);
        copy.abandoned.addAll(abandoned);
        return copy;
    }

    void revealed(ScopeId scope, Stake stake) {
        insert(scope, stake);
    }

    void shared(ScopeId scope, SealedAttempt attempt) {
        Digest id = attempt.attemptId();
        insert(scope, stake(attempt, Digest.ZERO, Stake.Part.REVEALED));
        Stake before = get(id);
        if (before.part() != Stake.Part.SHARED) {
            stakes.put(id, with(before, attempt.root(), Stake.Part.SHARED, before.outcome()));
        }
    }

    void abandon(Digest attemptId) {
        abandoned.add(attemptId);
    }

    /** What became of an attempt. */
    void outcome(ScopeId scope, Stake seen) {
        insert(scope, with(seen, Digest.ZERO, Stake.Part.WITNESSED, seen.outcome()));
        Stake before = get(seen.attemptId());
        if (before.outcome() == Stake.Outcome.LIVE) {
            stakes.put(seen.attemptId(), with(before, before.root(), before.part(), seen.outcome()));
        }
    }

    /** Takes over which sums another member saw opened. */
    void witness(SimulatedLedger other) {
        other.stakes.forEach((id, stake) -> {
            ScopeId scope = other.scopes.get(id);
            boolean opened = stake.outcome() == Stake.Outcome.OPENED || stake.outcome() == Stake.Outcome.FAILED;
            if (opened && scope != null) {
                outcome(scope, stake);
            }
        });
    }

    boolean isShared(Digest attemptId, Digest root) {
        Stake stake = stakes.get(attemptId);
        return stake != null
                && stake.part() == Stake.Part.SHARED
                && stake.root().equals(root);
    }

    Optional<Stake> find(Digest attemptId) {
        return Optional.ofNullable(stakes.get(attemptId));
    }

    ScopeLedger scope(ScopeId scope) {
        return new ScopeLedger(scope, of(scope), abandoned, List.of());
    }

    Optional<List<MemberId>> frozenCohort(ScopeId scope) {
        return of(scope).stream()
                .filter(stake -> stake.outcome() == Stake.Outcome.OPENED || stake.outcome() == Stake.Outcome.FAILED)
                .map(Stake::cohort)
                .findFirst();
    }

    int openings(JobId job) {
        return (int) stakes.values().stream()
                .filter(stake -> stake.job().equals(job))
                .filter(stake -> stake.outcome() == Stake.Outcome.OPENED || stake.outcome() == Stake.Outcome.FAILED)
                .count();
    }

    static Stake stake(SealedAttempt attempt, Digest root, Stake.Part part) {
        return new Stake(
                JobId.ofTask(attempt.open().taskHash()),
                attempt.open().round(),
                attempt.attemptId(),
                attempt.open().stateDigest(),
                attempt.cohort(),
                root,
                part,
                Stake.Outcome.LIVE);
    }

    private void insert(ScopeId scope, Stake stake) {
        stakes.putIfAbsent(stake.attemptId(), stake);
        scopes.putIfAbsent(stake.attemptId(), scope);
    }

    private Stake get(Digest attemptId) {
        return find(attemptId).orElseThrow(() -> new IllegalStateException("a stake without an entry"));
    }

    private List<Stake> of(ScopeId scope) {
        List<Stake> found = new ArrayList<>();
        stakes.forEach((id, stake) -> {
            if (scope.equals(scopes.get(id))) {
                found.add(stake);
            }
        });
        return found;
    }

    private static Stake with(Stake stake, Digest root, Stake.Part part, Stake.Outcome outcome) {
        return new Stake(
                stake.job(),
                stake.round(),
                stake.attemptId(),
                stake.stateDigest(),
                stake.cohort(),
                root,
                part,
                outcome);
    }
}
