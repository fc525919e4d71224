package io.concordat.node.demo.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The report over made-up data of every layout, trained by the plain twin. */
final class QualityCommandTest {
    private static final int ROWS = 400;

    @TempDir
    private Path directory;

    private final Random random = new Random(5);

    @BeforeEach
    void makeData() throws IOException {
        Path cards = Files.createDirectories(directory.resolve("data/new_cards"));
        List<String> networkTrain = new ArrayList<>(List.of("TRANSACTION_ID,NET_RISK"));
        List<String> networkTest = new ArrayList<>(List.of("TRANSACTION_ID,NET_RISK"));
        for (int bank = 0; bank < 3; bank++) {
            cards(cards, "bank" + bank + "_train", bank * ROWS, networkTrain);
            cards(cards, "bank" + bank + "_test", (10 + bank) * ROWS, networkTest);
        }
        Files.write(cards.resolve("network_train.csv"), networkTrain);
        Files.write(cards.resolve("network_test.csv"), networkTest);
        Path payments = Files.createDirectories(directory.resolve("data/new_payments"));
        payments(payments, "train", 0);
        payments(payments, "test", 10_000);
        Path split = Files.createDirectories(directory.resolve("data/splits/data"));
        homo(split, "toy_homo_guest", 0);
        homo(split, "toy_homo_host", 0);
        homo(split, "toy_homo_test", 0);
        for (String part : List.of("many_homo_guest", "many_homo_host", "many_homo_test")) {
            homo(split, part, 2);
        }
    }

    private void cards(Path place, String name, int firstId, List<String> network) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("TRANSACTION_ID,TX_FRAUD,TX_FRAUD_SCENARIO,TX_AMOUNT,OWN_TERM_RISK,MERCHANT_NAME"));
        for (int i = 0; i < ROWS; i++) {
            double amount = random.nextGaussian();
            double risk = random.nextGaussian();
            int fraud = random.nextDouble() < 1 / (1 + Math.exp(2 - amount - 2 * risk)) ? 1 : 0;
            lines.add((firstId + i) + "," + fraud + "," + (fraud == 1 ? 1 + i % 2 : 0) + "," + amount + ","
                    + (risk + random.nextGaussian()) + ",shop" + i);
            network.add((firstId + i) + "," + risk);
        }
        Files.write(place.resolve(name + ".csv"), lines);
    }

    private void payments(Path place, String part, int firstId) throws IOException {
        List<String> sender =
                new ArrayList<>(List.of("tx_id,step,bankOrig,bankDest,isSAR,patternID,amount,S_log_sar_hist"));
        List<String> receiver = new ArrayList<>(List.of("tx_id,step,bankOrig,bankDest,R_in"));
        for (int i = 0; i < 900; i++) {
            double amount = random.nextGaussian();
            double in = random.nextGaussian();
            int label = random.nextDouble() < 1 / (1 + Math.exp(1 - amount - in)) ? 1 : 0;
            String head = (firstId + i) + ",7,bank" + i % 3 + ",bank" + (i + 1) % 3 + ",";
            sender.add(head + label + ",9," + amount + "," + random.nextInt(3));
            receiver.add(head + in);
        }
        Files.write(place.resolve("interbank_sender_" + part + ".csv"), sender);
        Files.write(place.resolve("interbank_receiver_" + part + ".csv"), receiver);
    }

    private void homo(Path place, String name, int addToLabel) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,y,x0,x1"));
        for (int i = 0; i < 200; i++) {
            double x0 = random.nextGaussian();
            int y = random.nextDouble() < 1 / (1 + Math.exp(-2 * x0)) ? 1 : 0;
            lines.add(i + "," + (y + addToLabel) + "," + x0 + "," + random.nextGaussian());
        }
        Files.write(place.resolve(name + ".csv"), lines);
    }

    private JsonNode run(String... more) throws IOException {
        Path json = directory.resolve("quality.json");
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(
                List.of("--data", directory.resolve("data").toString(), "--plain", "--json", json.toString()));
        all.addAll(List.of(more));
        int code = new CommandLine(new QualityCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
        assertThat(code).as("%s", out).isZero();
        return JsonMapper.builder().build().readTree(json.toFile());
    }

    private static Optional<JsonNode> row(JsonNode report, String dataSet, String model, String metric) {
        return StreamSupport.stream(report.path("rows").spliterator(), false)
                .filter(row -> row.path("dataset").asText().equals(dataSet)
                        && row.path("model").asText().equals(model)
                        && row.path("metric").asText().equals(metric))
                .findFirst();
    }

    private static double ours(JsonNode report, String dataSet, String model, String metric) {
        return row(report, dataSet, model, metric).orElseThrow().path("ours").asDouble();
    }

    @Test
    void everyLayoutGivesItsModelsWithoutReference() throws IOException {
        JsonNode report = run();
        for (String model : List.of("issuer_only", "own_terminal", "cross_bank")) {
            assertThat(ours(report, "new_cards", "joint_" + model, "auc")).isBetween(0.5, 1.0);
            assertThat(ours(report, "new_cards", "alone_" + model, "auc")).isBetween(0.5, 1.0);
        }
        assertThat(ours(report, "new_cards", "joint_cross_bank", "auc"))
                .as("the risk over all banks is not noisy")
                .isGreaterThan(ours(report, "new_cards", "joint_own_terminal", "auc"));
        assertThat(ours(report, "new_cards", "joint_own_terminal", "recall_budget0.01_crossinst"))
                .isPositive();
        for (String model : List.of("joint_sender", "joint_sender_no_hist", "joint_receiver", "alone_sender")) {
            assertThat(ours(report, "new_payments", model, "ks")).isBetween(0.05, 1.0);
        }
        assertThat(ours(report, "toy", "joint", "test.auc")).isBetween(0.7, 1.0);
        assertThat(ours(report, "toy", "joint", "train.auc")).isBetween(0.7, 1.0);
        assertThat(row(report, "toy", "joint", "coefficient x0")
                        .orElseThrow()
                        .path("reference")
                        .isNull())
                .isTrue();
        assertThat(row(report, "toy", "joint", "coefficient x0")
                        .orElseThrow()
                        .path("difference")
                        .isNull())
                .isTrue();
        assertThat(report.path("skipped").path(0).path("dataset").asText()).isEqualTo("many");
        assertThat(report.path("skipped").path(0).path("reason").asText()).contains("only 0 and 1 can be learnt here");
        assertThat(row(report, "new_cards", "joint_issuer_only", "coefficient MERCHANT_NAME"))
                .isEmpty();
        assertThat(report.path("notes").toString()).contains("MERCHANT_NAME");
    }

    @Test
    void histogramsAgreeWithExactScoresWithinTheirBounds() throws IOException {
        JsonNode auc = row(run("--only", "new_payments"), "new_payments", "joint_sender", "auc_from_opened_histograms")
                .orElseThrow();
        assertThat(auc.path("difference").asDouble()).isCloseTo(0, within(1e-3)); // 900 rows: some share a bin
        assertThat(auc.path("reference").asDouble()).isGreaterThan(0.5);
    }

    @Test
    void aReferenceIsReadAndItsDifferenceShown() throws IOException {
        Path reference = Files.createDirectories(directory.resolve("data/reference"));
        Files.writeString(reference.resolve("fate_homo.json"), """
                {"toy": {"features": ["x0", "x1"], "coef": [1.5, 0.25], "intercept": 0.125, "test": {"auc": 0.5}}}
                """);
        JsonNode report = run("--only", "toy");
        JsonNode x1 = row(report, "toy", "joint", "coefficient x1").orElseThrow();
        assertThat(x1.path("reference").asDouble()).isEqualTo(0.25);
        assertThat(x1.path("difference").asDouble()).isEqualTo(x1.path("ours").asDouble() - 0.25);
        assertThat(ours(report, "toy", "joint", "max_abs_coefficient_difference"))
                .isGreaterThanOrEqualTo(Math.abs(x1.path("difference").asDouble()));
        assertThat(row(report, "toy", "joint", "test.auc")
                        .orElseThrow()
                        .path("reference")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(row(report, "new_cards", "joint_issuer_only", "auc")).isEmpty();
    }

    @Test
    void rowsOfTwoPartsAreDealtInTurn() {
        assertThat(Columns.deal(7, 3)).containsExactly(List.of(0, 3, 6), List.of(1, 4), List.of(2, 5));
    }
}
