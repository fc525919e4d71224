package io.concordat.node.testing;

import io.concordat.node.fail.Failpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stops a {@link ToyNode} at a failpoint, without any farewell, as kill -9 would. What to do is asked for in files of the process's working
 * directory, because a campaign arms a node that runs: {@code failpoint} holds a label and a number, {@code 0} of which counts only. The
 * process removes the file when it has taken it up, and writes how often each point was reached since to {@code failpoints-reached} when
 * {@code failpoint-count} appears. {@code -Dtoy.failpoint="label number"} arms it from its start.
 */
public final class ArmedFailpoints {
    /** The exit code of a process that a failpoint stopped. */
    public static final int EXIT_CODE = 86;

    private static final Path ARM = Path.of("failpoint");
    private static final Path COUNT = Path.of("failpoint-count");
    private static final Path REACHED = Path.of("failpoints-reached");
    private static final long LOOK_MILLIS = 20;

    private final Map<Failpoint, Integer> reached = new ConcurrentHashMap<>(new EnumMap<>(Failpoint.class));
    private volatile Optional<Armed> armed = Optional.empty();

    private record Armed(Failpoint point, int nth) {}

    private ArmedFailpoints() {}

    /** Watches this process from now on. */
    static void begin() {
        ArmedFailpoints points = new ArmedFailpoints();
        String atStart = System.getProperty("toy.failpoint", "");
        if (!atStart.isEmpty()) {
            points.arm(atStart);
        }
        Failpoint.watch(points::reached);
        Thread.ofPlatform().daemon().name("failpoints").start(points::look);
    }

    /** The point of this label. */
    public static Failpoint labelled(String label) {
        for (Failpoint point : Failpoint.values()) {
            if (point.label().equals(label)) {
                return point;
            }
        }
        throw new IllegalArgumentException("There is no failpoint " + label);
    }

    private void reached(Failpoint point) {
        int count = reached.merge(point, 1, Integer::sum);
        if (armed.filter(now -> now.point() == point && now.nth() == count).isPresent()) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private synchronized void arm(String text) {
        String[] words = text.strip().split(" ", -1);
        armed = Optional.empty();
        reached.clear();
        int nth = Integer.parseInt(words[1]);
        armed = nth == 0 ? Optional.empty() : Optional.of(new Armed(labelled(words[0]), nth));
    }

    private void look() {
        try {
            while (true) {
                if (Files.exists(ARM)) {
                    arm(Files.readString(ARM, StandardCharsets.US_ASCII));
                    Files.delete(ARM);
                }
                if (Files.exists(COUNT)) {
                    count();
                    Files.delete(COUNT);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count() throws IOException {
        List<String> lines = new ArrayList<>();
        reached.forEach((point, count) -> lines.add(point.label() + " " + count));
        Path next = Path.of("failpoints-reached.new");
        Files.write(next, lines, StandardCharsets.US_ASCII);
        Files.move(next, REACHED, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Asks the node that runs in a directory to stop at the nth time from now on, never if that is 0; it has taken it up when this returns. */
    public static void arm(Path directory, Failpoint point, int nth) throws IOException, InterruptedException {
        ask(directory.resolve(ARM), point.label() + " " + nth);
    }

    /** How often the node that runs in a directory reached each point since it was last armed. */
    public static Map<Failpoint, Integer> reached(Path directory) throws IOException, InterruptedException {
        ask(directory.resolve(COUNT), "");
        Map<Failpoint, Integer> reached = new EnumMap<>(Failpoint.class);
        for (String line : Files.readAllLines(directory.resolve(REACHED), StandardCharsets.US_ASCII)) {
            int space = line.indexOf(' ');
            reached.put(labelled(line.substring(0, space)), Integer.valueOf(line.substring(space + 1)));
        }
        return reached;
    }

    private static void ask(Path file, String text) throws IOException, InterruptedException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, text, StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        for (int i = 0; Files.exists(file); i++) {
            if (i > 60_000 / LOOK_MILLIS) {
                throw new IOException("No node takes up " + file);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
