package io.concordat.crypto.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.concordat.crypto.arithmetic.ArithmeticChoice.Candidate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArithmeticChoiceTest {
    private static final Candidate PLAIN = new Candidate("plain", true, Arithmetic::plain);

    /** What each variant keeps in the constants of its code: 2^104 + 2^52 as a double, the mask of a limb. */
    private static final Map<String, Long> CONSTANTS = Map.of("avx2", 0x4670000000000001L, "ifma", 0x000fffffffffffffL);

    @Test
    void theFastestBackEndThatPassesIsChosenAndEveryOneIsReported() {
        ArithmeticChoice choice = ArithmeticChoice.choose("auto", ArithmeticChoice.candidates());

        assertThat(choice.reports()).extracting(BackendReport::name).containsExactly("plain", "gmp", "ifma", "avx2");
        double chosen = choice.reports().stream()
                .filter(report -> report.name().equals(choice.arithmetic().name()))
                .mapToDouble(BackendReport::powersPerSecond)
                .findFirst()
                .orElseThrow();
        assertThat(choice.reports())
                .allSatisfy(report -> assertThat(report.powersPerSecond()).isLessThanOrEqualTo(chosen));
        assertThat(choice.summary()).startsWith(choice.arithmetic().name()).contains("(fastest of plain");
    }

    @Test
    void aSettingNamesTheBackEnd() {
        assertThat(ArithmeticChoice.choose("plain", ArithmeticChoice.candidates())
                        .summary())
                .isEqualTo("plain (by setting)");
    }

    @Test
    void aSettingThatCannotBeMetFallsBackToPlainAndSaysSo() {
        ArithmeticChoice choice = ArithmeticChoice.choose("abacus", ArithmeticChoice.candidates());

        assertThat(choice.arithmetic().name()).isEqualTo("plain");
        assertThat(choice.summary()).isEqualTo("plain (the setting asks for abacus, which cannot be used)");
    }

    @Test
    void aBackEndThatIsNotHereIsReportedWithTheReason() {
        Candidate absent = new Candidate("kernel", true, () -> {
            throw new BackendUnavailableException("the C compiler was on holiday");
        });

        ArithmeticChoice choice = ArithmeticChoice.choose("auto", List.of(PLAIN, absent));

        assertThat(choice.arithmetic().name()).isEqualTo("plain");
        assertThat(choice.reports().get(1)).hasToString("kernel: the C compiler was on holiday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avx2", "ifma"})
    void aKernelWithOneFlippedBitInAConstantIsCaughtAndPlainServes(String variant) {
        byte[] image = KernelLibrary.packedImage().orElse(new byte[0]);
        assumeTrue(image.length > 0, "this build has no kernel");
        assumeTrue(usable(image, variant).isPresent(), "this CPU has no " + variant);

        for (int bit : new int[] {0, 20, 51}) {
            byte[] corrupted = flipped(image, CONSTANTS.getOrDefault(variant, 0L), bit);
            Candidate broken = new Candidate(
                    variant, true, () -> KernelLibrary.load(corrupted).arithmetic(variant));
            ArithmeticChoice choice = ArithmeticChoice.choose("auto", List.of(PLAIN, broken));

            assertThat(choice.arithmetic().name()).isEqualTo("plain");
            assertThat(choice.reports().get(1).detail()).startsWith("refused by the self-test: ");
        }
    }

    @Test
    void aFileThatIsNoLibraryIsReportedNotThrown() {
        Candidate broken = new Candidate(
                "avx2", true, () -> KernelLibrary.load(new byte[100]).arithmetic("avx2"));

        ArithmeticChoice choice = ArithmeticChoice.choose("auto", List.of(PLAIN, broken));

        assertThat(choice.summary()).isEqualTo("plain (fastest of plain)");
        assertThat(choice.reports().get(1).detail()).startsWith("the kernel does not load: ");
    }

    private static Optional<Arithmetic> usable(byte[] image, String variant) {
        try {
            return Optional.of(KernelLibrary.load(image).arithmetic(variant));
        } catch (BackendUnavailableException e) {
            return Optional.empty();
        }
    }

    /** The image with one bit flipped in a constant, wherever the constant stands. */
    private static byte[] flipped(byte[] image, long constant, int bit) {
        byte[] corrupted = image.clone();
        ByteBuffer buffer = ByteBuffer.wrap(corrupted).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 8 <= image.length; at += 8) {
            if (buffer.getLong(at) == constant) {
                buffer.putLong(at, constant ^ 1L << bit);
            }
        }
        assertThat(corrupted).as("the image has the constant").isNotEqualTo(image);
        return corrupted;
    }
}
