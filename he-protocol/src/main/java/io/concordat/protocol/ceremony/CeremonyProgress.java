package io.concordat.protocol.ceremony;

import java.util.Set;

/**
 * Where a ceremony stands, for a live display.
 *
 * <p>The search for the modulus is memoryless: however many candidates were tried, {@code expectedCandidates} more are
 * expected. A display should say so instead of counting down.
 *
 * @param phase the phase this member is in, as short plain text
 * @param batch the number of the batch of candidates, from 1; 0 before the first
 * @param candidatesTried pairs of candidate factors multiplied so far
 * @param survivors how many of them had no small factor
 * @param testsDone how many survivors had their first biprimality test
 * @param expectedCandidates the expected number of further candidates until one is a product of two primes; 0 once
 *     the modulus is found
 * @param waitingFor the members whose messages of this phase are missing
 */
public record CeremonyProgress(
        String phase,
        int batch,
        long candidatesTried,
        long survivors,
        long testsDone,
        long expectedCandidates,
        Set<Integer> waitingFor) {

    /** Copies the set. */
    public CeremonyProgress {
        waitingFor = Set.copyOf(waitingFor);
    }
}
