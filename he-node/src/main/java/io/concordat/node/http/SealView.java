package io.concordat.node.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the node is sealed.
 *
 * @param state sealed or open
 * @param method how it is unsealed: file, passphrase, shares or command
 * @param sentence what that means at the moment, for people
 * @param since when it was sealed or unsealed last
 * @param by the name of the token that asked for it; null if the start did it
 * @param reason why it was sealed, in the operator's words
 * @param sharesNeeded how many operators' shares unseal it; null for other methods
 * @param sharesGiven how many are here and wait for others
 * @param waitingJobs jobs that are not over; they go on after unsealing
 */
public record SealView(
        String state,
        String method,
        String sentence,
        String since,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Integer sharesNeeded,
        @Nullable Integer sharesGiven,
        List<String> waitingJobs) {

    /** Copies the list. */
    public SealView {
        waitingJobs = List.copyOf(waitingJobs);
    }
}
