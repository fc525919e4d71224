package io.concordat.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.testing.FuzzTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kept input, and a few damaged ones, through every decoder: the short form of scripts/campaign fuzz. */
final class CorpusTest {
    private static final int DAMAGED = 30;

    /** Their seeds are right in form only: a toy transcript has no ceremony in it, and a backup's cost is made cheap. */
    private static final Set<String> OUTSIDE_ONLY = Set.of("transcript", "backup-header");

    private static final Map<String, FuzzTarget> ALL = FuzzTargets.all().stream()
            .collect(Collectors.toMap(FuzzTarget::name, target -> target)); // refuses a name twice

    static Stream<String> names() {
        return ALL.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void t49DecoderKeepsItsPromiseForEveryKeptInput(String name) throws Exception {
        FuzzTarget target = Objects.requireNonNull(ALL.get(name));
        List<byte[]> inputs = new ArrayList<>(target.seeds().make());
        assertThat(inputs).as("well-formed inputs").isNotEmpty();
        if (!OUTSIDE_ONLY.contains(name)) {
            for (byte[] seed : inputs) {
                target.decoding().again(seed); // must not throw: it is well-formed
            }
        }
        inputs.addAll(Corpus.kept(target));
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (byte[] input : List.copyOf(inputs)) {
            target.run(input);
            for (int i = 0; i < DAMAGED / inputs.size() + 1; i++) {
                target.run(damaged(input, random));
            }
        }
        target.run(new byte[0]);
    }

    private static byte[] damaged(byte[] input, SplittableRandom random) {
        byte[] changed = Arrays.copyOf(input, random.nextInt(4) == 0 ? random.nextInt(input.length + 9) : input.length);
        for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }
}
