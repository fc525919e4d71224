package io.concordat.node.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A slice of {@code scripts/campaign faulty-files}: some calls that change files of ledger and audit log fail, and nothing is lost or doubled. */
@Timeout(300)
final class FaultyFilesTest {
    private static final Path SOURCE = Path.of("src/test/native/faultyfiles.c");

    @TempDir
    private static Path directory = Path.of("");

    private static Path shim = Path.of("");

    @BeforeAll
    static void compile() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "Skipped: calls are intercepted on Linux only");
        String compiler = Stream.of("cc", "gcc", "clang")
                .filter(FaultyFilesTest::isThere)
                .findFirst()
                .orElse("");
        assumeTrue(!compiler.isEmpty(), "Skipped: there is no C compiler (cc, gcc, clang) to build " + SOURCE);
        shim = directory.resolve("faultyfiles.so");
        Ran compiled = run(
                Map.of(),
                compiler,
                "-std=gnu11",
                "-O1",
                "-shared",
                "-fPIC",
                "-o",
                shim.toString(),
                SOURCE.toAbsolutePath().toString(),
                "-ldl");
        assertThat(compiled.code()).as(compiled.output()).isZero();
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private record Ran(int code, String output) {}

    private static Ran run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(280, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Ran(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static Ran campaign(boolean preloaded, String... arguments) throws Exception {
        Path files = Files.createTempDirectory(directory, "files");
        Path control = Files.write(files.resolve("control"), new byte[4096]);
        Path watched = Files.createDirectory(files.resolve("watched"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FaultyFiles.class.getName()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = preloaded
                ? Map.of(
                        "FAULTY_DIR",
                        watched + "/",
                        "FAULTY_CONTROL",
                        control.toString(),
                        "LD_PRELOAD",
                        shim.toString())
                : Map.of("FAULTY_DIR", watched + "/", "FAULTY_CONTROL", control.toString());
        return run(environment, command.toArray(String[]::new));
    }

    @Test
    void everyFiftiethCallThatFailsLosesAndDoublesNothing() throws Exception {
        Ran ran = campaign(true, "50", "old-eio,old-enospc-lasting,new-torn-write");
        assertThat(ran.output())
                .contains("calls that failed: {")
                .containsPattern("faulty-files: \\d\\d+ calls violations: 0");
        assertThat(ran.code()).as(ran.output()).isZero();
    }

    @Test
    void campaignThatSeesNoCallsSaysSo() throws Exception {
        Ran ran = campaign(false, "50", "old-eio");
        assertThat(ran.code()).isNotZero();
        assertThat(ran.output()).contains("Calls are not seen");
    }
}
