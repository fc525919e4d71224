package io.concordat.protocol.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each attack reads the victim's number off a naive sum every time, and off the protocol's rounds never. */
class AttackProgramTest {
    private static final int RUNS = 3;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final AttackProgram program = new AttackProgram(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void t6ScaledCopyReadsANaiveSumAndOnlyNoiseHere() {
        assertThat(program.run(Attack.COPY, RUNS, 1)).isEqualTo(new AttackProgram.Count(RUNS, 0));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("must commit before anybody reveals", "sum-out-of-range");
    }

    @Test
    void t7StaleCiphertextReadsANaiveSumAndIsRefusedHere() {
        assertThat(program.run(Attack.STALE, RUNS, 1)).isEqualTo(new AttackProgram.Count(RUNS, 0));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("malformed-ciphertext", "there is nothing to read");
    }

    @Test
    void t8CancellingReadsANaiveSumAndBreaksACommitmentHere() {
        assertThat(program.run(Attack.CANCEL, RUNS, 1)).isEqualTo(new AttackProgram.Count(RUNS, 0));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("commitment-mismatch", "there is nothing to read");
    }
}
