package io.concordat.model.logistic;

/** {@code A = L·Lᵀ} for a symmetric positive definite matrix, in plain loops so that every machine gets the same bits. */
final class Cholesky {
    /** A pivot this much smaller than its diagonal entry has no digit left that rounding did not touch. */
    private static final double LEAST_PIVOT = 0x1p-46;

    private final double[][] lower;
    private final int brokenPivot;

    private Cholesky(double[][] lower, int brokenPivot) {
        this.lower = lower;
        this.brokenPivot = brokenPivot;
    }

    /** Factors the matrix; only its lower triangle is read. */
    static Cholesky factor(double[][] matrix) {
        int size = matrix.length;
        double[][] lower = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                lower[i][j] = (matrix[i][j] - dot(lower[i], lower[j], j)) / lower[j][j];
            }
            double pivot = matrix[i][i] - dot(lower[i], lower[i], i);
            if (!(pivot > LEAST_PIVOT * Math.abs(matrix[i][i])) || !(pivot < Double.POSITIVE_INFINITY)) {
                return new Cholesky(lower, i);
            }
            lower[i][i] = StrictMath.sqrt(pivot);
        }
        return new Cholesky(lower, -1);
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** The first row whose pivot is not positive, or -1 if the matrix is positive definite. */
    int brokenPivot() {
        return brokenPivot;
    }

    /** The solution x of {@code A·x = b}. */
    double[] solve(double[] b) {
        if (brokenPivot >= 0) {
            throw new IllegalStateException("The matrix is not positive definite at row " + brokenPivot);
        }
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = (x[i] - dot(lower[i], x, i)) / lower[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            for (int k = i + 1; k < x.length; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
