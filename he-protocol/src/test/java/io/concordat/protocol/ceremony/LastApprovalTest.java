package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.threshold.CombinationException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The end of a ceremony: nobody is left without a key that others have, and nobody is left waiting for a broken node. */
class LastApprovalTest {

    private static final int APPROVAL = 23;
    private static final String SEED = ToyCeremonies.luckySeed(3);
    private static final CeremonyParameters PARAMETERS = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());

    @Test
    void aFalseApprovalSentToOneMemberOnlyDoesNotLeaveItWithoutTheKey() throws CombinationException {
        ScriptedNetwork.Wire twoFaced = (from, to, message) ->
                List.of(from == 2 && to == 3 && isApproval(message) ? changed(message) : message);

        ScriptedNetwork network =
                new ScriptedNetwork(SEED, twoFaced).with(PARAMETERS, SEED).run();

        assertThat(network.aborts()).isEmpty();
        KeyInspection.check(network.results().values(), PARAMETERS);
    }

    @Test
    void whateverOneMemberTellsAnotherInTheEndAllHaveTheKeyOrNobody() throws CombinationException {
        List<UnaryOperator<byte[]>> lies = List.of(
                _ -> new byte[] {1}, // no message at all
                LastApprovalTest::abort, // it says that it has stopped, but approves to the third
                message -> Arrays.copyOf(message, message.length - 1));
        Set<Integer> outcomes = new HashSet<>();
        for (int order = 0; order < 8; order++) {
            UnaryOperator<byte[]> lie = lies.get(order % lies.size());
            ScriptedNetwork network = new ScriptedNetwork(
                            "order-" + order,
                            (from, to, message) ->
                                    List.of(from == 2 && to == 3 && isApproval(message) ? lie.apply(message) : message))
                    .with(PARAMETERS, SEED)
                    .run();
            assertThat(network.faults()).isEmpty();
            assertThat(network.results())
                    .as("order %d: %s", order, network.aborts())
                    .satisfiesAnyOf(all -> assertThat(all).isEmpty(), all -> assertThat(all)
                            .hasSize(3));
            assertThat(network.aborts().size() + network.results().size()).isEqualTo(3);
            outcomes.add(network.results().size());
            if (!network.results().isEmpty()) {
                KeyInspection.check(network.results().values(), PARAMETERS);
            }
        }
        assertThat(outcomes).contains(3);
    }

    @Test
    void anApprovalThatIsNotASignatureNamesTheMember() {
        ScriptedNetwork network = new ScriptedNetwork(SEED, ScriptedNetwork.Wire.HONEST)
                .with(PARAMETERS, SEED, new Liar(2).says(APPROVAL, content -> {
                            byte[] changed = content.clone();
                            changed[10] ^= 1;
                            return changed;
                        }))
                .run();

        assertThat(network.results()).doesNotContainKeys(1, 3);
        assertThat(network.blamedByOthersThan(2)).containsExactly(2);
    }

    @Test
    void aFaultInsideOneMemberIsToldToTheOthers() {
        BatchExecutor broken = new BatchExecutor() {
            private int calls;

            @Override
            public <T> List<T> map(int count, IntFunction<T> function) {
                calls++;
                if (calls == 5) {
                    throw new IllegalStateException("out of threads");
                }
                return BatchExecutor.sequential().map(count, function);
            }
        };
        CeremonySelf sound = ToyCeremonies.member(SEED, 2);
        KeyCeremony faulty = KeyCeremony.of(
                PARAMETERS, new CeremonySelf(2, sound.random(), broken, sound.signer(), sound.clock(), sound.build()));

        ScriptedNetwork network = new ScriptedNetwork(SEED, ScriptedNetwork.Wire.HONEST)
                .with(PARAMETERS, SEED)
                .replaced(2, faulty)
                .run();

        assertThat(network.results()).isEmpty();
        assertThat(network.faults().get(2)).hasMessage("out of threads");
        assertThat(network.aborts()).containsOnlyKeys(1, 3).allSatisfy((_, aborted) -> {
            assertThat(aborted.reason())
                    .endsWith("Member 2 stopped the ceremony: A fault inside the program of member 2");
            assertThat(aborted.culprit()).isEmpty();
        });
    }

    private static boolean isApproval(byte[] message) {
        return message[1] == 1 && ByteBuffer.wrap(message, 34, 4).getInt() == APPROVAL;
    }

    private static byte[] changed(byte[] message) {
        byte[] changed = message.clone();
        changed[90] ^= 1; // in the signature
        return changed;
    }

    private static byte[] abort(byte[] message) {
        return new CeremonyMessage.Abort(Arrays.copyOfRange(message, 2, 34), "a lie").encode();
    }
}
