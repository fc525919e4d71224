package io.concordat.node.consortium;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of the key ceremony as people see it. The search for the modulus has no memory: however many candidates were
 * tried, {@code expectedCandidates} more are expected.
 *
 * @param id this node's name for the run
 * @param state where it stands
 * @param phase what it does at the moment
 * @param keyBits bits of the modulus
 * @param candidatesTried candidate pairs multiplied so far
 * @param survivors how many had no small factor
 * @param testsDone how many of these were tested for having two prime factors
 * @param expectedCandidates how many more candidates are expected, 0 once the modulus is found
 * @param elapsedSeconds since all members were there, 0 before
 * @param expectedSeconds how much longer it may take at the pace so far; absent before anything can be said
 * @param bytesSent what this node sent to the other members for it so far, without envelopes and repetitions
 * @param waitingFor whose messages are missing
 * @param startedAt when this node's operator started it
 * @param keyId the key, once there is one
 * @param fingerprint the key's fingerprint, to be compared with the other banks
 * @param problem why it failed
 */
public record CeremonyView(
        String id,
        String state,
        String phase,
        int keyBits,
        long candidatesTried,
        long survivors,
        long testsDone,
        long expectedCandidates,
        long elapsedSeconds,
        @Nullable Long expectedSeconds,
        long bytesSent,
        List<String> waitingFor,
        String startedAt,
        @Nullable String keyId,
        @Nullable String fingerprint,
        @Nullable String problem) {

    /** Copies the list. */
    public CeremonyView {
        waitingFor = List.copyOf(waitingFor);
    }
}
