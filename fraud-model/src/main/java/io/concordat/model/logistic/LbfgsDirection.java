package io.concordat.model.logistic;

import io.concordat.model.logistic.LogisticState.Move;
import java.util.List;

/**
 * The two-loop recursion: {@code -H g} with H an estimate of the inverse Hessian from the newest moves.
 *
 * <p>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., algorithm 7.4.
 */
final class LbfgsDirection {
    /** How many moves are remembered. */
    static final int MEMORY = 8;

    private LbfgsDirection() {}

    /**
     * The direction.
     *
     * @param curvature estimate of the Hessian's diagonal where there is no move yet
     */
    static double[] of(double[] gradient, List<Move> history, double curvature) {
        double[] q = gradient.clone();
        double[] alpha = new double[history.size()];
        for (int i = history.size() - 1; i >= 0; i--) {
            Move move = history.get(i);
            alpha[i] = dot(move.step(), q) / dot(move.step(), move.change());
            add(q, -alpha[i], move.change());
        }
        double scale = 1 / curvature;
        if (!history.isEmpty()) {
            Move newest = history.getLast();
            scale = dot(newest.step(), newest.change()) / dot(newest.change(), newest.change());
        }
        for (int j = 0; j < q.length; j++) {
            q[j] *= scale;
        }
        for (int i = 0; i < history.size(); i++) {
            Move move = history.get(i);
            double beta = dot(move.change(), q) / dot(move.step(), move.change());
            add(q, alpha[i] - beta, move.step());
        }
        for (int j = 0; j < q.length; j++) {
            q[j] = -q[j];
        }
        return q;
    }

    /** Whether a move tells something about the curvature. */
    static boolean isTelling(Move move) {
        double both = dot(move.step(), move.change());
        return both > 1e-10 * StrictMath.sqrt(dot(move.step(), move.step()) * dot(move.change(), move.change()));
    }

    static double dot(List<Double> a, double[] b) {
        double sum = 0;
        for (int j = 0; j < b.length; j++) {
            sum += a.get(j) * b[j];
        }
        return sum;
    }

    private static double dot(List<Double> a, List<Double> b) {
        double sum = 0;
        for (int j = 0; j < a.size(); j++) {
            sum += a.get(j) * b.get(j);
        }
        return sum;
    }

    private static void add(double[] to, double factor, List<Double> what) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * what.get(j);
        }
    }
}
