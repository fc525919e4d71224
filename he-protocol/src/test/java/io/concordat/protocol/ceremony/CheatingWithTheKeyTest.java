package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One member lies while the key of a good modulus is shared (steps of three or four members). The failed key is given up, opened, and names
 * the member.
 */
class CheatingWithTheKeyTest {

    private static final int PHI = 11;
    private static final int PSI_COMMITTED = 12;
    private static final int FACTORS = 14;
    private static final int EXPONENT = 15;
    private static final int NUMBERS_COMMITTED = 18;

    private static ScriptedNetwork run(int members, int threshold, Liar liar) {
        String seed = ToyCeremonies.luckySeed(members);
        CeremonyParameters parameters = ToyCeremonies.parameters(members, threshold, ToyCeremonies.smallBatches());
        return new ScriptedNetwork(seed, ScriptedNetwork.Wire.HONEST)
                .with(parameters, seed, liar)
                .run();
    }

    private static void assertNamed(ScriptedNetwork network, int cheater, String deed) {
        assertThat(network.results()).isEmpty();
        assertThat(network.faults()).isEmpty();
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
    @CsvSource({"3, 3, 1, 2", "3, 3, 3, 1", "4, 3, 2, 4"})
    void aWrongShareOfPhiIsTracedToItsDealer(int members, int threshold, int cheater, int victim) {
        assertNamed(
                run(members, threshold, new Liar(cheater).deals(PHI, victim, CheatingWithTheKeyTest::changed)),
                cheater,
                "dealt member " + victim + " other numbers");
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 1, 2", "3, 3, 3, 1", "4, 3, 2, 1"})
    void aWrongShareOfAFactorOfTheExponentIsTracedToItsDealer(int members, int threshold, int cheater, int victim) {
        assertNamed(
                run(members, threshold, new Liar(cheater).deals(FACTORS, victim, CheatingWithTheKeyTest::changed)),
                cheater,
                "dealt member " + victim + " other numbers");
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 1, 2", "3, 3, 2, 3", "4, 3, 1, 2"})
    void aWrongShareOfTheExponentIsTracedToItsDealer(int members, int threshold, int cheater, int victim) {
        assertNamed(
                run(members, threshold, new Liar(cheater).deals(EXPONENT, victim, CheatingWithTheKeyTest::changed)),
                cheater,
                "dealt member " + victim + " other numbers");
    }

    @Test
    void aWrongShareOfPsiIsTracedToWhoShowedIt() {
        byte[] lie = honest().opened(2, PSI_COMMITTED + 1);
        lie[lie.length - 1] ^= 1;
        assertNamed(run(3, 3, new Liar(2).commits(PSI_COMMITTED, lie)), 2, "that its seed does not give");
    }

    @Test
    void encryptingAnotherNumberThanTheRevealedOneNamesTheMember() {
        byte[] lie = honest().opened(3, NUMBERS_COMMITTED + 1);
        byte[] another = honest().opened(1, NUMBERS_COMMITTED + 1);
        System.arraycopy(another, 0, lie, 0, 2 * ToyCeremonies.BITS / 8);
        ScriptedNetwork network = run(3, 3, new Liar(3).commits(NUMBERS_COMMITTED, lie));
        assertNamed(network, 3, "encrypted another number in the self-test than it revealed");
    }

    private static Recording honest() {
        return Recording.of(ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches()), ToyCeremonies.luckySeed(3));
    }

    private static byte[] changed(byte[] bytes) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[changed.length - 1] ^= 1;
        return changed;
    }
}
