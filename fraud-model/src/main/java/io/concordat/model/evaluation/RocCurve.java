package io.concordat.model.evaluation;

import io.concordat.model.evaluation.ScoreGroups.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * The ROC curve of scored rows: one point per distinct score (or bin), from (0, 0) to (1, 1), joined by straight lines, along
 * which rows of equal score count as ordered at random.
 */
public final class RocCurve {
    /**
     * What happens if every row scored at least so high is flagged.
     *
     * @param falsePositiveRate share of the genuine rows that are flagged
     * @param recall share of the frauds that are flagged
     */
    public record Point(double falsePositiveRate, double recall) {}

    private final List<Point> points;

    private RocCurve(List<Point> points) {
        this.points = List.copyOf(points);
    }

    /**
     * The curve.
     *
     * @throws IllegalArgumentException unless there is at least one fraud and one genuine row
     */
    public static RocCurve of(ScoreGroups scores) {
        double allFrauds = 0;
        double allGenuine = 0;
        for (Group group : scores.groups()) {
            allFrauds += group.frauds();
            allGenuine += group.genuine();
        }
        if (allFrauds == 0 || allGenuine == 0) {
            throw new IllegalArgumentException(
                    "Expected frauds and genuine rows but found " + allFrauds + " and " + allGenuine);
        }
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0));
        long frauds = 0;
        long genuine = 0;
        for (Group group : scores.groups()) {
            frauds += group.frauds();
            genuine += group.genuine();
            points.add(new Point(genuine / allGenuine, frauds / allFrauds));
        }
        return new RocCurve(points);
    }

    /** The points, by rising false positive rate. */
    public List<Point> points() {
        return points;
    }

    /** The recall where this share of the genuine rows is flagged; at a vertical piece, its upper end. */
    public double recallAt(double falsePositiveRate) {
        if (!(falsePositiveRate >= 0 && falsePositiveRate <= 1)) {
            throw new IllegalArgumentException(
                    "Expected a false positive rate from 0 to 1 but found " + falsePositiveRate);
        }
        Point before = points.getFirst();
        for (Point point : points) {
            if (point.falsePositiveRate() > falsePositiveRate) {
                double share = (falsePositiveRate - before.falsePositiveRate())
                        / (point.falsePositiveRate() - before.falsePositiveRate());
                return before.recall() + share * (point.recall() - before.recall());
            }
            before = point;
        }
        return before.recall();
    }
}
