package io.concordat.protocol.ceremony;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A member that follows the protocol but for some lies, which it tells everybody alike. */
final class Liar implements Deviation {

    private static final byte[] SALT = new byte[CommitPhase.SALT_BYTES];

    private final int index;
    private final Map<Integer, UnaryOperator<byte[]>> contents = new HashMap<>();
    private final Map<Integer, byte[]> openings = new HashMap<>();
    private final Map<List<Integer>, UnaryOperator<byte[]>> payloads = new HashMap<>();

    Liar(int index) {
        this.index = index;
    }

    /** Broadcasts something else in a step. */
    Liar says(int step, UnaryOperator<byte[]> lie) {
        contents.put(step, lie);
        return this;
    }

    /** Commits to something else in a step and opens it in the next. */
    Liar commits(int step, byte[] content) {
        openings.put(step, content);
        return this;
    }

    /** Deals something else to one member in a step. */
    Liar deals(int step, int to, UnaryOperator<byte[]> lie) {
        payloads.put(List.of(step, to), lie);
        return this;
    }

    int index() {
        return index;
    }

    @Override
    public Outgoing apply(int step, CeremonyPhase phase, Outgoing honest) {
        byte[] content = honest.content();
        if (phase instanceof CommitPhase commit && openings.containsKey(step)) {
            content = commit.commitment(index, SALT, openings.getOrDefault(step, SALT));
        } else if (openings.containsKey(step - 1)) {
            byte[] opened = openings.getOrDefault(step - 1, SALT);
            content = Arrays.copyOf(SALT, SALT.length + opened.length);
            System.arraycopy(opened, 0, content, SALT.length, opened.length);
        } else {
            content = contents.getOrDefault(step, UnaryOperator.identity()).apply(content);
        }
        List<byte[]> dealt = new ArrayList<>();
        for (int to = 1; to <= honest.payloads().size(); to++) {
            dealt.add(payloads.getOrDefault(List.of(step, to), UnaryOperator.identity())
                    .apply(honest.payloads().get(to - 1)));
        }
        return new Outgoing(content, dealt);
    }
}
