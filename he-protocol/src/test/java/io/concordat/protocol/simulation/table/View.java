package io.concordat.protocol.simulation.table;

import io.concordat.protocol.message.MessageType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a member knows about one attempt, with the others told apart by number only.
 *
 * @param stage where it stands
 * @param revealed whether it ever decided to reveal
 * @param shared whether it ever decided to share
 * @param others how many others' messages of each kind it holds
 * @param own its own messages in its journal
 * @param happened which answers, deadlines and orders it has had
 */
record View(
        Stage stage,
        boolean revealed,
        boolean shared,
        Map<MessageType, Integer> others,
        Set<MessageType> own,
        Set<Happening> happened) {
    static final View START = new View(Stage.IDLE, false, false, new EnumMap<>(MessageType.class), Set.of(), Set.of());

    private static final List<Stage> STAGES = List.of(Stage.values());

    View {
        EnumMap<MessageType, Integer> counts = new EnumMap<>(MessageType.class);
        counts.putAll(others);
        others = Collections.unmodifiableMap(counts);
        EnumSet<MessageType> said = EnumSet.noneOf(MessageType.class);
        said.addAll(own);
        own = Collections.unmodifiableSet(said);
        EnumSet<Happening> had = EnumSet.noneOf(Happening.class);
        had.addAll(happened);
        happened = Collections.unmodifiableSet(had);
    }

    /** Messages of one kind of others. */
    int others(MessageType type) {
        return others.getOrDefault(type, 0);
    }

    /** Messages of one kind, this member's own included. */
    int all(MessageType type) {
        return others(type) + (own.contains(type) ? 1 : 0);
    }

    boolean had(Happening happening) {
        return happened.contains(happening);
    }

    View in(Stage next) {
        return new View(
                next, revealed || next == Stage.REVEALED, shared || next == Stage.RELEASED, others, own, happened);
    }

    View receiving(MessageType type) {
        Map<MessageType, Integer> more = new EnumMap<>(MessageType.class);
        more.putAll(others);
        more.merge(type, 1, Integer::sum);
        return new View(stage, revealed, shared, more, own, happened);
    }

    View saying(MessageType type) {
        Set<MessageType> more = EnumSet.of(type);
        more.addAll(own);
        return new View(stage, revealed, shared, others, more, happened);
    }

    View having(Happening happening) {
        Set<Happening> more = EnumSet.of(happening);
        more.addAll(happened);
        return new View(stage, revealed, shared, others, own, more);
    }

    View without(Happening happening) {
        Set<Happening> less = EnumSet.noneOf(Happening.class);
        less.addAll(happened);
        less.remove(happening);
        return new View(stage, revealed, shared, others, own, less);
    }

    /** Equal for equal views only, for up to 15 members. */
    long code() {
        long code = STAGES.indexOf(stage);
        code = code << 2 | (revealed ? 2 : 0) | (shared ? 1 : 0);
        for (MessageType type : Table.KINDS) {
            code = code << 4 | others(type);
        }
        for (MessageType type : Table.KINDS) {
            code = code << 1 | (own.contains(type) ? 1 : 0);
        }
        code = code << 1 | (own.contains(MessageType.OPENED) ? 1 : 0);
        for (Happening happening : Table.REMEMBERED) {
            code = code << 1 | (had(happening) ? 1 : 0);
        }
        return code;
    }
}
