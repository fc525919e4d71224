package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody who took no part checks a ceremony from what was public in it. */
class TranscriptVerifierTest {

    private static final String SEED = ToyCeremonies.luckySeed(3);
    private static final CeremonyParameters PARAMETERS = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
    private static final ScriptedNetwork HONEST = ScriptedNetwork.run(PARAMETERS, SEED, ScriptedNetwork.Wire.HONEST);
    private static final List<List<byte[]>> TRANSCRIPT = HONEST.transcript(1);
    private static final ThresholdPublicKey KEY = key(HONEST);

    private static ThresholdPublicKey key(ScriptedNetwork network) {
        return Objects.requireNonNull(network.results().get(1)).publicKey();
    }

    private static TranscriptVerifier.VerifiedKey verify(
            CeremonyParameters parameters, List<List<byte[]>> transcript, ThresholdPublicKey claimed)
            throws TranscriptRejectedException {
        TranscriptVerifier verifier =
                TranscriptVerifier.of(parameters, new ToyCeremonies.HashSigner(1), BatchExecutor.sequential());
        for (List<byte[]> step : transcript) {
            verifier.step(step);
        }
        return verifier.finish(claimed);
    }

    @ParameterizedTest
    @CsvSource({"3, 3, lucky-63", "3, 2, honest", "4, 3, lucky-65", "5, 4, lucky-40"})
    void acceptsAnHonestCeremonyAsAnyMemberKeptIt(int members, int threshold, String seed)
            throws TranscriptRejectedException {
        CeremonyParameters parameters = ToyCeremonies.parameters(members, threshold, ToyCeremonies.smallBatches());
        ScriptedNetwork network = ScriptedNetwork.run(parameters, seed, ScriptedNetwork.Wire.HONEST);
        for (int member = 1; member <= members; member++) {
            TranscriptVerifier.VerifiedKey verified = verify(parameters, network.transcript(member), key(network));
            assertThat(verified.publicKey()).isEqualTo(key(network));
            assertThat(verified.approvals()).hasSize(members);
            assertThat(verified.destructions()).hasSize(members);
        }
    }

    static Stream<Integer> steps() {
        return IntStream.range(0, TRANSCRIPT.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void rejectsOneFlippedBitInAnyMessageOfAnyMember(int step) {
        for (int member = 0; member < 3; member++) {
            SeededRandomSource chance = SeededRandomSource.labelled("flip/" + step + "/" + member);
            int length = TRANSCRIPT.get(step).get(member).length;
            int bit = chance.below(BigInteger.valueOf(8L * length)).intValue();
            assertRejected("bit " + bit + " of member " + (member + 1), changed(step, member, bytes -> {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                return bytes;
            }));
        }
    }

    @ParameterizedTest
    @MethodSource("steps")
    void rejectsAStepThatIsLeftOutOrRepeatedOrMoved(int step) {
        List<List<byte[]>> without = new ArrayList<>(TRANSCRIPT);
        without.remove(step);
        assertRejected("without step " + step, without);

        List<List<byte[]>> twice = new ArrayList<>(TRANSCRIPT);
        twice.add(step, TRANSCRIPT.get(step));
        assertRejected("step " + step + " twice", twice);

        List<List<byte[]>> moved = new ArrayList<>(TRANSCRIPT);
        Collections.swap(moved, step, (step + 1) % moved.size());
        assertRejected("step " + step + " and the next exchanged", moved);

        assertRejected("cut before step " + step, TRANSCRIPT.subList(0, step));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void rejectsMessagesOfTwoMembersExchangedOrOneLeftOut(int step) {
        List<List<byte[]>> exchanged = copy();
        Collections.swap(exchanged.get(step), 0, 1);
        if (!Arrays.equals(exchanged.get(step).get(0), exchanged.get(step).get(1))) {
            assertRejected("members exchanged in step " + step, exchanged);
        }

        List<List<byte[]>> fewer = copy();
        fewer.get(step).remove(2);
        assertRejected("member 3 left out in step " + step, fewer);
    }

    @Test
    void rejectsATranscriptThatWasChangedAndChainedAnew() {
        // Nobody looks into the hashes of the sealed mask secrets, so only the signatures over the transcript tell.
        int masks = TRANSCRIPT.size() - 2;
        List<List<byte[]>> changed = changed(masks, 0, bytes -> {
            bytes[90] ^= 1;
            return bytes;
        });
        byte[] echo =
                FramedHash.sha256("ceremony-broadcasts/v1", changed.get(masks).toArray(byte[][]::new));
        for (byte[] approval : changed.get(masks + 1)) {
            System.arraycopy(echo, 0, approval, 38, echo.length);
        }
        assertThatThrownBy(() -> verify(PARAMETERS, changed, KEY))
                .isInstanceOf(TranscriptRejectedException.class)
                .hasMessageContaining("is not its signature over this key");
    }

    @Test
    void rejectsAnotherKey() {
        CeremonyParameters other = ToyCeremonies.parameters(3, 2, ToyCeremonies.smallBatches());
        ThresholdPublicKey swapped = key(ScriptedNetwork.run(other, SEED, ScriptedNetwork.Wire.HONEST));
        assertThatThrownBy(() -> verify(PARAMETERS, TRANSCRIPT, swapped))
                .isInstanceOf(TranscriptRejectedException.class)
                .hasMessageContaining("not the key " + swapped.fingerprint());
    }

    @Test
    void rejectsOtherParametersAndOtherMembers() {
        CeremonyParameters other = ToyCeremonies.parameters(3, 3, ToyCeremonies.audited(101));
        assertThatThrownBy(() -> verify(other, TRANSCRIPT, KEY))
                .isInstanceOf(TranscriptRejectedException.class)
                .hasMessageContaining("wants a ceremony with other parameters");
        TranscriptVerifier strangers =
                TranscriptVerifier.of(PARAMETERS, (_, _, _) -> false, BatchExecutor.sequential());
        assertThatThrownBy(() -> {
                    for (List<byte[]> step : TRANSCRIPT) {
                        strangers.step(step);
                    }
                })
                .isInstanceOf(TranscriptRejectedException.class)
                .hasMessageContaining("not its signature over this key");
    }

    @Test
    void aSwappedProofIsSeenInTheLastStep() {
        assertThatCode(() -> verify(PARAMETERS, TRANSCRIPT, KEY)).doesNotThrowAnyException();
        List<List<byte[]>> withForeignApproval = changed(
                TRANSCRIPT.size() - 1, 1, _ -> TRANSCRIPT.getLast().get(2).clone());
        assertRejected("another member's approval", withForeignApproval);
    }

    @Test
    void parametersAreReadBackStrictly() throws DecodeException {
        byte[] encoded = PARAMETERS.encode();
        assertThat(CeremonyParameters.decodeForTesting(encoded).digest()).isEqualTo(PARAMETERS.digest());
        assertThatThrownBy(() -> CeremonyParameters.decode(encoded))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("2048, 3072 or 4096 bits but found 512");
        CeremonyParameters real = CeremonyParameters.of(PARAMETERS.subject(), 3072, PARAMETERS.bounds());
        assertThat(CeremonyParameters.decode(real.encode()).digest()).isEqualTo(real.digest());
        CeremonyParameters weaker = CeremonyParameters.forTesting(
                PARAMETERS.subject(), 3072, PARAMETERS.bounds(), ToyCeremonies.smallBatches());
        assertThatThrownBy(() -> CeremonyParameters.decode(weaker.encode()))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("not the one that keys of 3072 bits need");
        for (int cut = 0; cut < encoded.length; cut++) {
            byte[] shorter = Arrays.copyOf(encoded, cut);
            assertThatThrownBy(() -> CeremonyParameters.decodeForTesting(shorter))
                    .isInstanceOf(DecodeException.class);
        }
    }

    private static List<List<byte[]>> copy() {
        List<List<byte[]>> copy = new ArrayList<>();
        for (List<byte[]> step : TRANSCRIPT) {
            copy.add(new ArrayList<>(step.stream().map(byte[]::clone).toList()));
        }
        return copy;
    }

    private static List<List<byte[]>> changed(int step, int member, UnaryOperator<byte[]> change) {
        List<List<byte[]>> copy = copy();
        copy.get(step).set(member, change.apply(copy.get(step).get(member)));
        return copy;
    }

    private static void assertRejected(String what, List<List<byte[]>> transcript) {
        assertThatThrownBy(() -> verify(PARAMETERS, transcript, KEY))
                .as(what)
                .isInstanceOf(TranscriptRejectedException.class);
    }
}
