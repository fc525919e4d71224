package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.keygen.CandidateRules;
import io.concordat.crypto.keygen.InconsistentSharesException;
import io.concordat.crypto.keygen.RingBgw;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One member deviates on purpose, in ways that flipped bits do not reach. The steps are those of three members. */
class CheatingMemberTest {

    private static final int SIEVE = 1;
    private static final int PRODUCT = 2;
    private static final int PRODUCTS_COMMITTED = 3;
    private static final int PRODUCTS_OPENED = 4;
    private static final int FIRST_TESTS_COMMITTED = 5;
    private static final int FULL_TEST_COMMITTED = 7;
    private static final int AUDIT = 9;
    private static final int VERDICT = 10;
    private static final int KEYS_COMMITTED = 16;
    private static final int DECRYPTION = 20;

    private static final String SEED = ToyCeremonies.luckySeed(3);
    private static final CeremonyParameters PARAMETERS = ToyCeremonies.parameters(3, 3, ToyCeremonies.audited(1000));
    private static final Recording HONEST = Recording.of(PARAMETERS, SEED);

    private static ScriptedNetwork run(Liar liar) {
        return new ScriptedNetwork(SEED, ScriptedNetwork.Wire.HONEST)
                .with(PARAMETERS, SEED, liar)
                .run();
    }

    private static void assertNamed(ScriptedNetwork network, int cheater, String deed) {
        assertThat(network.results()).isEmpty();
        assertThat(network.blamedByOthersThan(cheater))
                .as("%s", network.aborts())
                .isEqualTo(Set.of(cheater));
        assertThat(network.aborts().values()).anySatisfy(aborted -> {
            assertThat(aborted.culprit()).contains(cheater);
            assertThat(aborted.reason()).contains(deed);
            assertThat(aborted.evidence()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 13, 17, 19})
    void openingSomethingOtherThanTheCommitmentNamesTheMember(int openStep) {
        for (int cheater = 1; cheater <= 3; cheater++) {
            assertNamed(
                    run(new Liar(cheater).says(openStep, CheatingMemberTest::lastByteChanged)),
                    cheater,
                    "opened something other than it had committed to");
        }
    }

    @Test
    void nobodyOpensBeforeAllHaveCommitted() {
        List<Integer> opened = new ArrayList<>();
        ScriptedNetwork.Wire withholding = (from, to, message) -> {
            int step = message[1] == 1 ? stepOf(message) : 0;
            if (step == PRODUCTS_OPENED) {
                opened.add(from);
            }
            return from == 3 && to != 3 && step == PRODUCTS_COMMITTED ? List.of(new byte[0]) : List.of(message);
        };
        ScriptedNetwork network =
                new ScriptedNetwork(SEED, withholding).with(PARAMETERS, SEED).run();

        assertThat(network.results()).isEmpty();
        assertThat(opened).doesNotContain(1, 2);
    }

    @Test
    void aRushingMemberCannotPlantItsOwnModulus() throws InconsistentSharesException {
        // The attack: answer last, with the shares that make the opened product the attacker's own p' q'.
        RingBgw ring = CandidateRules.of(ToyCeremonies.BITS, 3).productRing();
        BigInteger planted = BigInteger.ONE
                .shiftLeft(255)
                .add(BigInteger.ONE.shiftLeft(254))
                .nextProbablePrime()
                .multiply(BigInteger.ONE
                        .shiftLeft(256)
                        .subtract(BigInteger.ONE.shiftLeft(250))
                        .nextProbablePrime());
        BigInteger first = share(1);
        BigInteger second = share(2);
        // N = 3 s_1 - 3 s_2 + s_3
        BigInteger wanted = planted.subtract(first.subtract(second).multiply(BigInteger.valueOf(3)))
                .mod(ring.modulus());
        assertThat(ring.open(List.of(first, second, wanted))).isEqualTo(planted);

        Liar rushing = new Liar(3).says(PRODUCTS_OPENED, content -> {
            byte[] changed = content.clone();
            byte[] share = CanonicalWriter.unsignedBytes(wanted, ring.elementBytes());
            System.arraycopy(share, 0, changed, CommitPhase.SALT_BYTES, share.length);
            return changed;
        });
        assertNamed(run(rushing), 3, "opened something other than it had committed to (products)");
    }

    private static BigInteger share(int member) {
        byte[] opened = HONEST.opened(member, PRODUCTS_OPENED);
        return new BigInteger(1, opened, 0, (ToyCeremonies.BITS + 2 + 7) / 8);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1", "1, 3", "2, 3"})
    void aSieveShareThatIsNotTheSeedsIsTracedToItsDealer(int cheater, int victim) {
        // One wrong share makes products impossible: at once an audit of those candidates.
        assertNamed(
                run(new Liar(cheater).deals(SIEVE, victim, CheatingMemberTest::lastByteChanged)),
                cheater,
                "dealt member " + victim + " other numbers");
    }

    @Test
    void aProductShareThatIsNotTheSeedsIsTracedToItsDealer() {
        for (int cheater = 1; cheater <= 3; cheater++) {
            int victim = cheater % 3 + 1;
            assertNamed(
                    run(new Liar(cheater).deals(PRODUCT, victim, CheatingMemberTest::lastByteChanged)),
                    cheater,
                    "dealt member " + victim + " other numbers");
        }
    }

    @Test
    void aWrongShareOfAProductIsTracedToWhoShowedIt() {
        byte[] lie = lastByteChanged(HONEST.opened(2, PRODUCTS_OPENED));
        assertNamed(run(new Liar(2).commits(PRODUCTS_COMMITTED, lie)), 2, "that its seed does not give");
    }

    @Test
    void aWrongValueInAFirstTestIsTracedToWhoShowedIt() {
        byte[] honest = HONEST.opened(3, FIRST_TESTS_COMMITTED + 1);
        int width = ToyCeremonies.BITS / 8;
        byte[] lie = honest.clone();
        lie[width - 1] ^= 2; // the first survivor, which fails its test in any case
        assertNamed(run(new Liar(3).commits(FIRST_TESTS_COMMITTED, lie)), 3, "that its seed does not give");
    }

    @Test
    void turningDownAGoodModulusInTheFullTestIsAlwaysTracedToWhoDidIt() {
        CeremonyParameters withoutSample = ToyCeremonies.parameters(3, 3, ToyCeremonies.audited(0));
        byte[] lie = Recording.of(withoutSample, SEED).opened(2, FULL_TEST_COMMITTED + 1);
        lie[ToyCeremonies.BITS / 8 - 1] ^= 1;
        ScriptedNetwork network = new ScriptedNetwork(SEED, ScriptedNetwork.Wire.HONEST)
                .with(withoutSample, SEED, new Liar(2).commits(FULL_TEST_COMMITTED, lie))
                .run();
        assertNamed(network, 2, "that its seed does not give");
    }

    @Test
    void aResharedValueThatIsNotTheSeedsIsTracedToItsDealer() {
        CeremonyParameters five = ToyCeremonies.parameters(5, 4, ToyCeremonies.audited(1000));
        String seed = ToyCeremonies.luckySeed(5);
        ScriptedNetwork network = new ScriptedNetwork(seed, ScriptedNetwork.Wire.HONEST)
                .with(five, seed, new Liar(5).deals(2, 4, CheatingMemberTest::lastByteChanged))
                .run();
        assertNamed(network, 5, "dealt member 4 other numbers");
    }

    @Test
    void aFalseComplaintFallsBackOnTheComplainer() {
        Liar liar = new Liar(1).says(VERDICT, _ -> new CanonicalWriter()
                .u8(1)
                .u8(2)
                .u32(0) // all failed candidates are audited; with this seed candidate 0 is one of them
                .u8(0)
                .fixed(new byte[32])
                .sized(new byte[24 * 4 * 16])
                .toByteArray());
        assertNamed(run(liar), 1, "complained falsely about member 2");
    }

    @Test
    void openingAnotherSeedThanTheOneCommittedToNamesTheMember() {
        assertNamed(
                run(new Liar(2).says(AUDIT, content -> {
                    byte[] changed = content.clone();
                    changed[0] ^= 1;
                    return changed;
                })),
                2,
                "a seed is not the one committed to");
    }

    @Test
    void aWrongVerificationKeyNamesTheMember() {
        byte[] lie = HONEST.opened(1, KEYS_COMMITTED + 1);
        lie[2 * ToyCeremonies.BITS / 8 - 1] ^= 1;
        assertNamed(run(new Liar(1).commits(KEYS_COMMITTED, lie)), 1, "without a valid proof");
    }

    @Test
    void aWrongPartialDecryptionNamesTheMember() {
        assertNamed(
                run(new Liar(3).says(DECRYPTION, content -> {
                    byte[] changed = content.clone();
                    changed[40] ^= 1;
                    return changed;
                })),
                3,
                "sent a partial decryption whose proof does not hold");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 10, 12, 18, 21})
    void tellingTwoMembersDifferentThingsStopsTheCeremony(int step) {
        ScriptedNetwork.Wire twoFaced = (from, to, message) -> {
            boolean changes = from == 1 && to == 2 && message[1] == 1 && stepOf(message) == step;
            return List.of(changes ? lastByteChanged(message) : message);
        };

        ScriptedNetwork network =
                new ScriptedNetwork(SEED, twoFaced).with(PARAMETERS, SEED).run();

        assertThat(network.results()).isEmpty();
        assertThat(network.aborts()).isNotEmpty();
        assertThat(network.blamedByOthersThan(1)).isSubsetOf(1);
    }

    private static int stepOf(byte[] message) {
        return ByteBuffer.wrap(message, 34, 4).getInt();
    }

    private static byte[] lastByteChanged(byte[] bytes) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[changed.length - 1] ^= 1;
        return changed;
    }
}
