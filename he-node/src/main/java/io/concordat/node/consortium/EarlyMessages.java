package io.concordat.node.consortium;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Ceremony;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Messages of a ceremony that others began before this node knew that all members are there. Few and small: nobody gets
 * past the first phase without this node. When there are too many, the oldest go.
 */
final class EarlyMessages {
    private static final int MAXIMUM = 256;
    private static final int MAXIMUM_BYTES = 64 * 1024;

    private final Deque<Early> messages = new ArrayDeque<>();

    record Early(MemberId from, Ceremony message) {}

    void keep(MemberId from, Ceremony message) {
        if (message.payload().size() > MAXIMUM_BYTES) {
            return;
        }
        messages.addLast(new Early(from, message));
        if (messages.size() > MAXIMUM) {
            messages.removeFirst();
        }
    }

    /** Those of this ceremony in order; all are forgotten. */
    List<Early> take(Digest ceremonyId) {
        List<Early> wanted = messages.stream()
                .filter(early -> early.message().ceremonyId().equals(ceremonyId))
                .toList();
        messages.clear();
        return wanted;
    }
}
