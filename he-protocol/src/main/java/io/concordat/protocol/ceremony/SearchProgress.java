package io.concordat.protocol.ceremony;

import java.util.Set;

/** Counts what the search for the modulus has done so far. */
final class SearchProgress {

    private final long expectedCandidates;
    private int batch;
    private long candidates;
    private long survivors;
    private long tests;
    private boolean found;

    SearchProgress(long expectedCandidates) {
        this.expectedCandidates = expectedCandidates;
    }

    void batchStarted(int number) {
        batch = number + 1;
        found = false;
    }

    void opened(int products, int withoutSmallFactor) {
        candidates += products;
        survivors += withoutSmallFactor;
    }

    void tested(int products) {
        tests += products;
    }

    void modulusFound() {
        found = true;
    }

    CeremonyProgress at(String phase, Set<Integer> waitingFor) {
        return new CeremonyProgress(
                phase, batch, candidates, survivors, tests, found ? 0 : expectedCandidates, waitingFor);
    }
}
