package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bit of one message is flipped on its way, for every step and every sender: never an active key at a receiver. */
class FlippedBitTest {

    private static final String SEED = ToyCeremonies.luckySeed(3);
    private static final CeremonyParameters PARAMETERS = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
    private static final Recording HONEST = Recording.of(PARAMETERS, SEED);

    static Stream<Integer> steps() {
        return IntStream.range(0, HONEST.steps()).boxed();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void inABroadcastOfAnyMember(int step) {
        for (int sender = 1; sender <= 3; sender++) {
            assertNoKeyAndNoWrongBlame(step, sender, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void inAPayloadOfAnyMember(int step) {
        for (int sender = 1; sender <= 3; sender++) {
            if (HONEST.hasPayloads(sender, step)) {
                assertNoKeyAndNoWrongBlame(step, sender, 2);
            }
        }
    }

    private static void assertNoKeyAndNoWrongBlame(int step, int sender, int kind) {
        String name = "step " + step + " sender " + sender + " kind " + kind;
        SeededRandomSource chance = SeededRandomSource.labelled("flip/" + name);
        BigInteger place = chance.bits(62);
        int onlyTo = step % 2 == 0 ? 0 : 1 + sender % 3; // to all, or to one receiver
        ScriptedNetwork.Wire flipping = (from, to, message) -> {
            boolean hit = from == sender
                    && message[1] == kind
                    && ByteBuffer.wrap(message, 34, 4).getInt() == step
                    && (onlyTo == 0 || onlyTo == to);
            return List.of(hit ? flipped(message, place) : message);
        };

        ScriptedNetwork network =
                new ScriptedNetwork(SEED, flipping).with(PARAMETERS, SEED).run();

        // The last step only shows approvals: whoever has seen all shows them to the others, so all have the key or
        // none.
        boolean last = step == HONEST.steps() - 1;
        assertThat(network.faults()).isEmpty();
        assertThat(network.results().keySet())
                .as(name)
                .isIn(last ? List.of(Set.of(1, 2, 3), Set.of()) : List.of(Set.<Integer>of()));
        if (last) {
            return;
        }
        Set<Integer> blamed = network.blamedByOthersThan(0);
        assertThat(blamed).as(name + " " + network.aborts()).isSubsetOf(sender);
        boolean stopped = !network.aborts().isEmpty();
        boolean waits = network.progress().values().stream()
                .anyMatch(progress -> progress.waitingFor().contains(sender));
        assertThat(stopped || waits).as(name).isTrue();
    }

    private static byte[] flipped(byte[] message, BigInteger place) {
        byte[] changed = message.clone();
        int bit = place.mod(BigInteger.valueOf(8L * message.length)).intValue();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }
}
