package io.concordat.crypto.arithmetic;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which back end this process uses, and why. Every back end that is here runs {@link SelfTest}; of those that pass, the
 * fastest measured one is taken, or the one that a setting names. Plain Java is what is left when all else fails.
 */
public final class ArithmeticChoice {
    /** System property; its value is auto, plain, gmp, avx2, ifma or portable. */
    public static final String PROPERTY = "concordat.arithmetic";

    /** Environment variable, read where the property is not set. */
    public static final String VARIABLE = "CONCORDAT_ARITHMETIC";

    private static final String AUTO = "auto";
    private static final int MEASURED_BITS = 3072;
    private static final int MEASURED_ROUNDS = 3;

    /** From this many elements on, all back ends are at their best. */
    private static final int BATCH = KernelRecord.LANES;

    private static final ScopedValue<Arithmetic> USED = ScopedValue.newInstance();

    private final List<Arithmetic> bySize;
    private final String reason;
    private final List<BackendReport> reports;

    private ArithmeticChoice(List<Arithmetic> bySize, String reason, List<BackendReport> reports) {
        this.bySize = List.copyOf(bySize);
        this.reason = reason;
        this.reports = List.copyOf(reports);
    }

    private static final class Current {
        static final ArithmeticChoice CHOICE = choose(setting(), candidates());

        private static String setting() {
            String variable = System.getenv(VARIABLE);
            return System.getProperty(PROPERTY, variable == null ? AUTO : variable);
        }
    }

    /** The choice of this process, made at the first call, which takes up to half a second. */
    public static ArithmeticChoice current() {
        return Current.CHOICE;
    }

    /** The back end of this process for vectors of so many elements, or the one that {@link #using} names. */
    public static Arithmetic selected(int elements) {
        return USED.isBound() ? USED.get() : Current.CHOICE.arithmetic(elements);
    }

    /** Runs a task whose arithmetic all goes to one back end, in this thread: for tests and benchmarks. */
    public static <T> T using(Arithmetic arithmetic, Supplier<T> task) {
        return ScopedValue.where(USED, arithmetic).call(task::get);
    }

    /** All back ends that are here, whether chosen or not, for tests and benchmarks; plain is the first. */
    public static List<Arithmetic> available() {
        return candidates().stream()
                .flatMap(candidate -> opened(candidate).stream())
                .toList();
    }

    /** The chosen back end for batches. */
    public Arithmetic arithmetic() {
        return bySize.getLast();
    }

    /** The chosen back end for vectors of so many elements: one element costs the kernel as much as eight. */
    public Arithmetic arithmetic(int elements) {
        return bySize.get(Math.clamp(elements, 1, BATCH) - 1);
    }

    /** What was found out about each back end. */
    public List<BackendReport> reports() {
        return reports;
    }

    /** One line for logs, health pages and receipts, such as "avx2, gmp for one (fastest of plain, gmp, avx2)". */
    public String summary() {
        String single = arithmetic(1).name();
        String batches = arithmetic().name();
        return batches + (single.equals(batches) ? "" : ", " + single + " for one") + " (" + reason + ")";
    }

    @Override
    public String toString() {
        return "ArithmeticChoice(" + summary() + ")";
    }

    /**
     * A back end that may be here.
     *
     * @param name its name
     * @param automatic whether it is tried without being named
     * @param open makes it, or throws {@link BackendUnavailableException}
     */
    record Candidate(String name, boolean automatic, Supplier<Arithmetic> open) {}

    /** Tests and measures candidates, the first of which is plain Java. */
    static ArithmeticChoice choose(String setting, List<Candidate> candidates) {
        List<BackendReport> reports = new ArrayList<>();
        List<Measured> usable = new ArrayList<>();
        SelfTest test = new SelfTest();
        for (Candidate candidate : candidates) {
            if (setting.equals(AUTO) ? candidate.automatic() : candidate.name().equals(setting)) {
                reports.add(examine(candidate, test, usable));
            }
        }
        List<Arithmetic> bySize = IntStream.rangeClosed(1, BATCH)
                .mapToObj(size -> usable.stream()
                        .min(Comparator.comparingDouble(measured -> measured.seconds(size)))
                        .map(Measured::arithmetic)
                        .orElse(Arithmetic.plain()))
                .toList();
        return new ArithmeticChoice(bySize, reason(setting, usable), reports);
    }

    /** A back end and how long vectors of one and of eight elements take, in seconds. */
    private record Measured(Arithmetic arithmetic, double one, double batch) {
        double seconds(int size) {
            return arithmetic instanceof KernelArithmetic ? batch : size * (size < BATCH ? one : batch / BATCH);
        }
    }

    static List<Candidate> candidates() {
        return Stream.concat(
                        Stream.of(
                                new Candidate("plain", true, Arithmetic::plain),
                                new Candidate("gmp", true, () -> GmpArithmetic.find()
                                        .orElseThrow(() -> new BackendUnavailableException("libgmp was not found")))),
                        KernelLibrary.VARIANTS.stream().map(ArithmeticChoice::kernelCandidate))
                .toList();
    }

    private static Optional<Arithmetic> opened(Candidate candidate) {
        try {
            return Optional.of(candidate.open().get());
        } catch (BackendUnavailableException e) {
            return Optional.empty();
        }
    }

    private static Candidate kernelCandidate(String variant) {
        return new Candidate(variant, !variant.equals("portable"), () -> KernelLibrary.packed()
                .arithmetic(variant));
    }

    private static String reason(String setting, List<Measured> usable) {
        if (setting.equals(AUTO)) {
            return usable.stream()
                    .map(measured -> measured.arithmetic().name())
                    .collect(Collectors.joining(", ", "fastest of ", ""));
        }
        return usable.isEmpty() ? "the setting asks for " + setting + ", which cannot be used" : "by setting";
    }

    private static BackendReport examine(Candidate candidate, SelfTest test, List<Measured> usable) {
        try {
            Arithmetic arithmetic = candidate.open().get();
            Optional<String> failure = test.failure(arithmetic);
            if (failure.isPresent()) {
                return new BackendReport(candidate.name(), false, "refused by the self-test: " + failure.get(), 0);
            }
            Measured measured = new Measured(arithmetic, seconds(arithmetic, 1), seconds(arithmetic, BATCH));
            usable.add(measured);
            return new BackendReport(candidate.name(), true, arithmetic.description(), BATCH / measured.batch());
        } catch (BackendUnavailableException e) {
            return new BackendReport(candidate.name(), false, e.reason(), 0);
        }
    }

    /** Time of one exponentiation of a vector, the best of a few rounds. */
    private static double seconds(Arithmetic arithmetic, int elements) {
        SeededRandomSource random = SeededRandomSource.labelled("arithmetic-measure/v1");
        ModularRing ring = arithmetic.ring(Moduli.squareOf(
                random.bits(MEASURED_BITS).setBit(MEASURED_BITS - 1).setBit(0)));
        Residues values = ring.enter(Stream.generate(() -> random.bits(2 * MEASURED_BITS - 1))
                .limit(elements)
                .toList());
        BigInteger exponent = random.bits(Long.SIZE).setBit(Long.SIZE - 1);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < MEASURED_ROUNDS; round++) {
            long start = System.nanoTime();
            ring.power(values, exponent);
            best = Math.min(best, Math.max(1, System.nanoTime() - start));
        }
        return best * 1e-9;
    }
}
