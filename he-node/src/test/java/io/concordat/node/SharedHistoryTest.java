package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.model.cards.CardTransaction;
import io.concordat.model.cards.CardWorld;
import io.concordat.model.cards.CardWorldSettings;
import io.concordat.model.computation.PlainRunner;
import io.concordat.model.data.Dataset;
import io.concordat.model.history.CellKind;
import io.concordat.model.history.CellLedger;
import io.concordat.model.history.EventColumns;
import io.concordat.model.history.HistoryComputation;
import io.concordat.model.history.HistoryFeatures;
import io.concordat.model.history.HistoryOptions;
import io.concordat.model.history.HistoryScheme;
import io.concordat.model.history.HistoryState;
import io.concordat.model.history.KeyDirectory;
import io.concordat.model.history.OpenedCells;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shared history over real mTLS: cells equal the plain oracle, each is opened once, and training on them equals its twin. */
@Timeout(240)
class SharedHistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BANKS = 3;
    private static final int DELAY = 7;
    private static final long FIRST = LocalDate.of(2026, 1, 1).toEpochDay();
    private static final int DAYS = 60;
    private static final CardWorldSettings SETTINGS =
            new CardWorldSettings(11, FIRST, DAYS, 60, 24, List.of(1.0, 1.0, 1.0), 0.15, 0.1);

    @TempDir
    Path directory;

    private final List<List<CardTransaction>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final CardWorld world = new CardWorld(SETTINGS);
    private final KeyDirectory terminals = KeyDirectory.of(1, world.terminalNames());

    private void registerEverything(TestConsortium banks) throws Exception {
        CardWorld.Sink<RuntimeException> sink = (bank, row) -> rows.get(bank).add(row);
        world.generate(sink);
        for (int i = 0; i < BANKS; i++) {
            Path data = banks.bank(i).data();
            Files.write(data.resolve("terminals.txt"), terminals.keys());
            StringBuilder csv = new StringBuilder("terminal,time,amount,fraud\n");
            for (CardTransaction row : rows.get(i)) {
                csv.append(CardWorld.terminalName(row.terminal())).append(',').append(row.seconds());
                csv.append(',')
                        .append(row.amount())
                        .append(',')
                        .append(row.fraud() ? 1 : 0)
                        .append('\n');
            }
            Files.writeString(data.resolve("cards.csv"), csv);
            JsonNode registered = post(
                    banks, i, "directories", node().put("path", "terminals.txt").put("version", 1));
            assertThat(registered.path("digest").asText()).isEqualTo(terminals.digest());
            JsonNode source = post(banks, i, "sources", source("card-events"));
            assertThat(source.path("rows").asInt()).isEqualTo(rows.get(i).size());
            assertThat(source.path("lastDay").asText()).isEqualTo(day(DAYS - 1));
        }
    }

    @Test
    void cellsEqualTheOracleOverSeveralJobsAndARestartAndTrainingOnThemEqualsTheTwin() throws Exception {
        try (TestConsortium banks = TestConsortium.start(BANKS, 1024, directory, EnvelopeTap.none())) {
            registerEverything(banks);
            String first = propose(banks, job(7, 40));
            banks.approve(first);
            assertFinished(banks, first);

            String second = propose(banks, job(41, 59));
            banks.approve(second);
            banks.bank(1).close();
            banks.bank(1).start();
            assertFinished(banks, second);

            HistoryState oracle = oracle(7, 59);
            for (TestBank bank : banks.banks()) {
                assertCells(bank, oracle.opened());
            }
            NodeProblemException again =
                    catchThrowableOfType(NodeProblemException.class, () -> propose(banks, job(59, 59)));
            assertThat(again.type()).isEqualTo(ProblemType.CONFLICT.urn());
            assertThat(again.sentence()).contains("opened already", day(59));

            for (int i = 0; i < BANKS; i++) {
                JsonNode joined =
                        post(banks, i, "data-sets", source("cards-with-history").put("directory", terminals.digest()));
                assertThat(joined.path("rowsWithListedKey").asInt())
                        .isEqualTo(rows.get(i).size());
                assertThat(joined.path("dataSet").path("features")).hasSize(10);
            }
            String training = banks.propose(TestConsortium.training("cards-with-history"));
            banks.approve(training);
            JsonNode trained = banks.awaitEnd(training).getFirst();
            assertThat(trained.path("state").path("name").asText())
                    .as(trained.toPrettyString())
                    .isEqualTo("finished");
            String model = trained.path("result").path("model").asText();
            LogisticModel twin = twin(oracle);
            for (TestBank bank : banks.banks()) {
                JsonNode found = bank.client().get("/api/v1/models/" + model);
                assertThat(found.path("intercept").asDouble()).isEqualTo(twin.intercept());
                for (int j = 0; j < twin.features().size(); j++) {
                    assertThat(found.path("coefficients")
                                    .path(twin.features().get(j))
                                    .asDouble())
                            .as(twin.features().get(j))
                            .isEqualTo(twin.coefficients().get(j));
                }
            }
        }
    }

    @Test
    void daysOfAnAbsentBankAreSkippedWhenTheWaitIsOverAndMayBeOpenedOnceByTheSameBanks() throws Exception {
        try (TestConsortium banks = TestConsortium.start(BANKS, 512, directory, EnvelopeTap.none())) {
            registerEverything(banks);
            String before = propose(banks, job(7, 10));
            banks.approve(before);
            assertFinished(banks, before);

            banks.bank(2).close();
            String waiting = propose(banks, job(11, 13).put("waitFor", "PT8S"));
            for (int i = 0; i < 2; i++) {
                TestConsortium.awaitState(banks.bank(i), waiting, Set.of("approving"));
                banks.bank(i).approve(waiting);
            }
            for (int i = 0; i < 2; i++) {
                JsonNode over = TestConsortium.awaitState(banks.bank(i), waiting, Set.of("failed", "refused"));
                assertThat(over.path("state").path("failure").path("type").asText())
                        .isEqualTo(ProblemType.TASK_EXPIRED.urn());
            }
            banks.bank(2).start();

            String after = propose(banks, job(14, 16));
            banks.approve(after);
            assertFinished(banks, after);
            assertThat(skipped(banks.bank(0))).containsExactly(day(11), day(12), day(13));

            String late = propose(banks, job(11, 13));
            banks.approve(late);
            assertFinished(banks, late);
            assertThat(skipped(banks.bank(0))).isEmpty();
            for (TestBank bank : banks.banks()) {
                assertCells(bank, oracle(7, 16).opened());
            }
        }
    }

    @Test
    void sourcesAndRequestsThatDoNotFitAreRefused() throws Exception {
        try (TestConsortium banks = TestConsortium.start(BANKS, 512, directory, EnvelopeTap.none())) {
            registerEverything(banks);
            assertThat(refusal(() -> post(
                                    banks, 0, "sources", source("card-events").put("scope", "other")))
                            .type())
                    .isEqualTo(ProblemType.CONFLICT.urn());
            assertThat(refusal(() -> post(banks, 0, "sources", source("odd").put("key", "shop")))
                            .sentence())
                    .contains("no column \"shop\"");
            assertThat(refusal(() -> propose(banks, job(50, 60))).sentence()).contains("events end before");
            assertThat(refusal(() -> propose(banks, job(7, 8).put("waitFor", "P8D")))
                            .sentence())
                    .contains("within the label delay");
            assertThat(refusal(() -> propose(banks, job(7, 8).put("directory", "none")))
                            .status())
                    .isEqualTo(404);
            assertThat(refusal(() -> propose(banks, job(7, 8).put("from", "yesterday")))
                            .status())
                    .isEqualTo(400);
            assertThat(refusal(() -> post(banks, 0, "data-sets", source("early").put("directory", terminals.digest())))
                            .sentence())
                    .contains("No cells of scope cards are opened");
            String job = propose(banks, job(7, 8).put("epsilon", 2.0));
            JsonNode task = banks.bank(0).client().get("/api/v1/jobs/" + job + "/task");
            assertThat(task.path("text").toString())
                    .contains("open cells of shared history", "fraud-banks transaction-week 1023 2.0", "from = ");
        }
    }

    private interface Call {
        void call() throws Exception;
    }

    private static NodeProblemException refusal(Call call) {
        return catchThrowableOfType(NodeProblemException.class, call::call);
    }

    private static ObjectNode node() {
        return JSON.createObjectNode();
    }

    private static ObjectNode source(String name) {
        return node().put("name", name)
                .put("path", "cards.csv")
                .put("scope", "cards")
                .put("key", "terminal")
                .put("time", "time")
                .put("label", "fraud")
                .put("labelDelayDays", DELAY);
    }

    private ObjectNode job(int from, int to) {
        return node().put("source", "card-events")
                .put("directory", terminals.digest())
                .put("from", day(from))
                .put("to", day(to));
    }

    private static String day(int number) {
        return LocalDate.ofEpochDay(FIRST + number).toString();
    }

    private static JsonNode post(TestConsortium banks, int bank, String what, ObjectNode body) throws Exception {
        return banks.bank(bank).client().post("/api/v1/history/" + what, body);
    }

    private static String propose(TestConsortium banks, ObjectNode job) throws Exception {
        return post(banks, 0, "jobs", job).path("id").asText();
    }

    private static void assertFinished(TestConsortium banks, String job) throws Exception {
        for (JsonNode view : banks.awaitEnd(job)) {
            assertThat(view.path("state").path("name").asText())
                    .as(view.toPrettyString())
                    .isEqualTo("finished");
            assertThat(view.path("result").path("history").asText()).isEqualTo("cards");
        }
    }

    private static List<String> skipped(TestBank bank) throws Exception {
        List<String> days = new ArrayList<>();
        bank.client().get("/api/v1/history/cells/cards").path("skipped").forEach(day -> days.add(day.asText()));
        return days;
    }

    private void assertCells(TestBank bank, List<OpenedCells> expected) throws Exception {
        for (CellKind kind : List.of(CellKind.FRAUD_BANKS, CellKind.TRANSACTION_WEEK)) {
            List<String> found = new ArrayList<>();
            for (JsonNode period : bank.client()
                    .get("/api/v1/history/cells/cards?values=" + kind.text())
                    .path("periods")) {
                if (period.path("kind").asText().equals(kind.text())) {
                    period.path("sums")
                            .properties()
                            .forEach(sum -> found.add(period.path("firstDay").asText() + " " + sum.getKey() + " "
                                    + sum.getValue().asInt()));
                }
            }
            List<String> wanted = new ArrayList<>();
            for (OpenedCells cells : expected) {
                for (int key = 0; key < cells.size() && cells.period().kind() == kind; key++) {
                    if (cells.sum(key) != 0) {
                        wanted.add(LocalDate.ofEpochDay(cells.period().firstDay()) + " "
                                + terminals.keys().get(key) + " " + cells.sum(key));
                    }
                }
            }
            assertThat(found).isEqualTo(wanted).isNotEmpty();
        }
    }

    private HistoryState oracle(int from, int to) throws Exception {
        List<Dataset> events = new ArrayList<>();
        for (List<CardTransaction> bank : rows) {
            Dataset ofBank = Dataset.empty(EventColumns.ALL);
            for (CardTransaction row : bank) {
                int key = terminals.indexOf(CardWorld.terminalName(row.terminal()));
                ofBank.add(new double[] {key, row.day(), row.day() + DELAY}, row.fraud() ? 1 : 0);
            }
            events.add(ofBank);
        }
        HistoryScheme scheme =
                new HistoryScheme(terminals, HistoryOptions.defaults(), FIRST + from, FIRST + to, BANKS, 1);
        return PlainRunner.run(new HistoryComputation(scheme, new SplittableRandom(1)), events);
    }

    private LogisticModel twin(HistoryState oracle) throws Exception {
        HistoryFeatures history = new HistoryFeatures(
                CellLedger.empty(terminals).with(oracle.opened()), HistoryOptions.defaults(), DELAY);
        List<String> names = new ArrayList<>(List.of("amount"));
        names.addAll(HistoryFeatures.names());
        List<Dataset> banks = new ArrayList<>();
        for (List<CardTransaction> bank : rows) {
            Dataset data = Dataset.empty(names);
            for (CardTransaction row : bank) {
                double[] columns = new double[names.size()];
                columns[0] = row.amount();
                double[] shared = history.row(terminals.indexOf(CardWorld.terminalName(row.terminal())), row.day());
                System.arraycopy(shared, 0, columns, 1, shared.length);
                data.add(columns, row.fraud() ? 1 : 0);
            }
            banks.add(data);
        }
        LogisticState end = PlainRunner.run(new LogisticNewton(LogisticSettings.of(names)), banks);
        return ((LogisticState.Finished) end).model();
    }
}
