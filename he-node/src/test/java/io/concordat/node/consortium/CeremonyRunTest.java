package io.concordat.node.consortium;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.testing.TestConsortium;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A run of the ceremony has deadlines, and says whom it waited for. */
class CeremonyRunTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final Consortium consortium = TestConsortium.of(3).consortium();
    private final CeremonyRun run = new CeremonyRun(ByteString.of(new byte[16]), consortium, START);

    @Test
    void aDayPassesWithoutTheOthers() {
        run.waitsFor(consortium.ids().subList(1, 3), START.plusSeconds(1));

        assertThat(run.stalled(START.plus(Duration.ofHours(23)))).isEmpty();
        assertThat(run.stalled(START.plus(Duration.ofHours(25))).orElse(""))
                .startsWith("Nothing has happened for 1499 minutes")
                .endsWith("it waited for " + consortium.ids().get(1) + ", "
                        + consortium.ids().get(2));
    }

    @Test
    void halfAnHourPassesWithoutAMessageOnceItRuns() {
        run.began(START);

        assertThat(run.stalled(START.plus(Duration.ofMinutes(29)))).isEmpty();
        assertThat(run.stalled(START.plus(Duration.ofMinutes(31)))).isPresent();
    }

    @Test
    void aRunThatIsOverHasNoDeadline() {
        run.failed("for a reason", START);

        assertThat(run.stalled(START.plus(Duration.ofDays(3)))).isEmpty();
    }
}
