package io.concordat.protocol.gate;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.ScopeId;
import java.util.List;
import java.util.Set;

/**
 * What this node remembers about one data scope, over all jobs, states and histograms.
 *
 * @param scope the scope
 * @param stakes every attempt in which it revealed or shared, or that it saw opened or failed
 * @param abandoned attempts for which it signed ABANDON
 * @param consents signed consents to another cohort
 */
public record ScopeLedger(ScopeId scope, List<Stake> stakes, Set<Digest> abandoned, List<CohortConsent> consents) {
    public ScopeLedger {
        stakes = List.copyOf(stakes);
        abandoned = Set.copyOf(abandoned);
        consents = List.copyOf(consents);
    }

    /** A scope in which nothing has happened. */
    public static ScopeLedger empty(ScopeId scope) {
        return new ScopeLedger(scope, List.of(), Set.of(), List.of());
    }
}
