package io.concordat.protocol.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.concordat.protocol.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CharterTest {
    @ParameterizedTest
    @CsvSource({"3,3", "4,3", "5,4", "6,5", "7,6", "8,7", "9,7", "10,8", "16,14"})
    void defaultsFollowTheNumberOfBanks(int members, int threshold) {
        Charter charter = Charter.defaults(members, 3072);
        assertThat(charter.threshold()).isEqualTo(threshold);
        assertThat(charter.toleratedCollusion()).isEqualTo(1);
        assertThat(charter.minimumCohort()).isEqualTo(3);
        assertThat(charter.minimumEffectiveRows()).isEqualTo(30);
        assertThat(charter.maximumRows()).isEqualTo(1L << 30);
        assertThat(charter.approvalsPerBank()).isEqualTo(2);
        assertThat(charter.shrinkingRetries()).isEqualTo(1);
        assertThat(charter.examine(members)).isEmpty();
        assertThat(charter.warnings()).isEmpty();
    }

    @Test
    void explainsWhyTwoBanksCannotHideFromEachOther() {
        assertThat(Charter.defaults(3, 3072).examine(2)).hasValueSatisfying(rejection -> {
            assertThat(rejection.type()).isEqualTo(ProblemType.TWO_BANKS_CANNOT_HIDE);
            assertThat(rejection.sentence()).contains("subtracts its own numbers");
        });
        assertThatIllegalArgumentException().isThrownBy(() -> Charter.defaults(2, 3072));
    }

    @Test
    void acceptsExactlyTheThresholdsUnderWhichTwoOpeningsShareMoreThanTheColluders() {
        for (int members = 3; members <= 16; members++) {
            for (int colluding = 1; colluding <= 6; colluding++) {
                for (int threshold = 2; threshold <= 16; threshold++) {
                    boolean valid = threshold <= members
                            && 2 * threshold > members
                            && 2 * threshold - members > colluding
                            && Math.max(3, colluding + 2) <= members;
                    assertThat(charter(threshold, colluding).examine(members).isEmpty())
                            .as("N=%d T=%d c=%d", members, threshold, colluding)
                            .isEqualTo(valid);
                }
            }
        }
    }

    /** Whoever abandons honestly never shares, so that D abandons with c liars leave fewer than T shares. */
    @Test
    void deathQuorumLeavesFewerThanThresholdShares() {
        for (int members = 3; members <= 16; members++) {
            for (int colluding = 1; colluding <= 6; colluding++) {
                for (int threshold = 2; threshold <= members; threshold++) {
                    Charter charter = charter(threshold, colluding);
                    if (charter.examine(members).isEmpty()) {
                        int honestAbandons = charter.deathQuorum(members) - colluding;
                        assertThat(members - honestAbandons)
                                .as("N=%d T=%d c=%d", members, threshold, colluding)
                                .isEqualTo(threshold - 1);
                    }
                }
            }
        }
    }

    @Test
    void refusesTwoOfThree() {
        assertThat(charter(2, 1).examine(3)).hasValueSatisfying(rejection -> {
            assertThat(rejection.type()).isEqualTo(ProblemType.INVALID_CHARTER);
            assertThat(rejection.sentence()).contains("2·2 − 3 − 1 = 0 below c = 1");
        });
    }

    @Test
    void refusesAMinimumCohortBelowTwoMoreThanTheColluders() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Charter(3072, 7, 3, 4, 30, 1 << 20, 2, 1, false, Deadlines.DEFAULT))
                .withMessageContaining("minimum cohort from 5");
    }

    @Test
    void refusesFewerThanTwoApprovalsAndMoreThanTheRowsThatFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Charter(3072, 3, 1, 3, 30, 1 << 20, 1, 1, false, Deadlines.DEFAULT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Charter(3072, 3, 1, 3, 30, (1L << 30) + 1, 2, 1, false, Deadlines.DEFAULT));
    }

    @Test
    void warnsOfSmallKeysSilentMembersAndFewRows() {
        assertThat(Charter.defaults(3, 2048).warnings())
                .singleElement()
                .asString()
                .contains("production means 3072");
        assertThat(Charter.defaults(3, 512).warnings())
                .singleElement()
                .asString()
                .contains("toy");
        assertThat(charter(4, 2).warnings()).singleElement().asString().contains("can block retries");
        Charter fewRows = new Charter(3072, 3, 1, 3, 10, 1 << 20, 2, 1, false, Deadlines.DEFAULT);
        assertThat(fewRows.warnings()).singleElement().asString().contains("10 effective rows");
    }

    private static Charter charter(int threshold, int colluding) {
        return new Charter(
                3072, threshold, colluding, Math.max(3, colluding + 2), 30, 1 << 20, 2, 1, false, Deadlines.DEFAULT);
    }
}
