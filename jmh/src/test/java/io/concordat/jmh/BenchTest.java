package io.concordat.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchTest {
    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void keysArePrimesOfTheRightSizeAndForm(int bits) {
        BenchmarkKey key = BenchmarkKey.of(bits);

        assertThat(key.paillier().bits()).isEqualTo(bits);
        for (BigInteger prime : List.of(key.p(), key.q())) {
            assertThat(prime.isProbablePrime(20)).isTrue();
            assertThat(prime.testBit(1)).isTrue();
        }
    }

    @Test
    void sharesOfADealtKeyKeepToTheirPublicBound() {
        BenchmarkKey.Dealt dealt = BenchmarkKey.of(2048).deal(true);

        assertThat(dealt.shares()).hasSize(8).allSatisfy(share -> assertThat(share.belongsTo(dealt.key()))
                .isTrue());
    }

    @Test
    void optionsChooseWhatIsMeasuredAndPlainIsAlwaysAmongIt() {
        Settings settings =
                Settings.parse("--quick", "--backend", "gmp", "--operation", "add,dot-1000", "--bits", "2048");

        assertThat(settings.backends()).containsExactly("plain", "gmp");
        assertThat(settings.operations()).containsExactly(Operation.ADD, Operation.DOT_1000);
        assertThat(settings.keyBits()).containsExactly(2048);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.parse("--operation", "divide"))
                .withMessageContaining("known are keygen");
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.parse("--backend", "abacus"));
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.parse("--json"));
    }

    @Test
    void resultsSurviveTheirFile(@TempDir Path directory) throws IOException {
        ResultFile file = new ResultFile(
                new Machine("cpu", 2, "system", "25", "plain", 0.5, new Multipliers(1, 2, 3)),
                List.of(new Result("add", 3072, "avx2", 1, 1234.5, 6.25)));
        Path path = directory.resolve("results.json");

        file.write(path);

        assertThat(ResultFile.read(path)).isEqualTo(file);
    }

    /** 3,072 bits are 60 limbs of 52 bits: 36,000 instructions on eight lanes for a product. */
    @Test
    void theLimitOfAnAdditionIsThatOfOneProduct() {
        double limit = MultiplierLimit.of(Operation.ADD, 3072, "ifma", new Multipliers(8 * 36000.0, 0, 0))
                .orElseThrow();

        assertThat(limit).isEqualTo(8);
        assertThat(MultiplierLimit.of(Operation.ADD, 3072, "naive", new Multipliers(1, 1, 1)))
                .isEmpty();
        assertThat(MultiplierLimit.of(Operation.CHECK, 3072, "ifma", new Multipliers(1, 1, 1)))
                .isEmpty();
    }
}
