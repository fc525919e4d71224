package io.concordat.model.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows ranked by score, highest first, in groups of equal score (or equal bin): all that ranking metrics need.
 */
public final class ScoreGroups {
    /**
     * Rows that share a score.
     *
     * @param frauds how many are frauds
     * @param genuine how many are genuine
     */
    public record Group(long frauds, long genuine) {}

    private final List<Group> groups;

    private ScoreGroups(List<Group> groups) {
        this.groups = List.copyOf(groups);
    }

    /**
     * The groups of exact scores.
     *
     * @throws IllegalArgumentException if there are not as many labels as scores, or a score is NaN
     */
    public static ScoreGroups ofScores(double[] scores, boolean[] fraud) {
        if (scores.length != fraud.length) {
            throw new IllegalArgumentException("Expected " + scores.length + " labels but found " + fraud.length);
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("Score " + (i + 1) + " of " + scores.length + " is not a number");
            }
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        Builder builder = new Builder();
        int from = 0;
        while (from < order.size()) {
            int to = from;
            long frauds = 0;
            while (to < order.size() && scores[order.get(to)] == scores[order.get(from)]) {
                frauds += fraud[order.get(to)] ? 1 : 0;
                to++;
            }
            builder.next(frauds, to - from - frauds);
            from = to;
        }
        return builder.build();
    }

    /** The groups, highest scores first; none is empty. */
    public List<Group> groups() {
        return groups;
    }

    /** Collects groups from the highest scores down. */
    static final class Builder {
        private final List<Group> groups = new ArrayList<>();

        Builder next(long frauds, long genuine) {
            if (frauds + genuine > 0) {
                groups.add(new Group(frauds, genuine));
            }
            return this;
        }

        ScoreGroups build() {
            return new ScoreGroups(groups);
        }
    }
}
