package io.concordat.node.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.evaluation.RankingMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the sample that the demonstration uses when it is given no file. */
final class PlainModelsTest {
    private static DemoSplit three;
    private static PlainModels.Twin twin;
    private static List<PlainModels.Alone> alone;

    @BeforeAll
    static void train() throws DemoException {
        three = split(3);
        twin = new PlainModels(three).twin(Optional.empty());
        alone = new PlainModels(three).alone(0.01);
    }

    private static DemoSplit split(int banks) throws DemoException {
        Path module = Path.of("").toAbsolutePath();
        Path root = Files.exists(module.resolve("scripts"))
                ? module
                : module.resolveSibling("scripts/..").normalize();
        Path sample = root.resolve("scripts/data/creditcard_sample.csv.gz");
        return DemoSplit.of(DemoRows.read(sample, "Class", List.of()), banks, DemoOptions.DEFAULT_SEED);
    }

    @Test
    void threeBanksMeetTheDefaultCharter() {
        assertThat(three.rows()).isEqualTo(5_191);
        assertThat(twin.minimumEffectiveRows()).isEqualTo(30);
        assertThat(twin.model().training().converged()).isTrue();
        assertThat(twin.metrics(0.01)).get().satisfies(metrics -> {
            assertThat(metrics.frauds()).isEqualTo(148);
            assertThat(metrics.auc()).isGreaterThan(0.95);
        });
    }

    @Test
    void moreBanksLowerTheCharterValueAndAFixedOneIsKept() throws DemoException {
        PlainModels five = new PlainModels(split(5));
        assertThat(five.twin(Optional.empty()).minimumEffectiveRows()).isEqualTo(20);
        assertThatThrownBy(() -> five.twin(Optional.of(30)))
                .isInstanceOf(DemoException.class)
                .hasMessageContaining("A bank would refuse to contribute")
                .hasMessageContaining("effective rows");
    }

    @Test
    void eachBankAloneIsMeasuredOnThePooledHoldOut() {
        assertThat(new PlainModels(three).alone(0.01))
                .hasSize(3)
                .allSatisfy(bank -> assertThat(bank.metrics()).get().satisfies(metrics -> {
                    assertThat(metrics.rows())
                            .isEqualTo(twin.metrics(0.01).orElseThrow().rows());
                    assertThat(metrics.auc()).isBetween(0.9, 1.0);
                }));
    }

    private static JointResult asToldByANode() {
        ObjectMapper json = new ObjectMapper();
        ObjectNode model = json.createObjectNode();
        for (String what : List.of("coefficients", "mean", "std")) {
            List<Double> values =
                    switch (what) {
                        case "coefficients" -> twin.model().coefficients();
                        case "mean" -> twin.model().mean();
                        default -> twin.model().std();
                    };
            ObjectNode numbers = model.putObject(what);
            for (int j = 0; j < values.size(); j++) {
                numbers.put(three.features().get(j), values.get(j));
            }
        }
        model.put("intercept", twin.model().intercept());
        model.put("rounds", twin.model().training().rounds());
        ObjectNode evaluation = json.createObjectNode();
        RankingMetrics metrics = twin.metrics(0.01).orElseThrow();
        evaluation.set("metrics", json.valueToTree(metrics));
        ObjectNode histograms = evaluation.putObject("histograms");
        histograms.set("frauds", json.valueToTree(twin.histograms().frauds()));
        histograms.set("genuine", json.valueToTree(twin.histograms().genuine()));
        return new JointResult(model, evaluation);
    }

    /** The model as JSON text and back, as it travels from a node. */
    private static JointResult travelled(JointResult joint) throws Exception {
        ObjectMapper json = new ObjectMapper();
        return new JointResult(
                json.readTree(joint.model().toString()),
                json.readTree(joint.evaluation().toString()));
    }

    @Test
    void theSameNumbersAreTheSame() throws Exception {
        Comparison comparison = Comparison.of(travelled(asToldByANode()), twin);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.same()).isTrue();
        assertThat(comparison.maxAbsCoefficientDifference()).isZero();
    }

    @Test
    void theLeastDifferenceIsFoundAndNamed() throws Exception {
        JointResult coefficient = asToldByANode();
        double other = Math.nextUp(coefficient.coefficients().getOrDefault("V14", 0.0));
        ((ObjectNode) coefficient.model().path("coefficients")).put("V14", other);
        Comparison comparison = Comparison.of(travelled(coefficient), twin);
        assertThat(comparison.same()).isFalse();
        assertThat(comparison.maxAbsCoefficientDifference()).isBetween(1e-20, 1e-15);
        assertThat(comparison.differences()).singleElement().asString().startsWith("coefficient of V14");

        JointResult count = asToldByANode();
        ((ObjectNode) count.evaluation().path("histograms")).putArray("frauds").add(1);
        assertThat(Comparison.of(count, twin).differences()).containsExactly("the score histograms");

        JointResult intercept = asToldByANode();
        ((ObjectNode) intercept.model()).remove("intercept");
        assertThat(Comparison.of(intercept, twin).same()).isFalse();
    }

    @Test
    void theTableHasALinePerModelAndTheDifferences() {
        List<String> lines = ResultTable.lines(asToldByANode(), twin, alone, 0.01);
        assertThat(lines).hasSize(1 + 3 + 4);
        assertThat(lines.getFirst()).contains("ROC AUC", "avg prec", "KS", "rec @1% FPR", "rec top 1%");
        assertThat(lines.get(6))
                .startsWith("encrypted minus twin")
                .contains("0.0000")
                .doesNotContain("0.0001");
    }

    @Test
    void theReportHasTheAgreedShape(@TempDir Path directory) throws Exception {
        JointResult joint = asToldByANode();
        ObjectMapper json = new ObjectMapper();
        DemoReport report = new DemoReport(
                2048,
                three.rows(),
                three.features().size(),
                joint,
                Comparison.of(joint, twin),
                alone,
                json.createObjectNode().put("keyBits", 2048),
                Map.of("train", 1.5));
        Path file = directory.resolve("report.json");
        report.write(file);
        var read = json.readTree(file.toFile());
        assertThat(read.fieldNames())
                .toIterable()
                .containsExactly(
                        "keyBits",
                        "banks",
                        "rows",
                        "features",
                        "rounds",
                        "joint",
                        "twin",
                        "alone",
                        "maxAbsCoefficientDifference",
                        "receipt",
                        "seconds");
        assertThat(read.path("joint").fieldNames())
                .toIterable()
                .containsExactly("auc", "averagePrecision", "ks", "recallAt1Fpr", "coefficients", "intercept");
        assertThat(read.path("joint").path("coefficients").path("V14").doubleValue())
                .isEqualTo(joint.coefficients().get("V14"));
        assertThat(read.path("alone")).hasSize(3);
        assertThat(read.path("alone").path(2).path("bank").intValue()).isEqualTo(3);
        assertThat(read.path("twin").path("same").booleanValue()).isTrue();
        assertThat(read.path("rows").intValue()).isEqualTo(5_191);
    }
}
