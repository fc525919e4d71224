package io.concordat.protocol.testing;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.ReleaseLedger;
import io.concordat.protocol.gate.ReleasePermit;
import io.concordat.protocol.gate.ScopeLedger;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A ledger that survives a member's crash, and remembers in which order things were written. */
public final class InMemoryLedger implements ReleaseLedger {
    private final Map<Digest, Stake> released = new LinkedHashMap<>();
    private final Set<Digest> abandoned = new LinkedHashSet<>();

    @Override
    public void record(ReleasePermit permit) {
        SealedAttempt attempt = permit.attempt();
        released.putIfAbsent(
                attempt.attemptId(),
                new Stake(
                        JobId.ofTask(attempt.open().taskHash()),
                        attempt.open().round(),
                        attempt.attemptId(),
                        attempt.open().stateDigest(),
                        attempt.cohort(),
                        attempt.root(),
                        Stake.Part.SHARED,
                        Stake.Outcome.LIVE));
    }

    void abandon(Digest attemptId) {
        abandoned.add(attemptId);
    }

    /** Whether the intent to share this attempt was written. */
    public boolean released(Digest attemptId) {
        return released.containsKey(attemptId);
    }

    /** The scope as this member remembers it: what the journals say, and what was released beyond it. */
    ScopeLedger scope(ScopeId scope, List<Stake> journalled) {
        Map<Digest, Stake> stakes = new LinkedHashMap<>(released);
        journalled.forEach(stake -> {
            boolean weaker = stake.outcome() == Stake.Outcome.LIVE && released.containsKey(stake.attemptId());
            if (!weaker) {
                stakes.put(stake.attemptId(), stake);
            }
        });
        return new ScopeLedger(scope, new ArrayList<>(stakes.values()), abandoned, List.of());
    }
}
