package io.concordat.node.job;

import io.concordat.node.store.Database;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * {@code scripts/campaign faulty-files}: a node's ledger and audit log decide while the N-th call that changes one of their files fails, for
 * N = 1, 2, … until no call is reached. The files are copied as a kill at the end would leave them, and a node that starts on the copy,
 * with whole files again, must have lost and doubled nothing. The process must run under {@code faultyfiles.c}.
 */
final class FaultyFiles {
    private static final int CONTROL_BYTES = 4096;
    private static final int TEXT = 64;
    private static final int TEXT_BYTES = 512;

    private final Path directory;
    private final MappedByteBuffer control;
    private final Map<String, Integer> failedCalls = new TreeMap<>();
    private int calls;
    private int violations;
    private int silent;

    FaultyFiles(Path directory, Path controlFile) throws IOException {
        this.directory = directory;
        try (FileChannel channel = FileChannel.open(controlFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            this.control = channel.map(FileChannel.MapMode.READ_WRITE, 0, CONTROL_BYTES);
        }
        control.order(ByteOrder.nativeOrder());
    }

    /** How the call fails. */
    enum How {
        EIO(1),
        ENOSPC(2),
        SHORT_WRITE(3),
        TORN_WRITE(4);

        private final int code;

        How(int code) {
            this.code = code;
        }
    }

    /**
     * One way to fail.
     *
     * @param old whether the node was started before; else it is its first start
     * @param lasting whether all later calls fail too
     */
    private record Kind(boolean old, How how, boolean lasting) {
        static List<Kind> all() {
            List<Kind> all = new ArrayList<>();
            for (boolean old : new boolean[] {true, false}) {
                for (How how : How.values()) {
                    all.add(new Kind(old, how, false));
                }
                all.add(new Kind(old, How.EIO, true));
                all.add(new Kind(old, How.ENOSPC, true));
            }
            return all;
        }

        @Override
        public String toString() {
            String name = how.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return (old ? "old-" : "new-") + name + (lasting ? "-lasting" : "");
        }
    }

    /** Arguments: the step from one call to the next, and the kinds; by default 1 and all. */
    public static void main(String[] args) throws Exception {
        Path watched = Path.of(System.getenv("FAULTY_DIR"));
        FaultyFiles campaign = new FaultyFiles(watched, Path.of(System.getenv("FAULTY_CONTROL")));
        int step = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        Set<String> wanted = args.length > 1 ? Set.of(args[1].split(",", -1)) : Set.of();
        campaign.requireShim();
        for (Kind kind : Kind.all()) {
            if (wanted.isEmpty() || wanted.contains(kind.toString())) {
                campaign.each(kind, step);
            }
        }
        System.out.println("calls that failed: " + campaign.failedCalls);
        System.out.println("failures that nobody noticed, with nothing lost: " + campaign.silent);
        System.out.printf("faulty-files: %d calls violations: %d%n", campaign.calls, campaign.violations);
        System.exit(campaign.violations == 0 ? 0 : 1);
    }

    /** A file made in the directory must count as a call. */
    private void requireShim() throws IOException {
        arm(0, How.EIO, false);
        Path probe = directory.resolve("probe");
        Files.writeString(probe, "probe");
        Files.delete(probe);
        if (number(3) < 3) {
            throw new IllegalStateException("Calls are not seen: preload faultyfiles.c (LD_PRELOAD)");
        }
    }

    /** N = 1, 1 + step, … until a run ends without that call. */
    private void each(Kind kind, int step) throws Exception {
        int before = calls;
        for (int n = 1; one(n, kind); n += step) {
            calls++;
        }
        System.out.printf("%s: %d calls; violations so far: %d%n", kind, calls - before, violations);
    }

    /** Whether the call was reached. */
    private boolean one(int n, Kind kind) throws Exception {
        Path live = directory.resolve("live");
        Path after = directory.resolveSibling("after");
        erase(live);
        erase(after);
        if (kind.old()) {
            FaultyLedgerNode.establish(live);
        } else {
            Files.createDirectories(live);
        }
        arm(n, kind.how(), kind.lasting());
        FaultyLedgerNode.Ran ran = new FaultyLedgerNode(live).run();
        boolean reached = number(4) > 0;
        disarm();
        copy(live, after);
        ran.database().ifPresent(Database::close);
        if (reached) {
            failedCalls.merge(call(text()), 1, Integer::sum);
            report(
                    kind + ", call " + n + " (" + text() + ")",
                    ran,
                    new FaultyLedgerNode(after).check(ran.acknowledged()));
        } else if (!ran.problems().isEmpty()) {
            report(kind + ", without a fault", ran, ran.problems());
        }
        return reached;
    }

    private void report(String where, FaultyLedgerNode.Ran ran, List<String> wrong) {
        if (ran.problems().isEmpty()) {
            silent++;
        }
        for (String sentence : wrong) {
            violations++;
            System.out.println("VIOLATION: " + where + ": " + sentence + "; said: " + ran.problems());
        }
        if (ran.problems().stream().anyMatch(FaultyFiles::saysNothing)) {
            violations++;
            System.out.println("VIOLATION: " + where + " is not explained: " + ran.problems());
        }
    }

    /** A sentence must name the file, or be SQLite's own about the disk. */
    private static boolean saysNothing(String problem) {
        return !problem.contains("node.db")
                && !problem.contains("audit.log")
                && !problem.contains("incarnation")
                && !problem.contains("SQLITE_IOERR")
                && !problem.contains("SQLITE_FULL")
                && !problem.contains("SQLITE_CANTOPEN");
    }

    /** Such as "fsync audit.log". */
    private static String call(String failed) {
        return failed.replaceAll(" .*/", " ");
    }

    private void arm(long at, How how, boolean lasting) {
        control.putLong(8, how.code);
        control.putLong(16, lasting ? 1 : 0);
        control.putLong(24, 0);
        control.putLong(32, 0);
        control.put(TEXT, new byte[TEXT_BYTES]);
        control.putLong(0, at);
    }

    private void disarm() {
        control.putLong(0, 0);
    }

    private long number(int index) {
        return control.getLong(8 * index);
    }

    private String text() {
        byte[] bytes = new byte[TEXT_BYTES];
        control.get(TEXT, bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static void erase(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
