package io.concordat.protocol.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effects that are due in one state, by what they are about, so that two states are compared part by part.
 *
 * @param notices what the operator is to be told, in the order in which it was found
 * @param ofAttempts by the number of the attempt
 * @param ofRound what is about no attempt that exists
 */
record DueEffects(
        List<RoundEffect> notices, SortedMap<Integer, List<RoundEffect>> ofAttempts, List<RoundEffect> ofRound) {
    DueEffects {
        notices = List.copyOf(notices);
        ofAttempts = Collections.unmodifiableSortedMap(new TreeMap<>(ofAttempts));
        ofRound = List.copyOf(ofRound);
    }

    static DueEffects ofRound(List<RoundEffect> effects) {
        return new DueEffects(List.of(), new TreeMap<>(), effects);
    }

    /** All of them, each once. */
    List<RoundEffect> all() {
        Set<RoundEffect> all = new LinkedHashSet<>(notices);
        ofAttempts.values().forEach(all::addAll);
        all.addAll(ofRound);
        return List.copyOf(all);
    }

    /** Those that were not due before; {@code before} is of an earlier state, so its notices come first here, too. */
    List<RoundEffect> without(DueEffects before) {
        int told = Math.min(before.notices.size(), notices.size());
        List<RoundEffect> fresh = new ArrayList<>(notices.subList(told, notices.size()));
        ofAttempts.forEach((number, effects) -> add(fresh, effects, before.ofAttempts.getOrDefault(number, List.of())));
        add(fresh, ofRound, before.ofRound);
        return fresh;
    }

    @SuppressWarnings("ReferenceEquality") // of lists that never change: a shortcut
    private static void add(List<RoundEffect> fresh, List<RoundEffect> effects, List<RoundEffect> before) {
        if (effects == before) {
            return;
        }
        for (RoundEffect effect : effects) {
            if (!before.contains(effect) && !fresh.contains(effect)) {
                fresh.add(effect);
            }
        }
    }
}
