package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code concordat key table}. */
class KeyTableTest {

    @Test
    void whatAThresholdMeansIsShownBeforeAnybodyAgrees() {
        TestNode.Ran five = TestNode.run("key", "table", "--members", "5");
        assertThat(five.exitCode()).isZero();
        assertThat(five.out().lines().filter(line -> line.matches("\\s+\\d.*")))
                .map(line -> line.strip().replaceAll(" +", " "))
                .containsExactly("4 1 2 4 3 3 usual", "5 0 1 5 3 3");

        TestNode.Ran two = TestNode.run("key", "table", "--members", "2");
        assertThat(two.exitCode()).isEqualTo(1);
        assertThat(two.err()).contains("Expected 3 to 16 members but found 2");
    }
}
