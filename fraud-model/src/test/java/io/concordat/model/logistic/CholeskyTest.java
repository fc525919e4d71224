package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.concordat.model.testing.RandomCases;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CholeskyTest {
    @RandomCases(30)
    void solvesPositiveDefiniteSystems(SplittableRandom random) {
        int size = 1 + random.nextInt(12);
        double[][] factor = new double[size][size];
        for (double[] row : factor) {
            for (int j = 0; j < size; j++) {
                row[j] = random.nextDouble(-1, 1);
            }
        }
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i][j] = i == j ? 0.5 : 0;
                for (int k = 0; k < size; k++) {
                    matrix[i][j] += factor[i][k] * factor[j][k];
                }
            }
        }
        double[] x = random.doubles(size, -5, 5).toArray();
        double[] b = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                b[i] += matrix[i][j] * x[j];
            }
        }
        assertThat(Cholesky.factor(matrix).brokenPivot()).isEqualTo(-1);
        assertThat(Cholesky.factor(matrix).solve(b))
                .usingComparatorWithPrecision(1e-9)
                .containsExactly(x);
    }

    @Test
    void namesTheRowWhereAMatrixIsNotPositiveDefinite() {
        Cholesky singular = Cholesky.factor(new double[][] {{4, 2, 2}, {2, 1, 1}, {2, 1, 9}});
        assertThat(singular.brokenPivot()).isEqualTo(1);
        assertThatThrownBy(() -> singular.solve(new double[3])).isInstanceOf(IllegalStateException.class);
        assertThat(Cholesky.factor(new double[][] {{-1}}).brokenPivot()).isZero();
        assertThat(Cholesky.factor(new double[][] {{Double.NaN}}).brokenPivot()).isZero();
        assertThat(Cholesky.factor(new double[][] {{0}}).brokenPivot()).isZero();
    }

    @Test
    void solvesAHandComputedSystem() {
        double[] x = Cholesky.factor(new double[][] {{4, 0}, {2, 10}}).solve(new double[] {8, 22});
        assertThat(x[0]).isCloseTo(1, within(1e-15));
        assertThat(x[1]).isCloseTo(2, within(1e-15));
    }
}
