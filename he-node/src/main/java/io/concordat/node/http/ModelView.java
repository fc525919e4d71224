package io.concordat.node.http;

import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.TrainingSummary;
import io.concordat.node.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as an analyst reads it: {@code logit = intercept + Σ coefficient (x - mean) / std}, coefficients on the standardised scale.
 */
record ModelView(
        String id,
        List<String> features,
        Map<String, Double> coefficients,
        double intercept,
        Map<String, Double> mean,
        Map<String, Double> std,
        long rows,
        long frauds,
        int rounds,
        boolean converged,
        double loss,
        double gradientNorm,
        String ended,
        List<String> warnings,
        Provenance provenance) {

    /** The job and the key behind a result. */
    record Provenance(String job, String keyId, String createdAt) {}

    static ModelView of(Model model) {
        LogisticModel content = model.content();
        TrainingSummary training = content.training();
        return new ModelView(
                model.id(),
                content.features(),
                byName(content, content.coefficients()),
                content.intercept(),
                byName(content, content.mean()),
                byName(content, content.std()),
                training.rows(),
                training.frauds(),
                training.rounds(),
                training.converged(),
                training.loss(),
                training.gradientNorm(),
                training.reason(),
                training.warnings(),
                new Provenance(model.jobId(), model.keyId(), model.createdAt().toString()));
    }

    private static Map<String, Double> byName(LogisticModel model, List<Double> values) {
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            byName.put(model.features().get(i), values.get(i));
        }
        return byName;
    }
}
