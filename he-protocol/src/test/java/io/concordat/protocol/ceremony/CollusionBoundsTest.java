package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollusionBoundsTest {

    @Test
    void acceptsExactlyTheThresholdsOfTheRule() {
        for (int n = 3; n <= 16; n++) {
            for (int t = 0; t <= n + 1; t++) {
                for (int c = 0; c < n; c++) {
                    int members = n;
                    int threshold = t;
                    int collusion = c;
                    boolean valid = 2 * t - n - 1 >= c && 2 * t > n && t <= n;
                    if (valid) {
                        assertThatCode(() -> new CollusionBounds(members, threshold, collusion))
                                .doesNotThrowAnyException();
                        assertThat(t).isGreaterThanOrEqualTo(CollusionBounds.leastThreshold(n, c));
                    } else {
                        assertThatThrownBy(() -> new CollusionBounds(members, threshold, collusion))
                                .isInstanceOf(IllegalArgumentException.class);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "4, 3", "5, 4", "8, 7", "9, 7", "16, 14"})
    void defaultThresholdsTolerateOneColluder(int members, int threshold) {
        assertThat(CollusionBounds.defaultThreshold(members)).isEqualTo(threshold);
        assertThatCode(() -> new CollusionBounds(members, threshold, 1)).doesNotThrowAnyException();
    }

    @Test
    void refusalsSayWhatWouldBeAllowed() {
        assertThatThrownBy(() -> new CollusionBounds(2, 2, 0)).hasMessageContaining("two banks cannot hide");
        assertThatThrownBy(() -> new CollusionBounds(17, 17, 1)).hasMessageContaining("3 to 16 members but found 17");
        assertThatThrownBy(() -> new CollusionBounds(3, 2, 1))
                .hasMessage(
                        "A threshold of 2 with 3 members withstands 2T - N - 1 = 0 colluding members but 1 are to be"
                                + " tolerated; the threshold must be at least 3");
        assertThatThrownBy(() -> new CollusionBounds(6, 3, 0)).hasMessageContaining("so at least 4");
    }

    @Test
    void numbersAreThoseOfTheSpecification() {
        CollusionBounds bounds = new CollusionBounds(5, 4, 1);
        assertThat(bounds.ceremonyCollusion()).isEqualTo(2);
        assertThat(bounds.factorModulus()).isEqualTo(3);
        assertThat(bounds.mayBeAbsent()).isEqualTo(1);
        assertThat(bounds.canBlock()).isEqualTo(2);
        assertThat(bounds.learnLastValue()).isEqualTo(4);
        assertThat(bounds.minimumCohort()).isEqualTo(3);
        assertThat(bounds.deathCertificate()).isEqualTo(3);
        assertThat(bounds.retriesCanBeBlocked()).isFalse();
        assertThat(bounds.sentences()).hasSize(5).first().asString().contains("4 of 5 members");
    }
}
