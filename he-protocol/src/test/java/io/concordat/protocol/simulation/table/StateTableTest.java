package io.concordat.protocol.simulation.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The quick part of the exhaustive walk; {@code scripts/campaign table} goes to five members. */
final class StateTableTest {
    private static final int MEMBERS = 3;

    @Test
    void machineFollowsTheTableInEveryReachableState() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(TableCampaign.walk(MEMBERS, new PrintStream(out, true, StandardCharsets.UTF_8)))
                .isGreaterThan(1_000);
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).endsWith("differences: 0");
    }

    @Test
    void twoAttemptsThatExcludeEachOtherNeverBothOpen() {
        int valid = 0;
        for (int members = 3; members <= 7; members++) {
            for (int collusion = 1; collusion <= 2; collusion++) {
                for (int threshold = 2; threshold <= members; threshold++) {
                    boolean permitted = 2 * threshold - members - 1 >= collusion;
                    assertThat(Setting.charter(threshold, collusion)
                                    .examine(members)
                                    .isEmpty())
                            .as("N = %d, T = %d, c = %d", members, threshold, collusion)
                            .isEqualTo(permitted && collusion + 2 <= members);
                    Votes.Outcome outcome = Votes.count(members, threshold, collusion);
                    if (permitted) {
                        valid++;
                        assertThat(outcome.ways()).isPositive();
                        assertThat(outcome.both()).isEmpty();
                    } else if (2 * threshold > members) {
                        assertThat(outcome.both())
                                .as("N = %d, T = %d, c = %d", members, threshold, collusion)
                                .isPresent();
                    }
                }
            }
        }
        assertThat(valid).isEqualTo(20);
    }
}
