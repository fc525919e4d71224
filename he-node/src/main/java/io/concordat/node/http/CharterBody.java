package io.concordat.node.http;

import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Deadlines;
import org.jspecify.annotations.Nullable;

/** A charter as JSON: the key's bits are asked for, everything else has the default of {@link Charter#defaults}. */
record CharterBody(
        int keyBits,
        @Nullable Integer threshold,
        @Nullable Integer toleratedCollusion,
        @Nullable Integer minimumCohort,
        @Nullable Integer minimumEffectiveRows,
        @Nullable Long maximumRows,
        @Nullable Integer approvalsPerBank,
        @Nullable Integer shrinkingRetries,
        @Nullable Boolean mergeScoreHistograms,
        @Nullable DeadlinesBody deadlines) {

    /** Seconds; see {@link Deadlines}. */
    record DeadlinesBody(int open, int join, int commit, int reveal, int operator) {

        Deadlines toDeadlines() {
            return new Deadlines(open, join, commit, reveal, operator);
        }
    }

    static CharterBody of(Charter charter) {
        Deadlines times = charter.deadlines();
        return new CharterBody(
                charter.keyBits(),
                charter.threshold(),
                charter.toleratedCollusion(),
                charter.minimumCohort(),
                charter.minimumEffectiveRows(),
                charter.maximumRows(),
                charter.approvalsPerBank(),
                charter.shrinkingRetries(),
                charter.mergeScoreHistograms(),
                new DeadlinesBody(times.open(), times.join(), times.commit(), times.reveal(), times.operator()));
    }

    /** Throws {@link IllegalArgumentException} with a sentence if a limit is out of range. */
    Charter toCharter(int members) {
        Charter defaults = Charter.defaults(members, keyBits);
        if (Boolean.TRUE.equals(mergeScoreHistograms)) {
            throw new IllegalArgumentException(
                    "mergeScoreHistograms is not built yet: score histograms are opened unmerged (docs/leakage.md). Leave it out or say false");
        }
        return new Charter(
                keyBits,
                threshold == null ? defaults.threshold() : threshold,
                toleratedCollusion == null ? defaults.toleratedCollusion() : toleratedCollusion,
                minimumCohort == null ? defaults.minimumCohort() : minimumCohort,
                minimumEffectiveRows == null ? defaults.minimumEffectiveRows() : minimumEffectiveRows,
                maximumRows == null ? defaults.maximumRows() : maximumRows,
                approvalsPerBank == null ? defaults.approvalsPerBank() : approvalsPerBank,
                shrinkingRetries == null ? defaults.shrinkingRetries() : shrinkingRetries,
                mergeScoreHistograms == null ? defaults.mergeScoreHistograms() : mergeScoreHistograms,
                deadlines == null ? defaults.deadlines() : deadlines.toDeadlines());
    }
}
