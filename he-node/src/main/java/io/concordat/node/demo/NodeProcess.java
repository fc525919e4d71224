package io.concordat.node.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One bank's node as an operating-system process; what it writes goes to a file of its own. */
final class NodeProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LAST_LINES = 15;

    private final Process process;
    private final Path output;

    private NodeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the command in a directory. */
    static NodeProcess start(List<String> command, Path directory, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        return new NodeProcess(process, output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Its exit code once it has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks the process to end; {@link #awaitEnd} makes sure of it. */
    void requestEnd() {
        process.destroy();
    }

    /** Waits for the end, and ends the process by force if it takes too long. */
    void awaitEnd() {
        awaitEnd(PATIENCE);
    }

    /** The same with another patience, for a process that ends by itself. */
    void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines it wrote. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + output + " cannot be read)";
        }
    }
}
