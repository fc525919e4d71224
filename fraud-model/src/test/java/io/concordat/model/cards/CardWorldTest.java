package io.concordat.model.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A seed gives the same world again; its banks are unequal, share terminals, and see all three scenarios. */
class CardWorldTest {
    private static final CardWorldSettings SETTINGS =
            new CardWorldSettings(3, 17_700, 60, 600, 300, CardWorldSettings.weights(4), 1, 0.5);

    private record Row(int bank, CardTransaction payment) {}

    private static List<Row> rows(CardWorldSettings settings) {
        List<Row> rows = new ArrayList<>();
        CardWorld.Sink<RuntimeException> sink = (bank, payment) -> rows.add(new Row(bank, payment));
        assertThat(new CardWorld(settings).generate(sink)).isEqualTo(rows.size());
        return rows;
    }

    @Test
    void theSameSeedGivesTheSameRowsInTimeOrderAndAnotherSeedOthers() {
        List<Row> rows = rows(SETTINGS);
        assertThat(rows(SETTINGS)).isEqualTo(rows);
        assertThat(rows(new CardWorldSettings(4, 17_700, 60, 600, 300, SETTINGS.bankWeights(), 1, 0.5)))
                .isNotEqualTo(rows);
        assertThat(rows).isSortedAccordingTo(java.util.Comparator.comparingLong(row -> row.payment()
                .seconds()));
        assertThat(rows.getFirst().payment().day()).isEqualTo(17_700);
        assertThat(rows.getLast().payment().day()).isEqualTo(17_759);
        assertThat(rows.size()).isBetween(600 * 60, 3 * 600 * 60);
    }

    @Test
    void customersHaveOneBankAndTerminalsHaveSeveral() {
        Map<Integer, Set<Integer>> banksOfCustomer = new HashMap<>();
        Map<Integer, Set<Integer>> banksOfTerminal = new HashMap<>();
        Map<Integer, Integer> rowsOfBank = new HashMap<>();
        for (Row row : rows(SETTINGS)) {
            banksOfCustomer
                    .computeIfAbsent(row.payment().customer(), _ -> new HashSet<>())
                    .add(row.bank());
            banksOfTerminal
                    .computeIfAbsent(row.payment().terminal(), _ -> new HashSet<>())
                    .add(row.bank());
            rowsOfBank.merge(row.bank(), 1, Integer::sum);
        }
        assertThat(banksOfCustomer.values()).allMatch(banks -> banks.size() == 1);
        assertThat(banksOfTerminal.values().stream()
                        .filter(banks -> banks.size() > 1)
                        .count())
                .isGreaterThan(200);
        assertThat(rowsOfBank).hasSize(4);
        assertThat(rowsOfBank.getOrDefault(0, 0)).isGreaterThan(rowsOfBank.getOrDefault(3, 0) * 3 / 2);
    }

    @Test
    void everyScenarioHappensAndMeansWhatItSays() {
        List<Row> rows = rows(SETTINGS);
        for (int scenario = 1; scenario <= 3; scenario++) {
            int wanted = scenario;
            assertThat(rows.stream()
                            .filter(row -> row.payment().scenario() == wanted)
                            .count())
                    .as("scenario %d", scenario)
                    .isPositive();
        }
        assertThat(rows).allMatch(row -> row.payment().fraud() == (row.payment().scenario() > 0));
        assertThat(rows)
                .allMatch(row -> row.payment().scenario() != 1 || row.payment().amount() > CardWorld.HIGH_AMOUNT);
        assertThat(rows).allMatch(row -> row.payment().fraud() || row.payment().amount() <= CardWorld.HIGH_AMOUNT);
        Set<Integer> compromised = new HashSet<>();
        rows.stream()
                .filter(row -> row.payment().scenario() == 2)
                .forEach(row -> compromised.add(row.payment().terminal()));
        assertThat(compromised.size()).isBetween(40, 110);
        double frauds = rows.stream().filter(row -> row.payment().fraud()).count();
        assertThat(frauds / rows.size()).isBetween(0.01, 0.2);
    }

    @Test
    void handbookRatesScaleWithTheWorld() {
        CardWorldSettings settings = CardWorldSettings.handbook(1, 0, 1, 5_000, 10_000, 5);
        assertThat(settings.compromisedPerDay()).isEqualTo(2);
        assertThat(settings.stolenPerDay()).isEqualTo(3);
        assertThat(new CardWorld(settings).terminalNames()).hasSize(10_000).isSorted();
    }
}
