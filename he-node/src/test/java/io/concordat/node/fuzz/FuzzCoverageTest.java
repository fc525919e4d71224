package io.concordat.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.node.http.HttpFuzz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that reads bytes or text from outside is a target, or stands here with the reason why not. */
final class FuzzCoverageTest {
    private static final Pattern DECODER =
            Pattern.compile("(private )?(?:final )?static (?:<[^>]*> )?[A-Z][\\w<>?,.\\[\\] ]*\\s"
                    + "(?:decode|read|parse|ofHex|unwrap|opening|combine)\\s*\\(([^)]*)\\)");
    private static final Pattern INPUT = Pattern.compile(
            "byte\\[\\]|\\b(String|InputStream|BufferedReader|Path|ByteString|CanonicalReader|StateReader) ");

    private static final String PART = "part of a target's form: ";
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("io.concordat.crypto.threshold.ThresholdKeyCodec", PART + "threshold-key"),
            Map.entry("io.concordat.model.statistics.StatisticsStateCodec", PART + "state-statistics"),
            Map.entry("io.concordat.model.logistic.LogisticStateCodec", PART + "state-newton"),
            Map.entry("io.concordat.model.computation.StateCodec", PART + "state-newton"),
            Map.entry("io.concordat.protocol.codec.StrictDecoder", PART + "envelope"),
            Map.entry("io.concordat.protocol.round.RoundEventCodec", PART + "round-event"),
            Map.entry("io.concordat.protocol.job.TaskData", PART + "task"),
            Map.entry("io.concordat.protocol.job.TaskLimits", PART + "task"),
            Map.entry("io.concordat.protocol.job.TaskParameters", PART + "task"),
            Map.entry("io.concordat.protocol.job.Approval", PART + "body-task-approval"),
            Map.entry("io.concordat.protocol.audit.LogHead", PART + "body-checkpoint"),
            Map.entry("io.concordat.protocol.message.Blocks", PART + "body-reveal"),
            Map.entry("io.concordat.protocol.message.Reasons", PART + "body-abandon"),
            Map.entry("io.concordat.protocol.consortium.Deadlines", PART + "consortium"),
            Map.entry("io.concordat.protocol.consortium.Lineage", PART + "consortium"),
            Map.entry("io.concordat.protocol.consortium.Charter", PART + "consortium"),
            Map.entry("io.concordat.protocol.consortium.MemberEndpoint", PART + "signed-endpoint"),
            Map.entry("io.concordat.protocol.consortium.Approver", PART + "member"),
            Map.entry("io.concordat.protocol.gate.CohortChange", PART + "body-cohort-consent"),
            Map.entry("io.concordat.node.config.TomlTable", PART + "toml-configuration"),
            Map.entry("io.concordat.node.config.Durations", PART + "toml-configuration"),
            Map.entry("io.concordat.node.http.PersonsSignature", "base64 of the JDK, then a length"),
            Map.entry("io.concordat.node.keys.RootKey", "32 bytes of this node's own file, compared with its seal"));

    @Test
    void everyDecoderIsATargetOrSaysWhyNot() throws Exception {
        List<FuzzTarget> all = FuzzTargets.all();
        Set<String> targets = all.stream()
                .map(FuzzTarget::decoders)
                .flatMap(List::stream)
                .map(Class::getName)
                .collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        for (String module : List.of("he-crypto", "fraud-model", "he-protocol", "he-node")) {
            Path sources = Path.of("..", module, "src/main/java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    if (hasDecoder(Files.readString(file))) {
                        found.add(sources.relativize(file)
                                .toString()
                                .replace(".java", "")
                                .replace('/', '.'));
                    }
                }
            }
        }
        Set<String> missing = new TreeSet<>(found);
        missing.removeAll(targets);
        missing.removeAll(ELSEWHERE.keySet());
        missing.removeIf(
                name -> name.startsWith("io.concordat.node.demo.")); // reads its own files on the developer's machine
        assertThat(missing)
                .as("decoders that are no target of scripts/campaign fuzz")
                .isEmpty();
        for (String reason : ELSEWHERE.values()) {
            assertThat(reason.startsWith(PART))
                    .isIn(false, all.stream().anyMatch(target -> reason.equals(PART + target.name())));
        }
        assertThat(found).as("reasons for classes that are gone").containsAll(ELSEWHERE.keySet());
    }

    /** Every record that a route reads its body into is one of the target's. */
    @Test
    void everyRequestBodyIsInTheTarget() throws Exception {
        Set<String> read = new TreeSet<>();
        Pattern call = Pattern.compile("request\\.json\\((\\w+)\\.class\\)");
        int calls = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/concordat/node"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = call.matcher(Files.readString(file));
                while (matcher.find()) {
                    read.add(matcher.group(1));
                    calls++;
                }
            }
        }
        assertThat(calls).isEqualTo(HttpFuzz.BODIES.size());
        assertThat(HttpFuzz.BODIES.stream().map(name -> name.replaceAll(".*\\$", "")))
                .containsAll(read);
    }

    private static boolean hasDecoder(String source) {
        Matcher matcher = DECODER.matcher(source);
        while (matcher.find()) {
            if (matcher.group(1) == null && INPUT.matcher(matcher.group(2)).find()) {
                return true;
            }
        }
        return false;
    }
}
