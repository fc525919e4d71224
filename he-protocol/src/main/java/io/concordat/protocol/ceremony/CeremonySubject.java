package io.concordat.protocol.ceremony;

import io.concordat.crypto.threshold.EpochType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * For whom and for what a key is made.
 *
 * @param context binds the ceremony to its consortium, epoch and attempt: canonical bytes that no other attempt has, or a
 *     late message of an earlier attempt would stop this one
 * @param epochType what the key will be used for
 * @param memberIds the members' ids in ascending order; member {@code i} of the ceremony is the i-th, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record CeremonySubject(byte[] context, EpochType epochType, List<String> memberIds) {

    static final int MAXIMUM_CONTEXT_BYTES = 1024;
    static final int MAXIMUM_ID_BYTES = 256;

    /** Checks sizes and the order of the ids. */
    public CeremonySubject {
        context = context.clone();
        memberIds = List.copyOf(memberIds);
        if (context.length == 0 || context.length > MAXIMUM_CONTEXT_BYTES) {
            throw new IllegalArgumentException(
                    "Expected a context of 1 to " + MAXIMUM_CONTEXT_BYTES + " bytes but found " + context.length);
        }
        for (int i = 0; i < memberIds.size(); i++) {
            String id = memberIds.get(i);
            if (id.isEmpty() || id.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_ID_BYTES) {
                throw new IllegalArgumentException(
                        "Expected member ids of 1 to " + MAXIMUM_ID_BYTES + " bytes but found '" + id + "'");
            }
            if (i > 0 && memberIds.get(i - 1).compareTo(id) >= 0) {
                throw new IllegalArgumentException("Expected different member ids in ascending order but found '" + id
                        + "' after '" + memberIds.get(i - 1) + "'");
            }
        }
    }

    @Override
    public byte[] context() {
        return context.clone();
    }
}
