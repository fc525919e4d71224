package io.concordat.model.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LogisticModelTest {
    private static final TrainingSummary TRAINING =
            new TrainingSummary(100, 10, 5, true, 30, 1e-9, 1, "Converged: by hand", List.of());
    private static final LogisticModel MODEL = new LogisticModel(
            List.of("amount", "night", "age"),
            List.of(50.0, 0.2, 40.0),
            List.of(10.0, 0.4, 20.0),
            List.of(2.0, 0.5, -1.0),
            -3.0,
            TRAINING);

    @Test
    void theLogitIsTheInterceptPlusTheStandardisedTerms() {
        double[] row = {70, 1, 60};
        assertThat(MODEL.logit(row)).isCloseTo(-3 + 4 + 1 - 1, within(1e-12));
        assertThat(MODEL.probability(row)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(MODEL.probability(new double[] {50, 0.2, 40})).isCloseTo(1 / (1 + Math.exp(3)), within(1e-12));
        assertThat(MODEL.probability(new double[] {1e9, 0, 0})).isEqualTo(1);
        assertThat(MODEL.probability(new double[] {-1e9, 0, 0})).isZero();
    }

    @Test
    void contributionsSumToTheLogitAndReasonsNameTheGreatestFirst() {
        double[] row = {55, 1, 60};
        assertThat(MODEL.contributions(row))
                .extracting(ReasonContribution::feature)
                .containsExactly("amount", "night", "age");
        double sum = MODEL.contributions(row).stream()
                .mapToDouble(ReasonContribution::logOdds)
                .sum();
        assertThat(MODEL.intercept() + sum).isCloseTo(MODEL.logit(row), within(1e-12));
        assertThat(MODEL.reasons(row, 4))
                .extracting(ReasonContribution::feature)
                .containsExactlyInAnyOrder("amount", "night");
        assertThat(MODEL.reasons(new double[] {70, 1, 0}, 2))
                .extracting(ReasonContribution::feature)
                .containsExactly("amount", "age");
    }

    @Test
    void rowsThatDoNotFitAreRefusedByName() {
        assertThatThrownBy(() -> MODEL.logit(new double[2])).hasMessageContaining("Expected 3 numbers but found 2");
        assertThatThrownBy(() -> MODEL.logit(new double[] {1, Double.NaN, 2}))
                .hasMessageContaining("Column night: expected a finite number but found NaN");
    }

    @Test
    void impossibleModelsAndSettingsAreRefused() {
        assertThatThrownBy(() -> new LogisticModel(List.of("a"), List.of(0.0), List.of(0.0), List.of(1.0), 0, TRAINING))
                .hasMessageContaining("positive standard deviations");
        assertThatThrownBy(() -> new LogisticModel(List.of("a"), List.of(0.0), List.of(1.0), List.of(), 0, TRAINING))
                .hasMessageContaining("1 finite coefficients");
        assertThatThrownBy(() -> LogisticSettings.of(List.of("a", "a"))).hasMessageContaining("named twice");
        assertThatThrownBy(() -> LogisticSettings.of(List.of("a")).withLambda(0))
                .hasMessageContaining("lambda");
    }
}
