package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

/**
 * The demonstration's twin, which the encrypted run equals to the bit, against the optimum over all banks' training rows together: found here in
 * ordinary doubles on one pooled table, with no fixed point, no banks and no line of the product but the reading of the file.
 */
final class PooledOptimumTest {
    private static final int ITERATIONS = 40;

    @Test
    void twinIsThePooledOptimumToAMillionth() throws Exception {
        DemoSplit split = DemoSplit.of(DemoRows.read(sample(), "Class", List.of()), 3, DemoOptions.DEFAULT_SEED);
        List<DemoRows.Row> pooled = new ArrayList<>();
        split.training().forEach(pooled::addAll);

        double lambda = LogisticSettings.of(split.features()).lambda();
        double[] optimum = optimum(standardised(pooled), labels(pooled), lambda);

        LogisticModel twin = new PlainModels(split).twin(Optional.empty()).model();
        int width = split.features().size();
        for (int j = 0; j < width; j++) {
            assertThat(twin.coefficients().get(j))
                    .as("coefficient of %s", split.features().get(j))
                    .isCloseTo(optimum[j], within(1e-6));
        }
        assertThat(twin.intercept()).isCloseTo(optimum[width], within(1e-6));
    }

    private static Path sample() {
        Path module = Path.of("").toAbsolutePath();
        Path root = Files.exists(module.resolve("scripts")) ? module : module.resolve("..");
        return root.resolve("scripts/data/creditcard_sample.csv.gz").normalize();
    }

    private static double[] labels(List<DemoRows.Row> rows) {
        return rows.stream().mapToDouble(row -> row.fraud() ? 1 : 0).toArray();
    }

    /** Columns with mean 0 and population standard deviation 1, and a last column of ones. */
    private static double[][] standardised(List<DemoRows.Row> rows) {
        int width = rows.getFirst().values().length;
        double[][] table = new double[rows.size()][width + 1];
        for (int j = 0; j < width; j++) {
            int column = j;
            double[] values =
                    rows.stream().mapToDouble(row -> row.values()[column]).toArray();
            double mean = Arrays.stream(values).average().orElseThrow();
            double std = Math.sqrt(Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow());
            for (int i = 0; i < values.length; i++) {
                table[i][j] = (values[i] - mean) / std;
            }
        }
        for (double[] row : table) {
            row[width] = 1;
        }
        return table;
    }

    /** Newton's method with halving on F = Σ log(1 + exp(-s (w·z + b))) + lambda/2 ‖w‖². */
    private static double[] optimum(double[][] rows, double[] labels, double lambda) {
        int width = rows[0].length;
        double[] beta = new double[width];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] gradient = new double[width];
            double[][] hessian = new double[width][width];
            for (int j = 0; j < width - 1; j++) {
                gradient[j] = lambda * beta[j];
                hessian[j][j] = lambda;
            }
            for (int i = 0; i < rows.length; i++) {
                double p = 1 / (1 + Math.exp(-dot(rows[i], beta)));
                for (int j = 0; j < width; j++) {
                    gradient[j] += (p - labels[i]) * rows[i][j];
                    for (int k = 0; k < width; k++) {
                        hessian[j][k] += p * (1 - p) * rows[i][j] * rows[i][k];
                    }
                }
            }
            for (int j = 0; j < width; j++) {
                for (int k = 0; k < j; k++) {
                    hessian[k][j] = hessian[j][k]; // rounding made them differ in the last bit
                }
            }
            RealMatrix curvature = new Array2DRowRealMatrix(hessian, false);
            RealVector step =
                    new CholeskyDecomposition(curvature).getSolver().solve(new ArrayRealVector(gradient, false));
            double length = 1;
            double before = objective(rows, labels, lambda, beta);
            double[] next = moved(beta, step, length);
            while (objective(rows, labels, lambda, next) > before && length > 1e-6) {
                length /= 2;
                next = moved(beta, step, length);
            }
            beta = next;
        }
        return beta;
    }

    private static double[] moved(double[] beta, RealVector step, double length) {
        double[] next = beta.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= length * step.getEntry(j);
        }
        return next;
    }

    private static double objective(double[][] rows, double[] labels, double lambda, double[] beta) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            double margin = (labels[i] == 1 ? 1 : -1) * dot(rows[i], beta);
            sum += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
        }
        for (int j = 0; j < beta.length - 1; j++) {
            sum += lambda / 2 * beta[j] * beta[j];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
