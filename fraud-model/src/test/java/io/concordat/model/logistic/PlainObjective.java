package io.concordat.model.logistic;

import io.concordat.model.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** The objective and its gradient by ordinary floating point over pooled rows: an independent second opinion. */
final class PlainObjective {
    private PlainObjective() {}

    static double value(LogisticModel model, Dataset rows, double lambda) {
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            double logit = model.logit(rows.row(i));
            double wrong = rows.label(i) == 1 ? -logit : logit;
            sum += wrong > 0 ? wrong + Math.log1p(Math.exp(-wrong)) : Math.log1p(Math.exp(wrong));
        }
        for (double w : model.coefficients()) {
            sum += lambda / 2 * w * w;
        }
        return sum;
    }

    /** Coefficients first, intercept last. */
    static double[] gradient(LogisticModel model, Dataset rows, double lambda) {
        int d = model.features().size();
        double[] gradient = new double[d + 1];
        for (int i = 0; i < rows.size(); i++) {
            double[] x = rows.row(i);
            double residual = model.probability(x) - rows.label(i);
            for (int j = 0; j < d; j++) {
                gradient[j] +=
                        residual * (x[j] - model.mean().get(j)) / model.std().get(j);
            }
            gradient[d] += residual;
        }
        for (int j = 0; j < d; j++) {
            gradient[j] += lambda * model.coefficients().get(j);
        }
        return gradient;
    }

    /** The model with coefficients and intercept moved. */
    static LogisticModel moved(LogisticModel model, double[] by) {
        List<Double> coefficients = new ArrayList<>();
        for (int j = 0; j < by.length - 1; j++) {
            coefficients.add(model.coefficients().get(j) + by[j]);
        }
        return new LogisticModel(
                model.features(),
                model.mean(),
                model.std(),
                coefficients,
                model.intercept() + by[by.length - 1],
                model.training());
    }
}
