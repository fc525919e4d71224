package io.concordat.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One process for one subject, so that peers keep out of each other's JIT profiles. Prints a line "result OPERATION BITS
 * THREADS RATE" for each measurement; quick ones happen in this process, others in two forks each.
 */
public final class MeasureMain {
    private static final int FORKS = 2;

    private MeasureMain() {}

    /** Arguments: the subject, then those of {@link BenchMain}. */
    public static void main(String[] arguments) throws RunnerException {
        String backend = arguments[0];
        Settings settings =
                Settings.parse(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
        if (Subject.named(backend).isEmpty()) {
            System.out.println("absent");
            return;
        }
        for (int keyBits : settings.keyBits()) {
            for (Operation operation : supported(backend, keyBits, settings)) {
                for (int threads : settings.threads()) {
                    double rate = settings.cpuTime()
                            ? byProcessorTime(backend, operation, keyBits)
                            : measure(backend, operation, keyBits, threads, settings.quick());
                    System.out.println("result " + operation.label() + " " + keyBits + " " + threads + " " + rate);
                }
            }
        }
    }

    private static List<Operation> supported(String backend, int keyBits, Settings settings) {
        Subject subject = Subject.named(backend).orElseThrow();
        List<Operation> supported = new ArrayList<>();
        for (Operation operation : settings.operations()) {
            boolean can = subject instanceof BackendSubject
                    || subject.task(operation, new BenchmarkInputs(keyBits)).isPresent();
            if (can) {
                supported.add(operation);
            }
        }
        return supported;
    }

    private static double byProcessorTime(String backend, Operation operation, int keyBits) {
        Supplier<?> task = Subject.named(backend)
                .flatMap(subject -> subject.task(operation, new BenchmarkInputs(keyBits)))
                .orElseThrow();
        return ProcessorTime.rate(task) * operation.elements();
    }

    private static double measure(String backend, Operation operation, int keyBits, int threads, boolean quick)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(PrimitiveBenchmark.class.getName())
                .param("operation", operation.label())
                .param("keyBits", Integer.toString(keyBits))
                .param("backend", backend)
                .threads(threads)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(quick ? 0 : FORKS)
                .warmupIterations(quick ? 1 : 3)
                .warmupTime(quick ? TimeValue.milliseconds(400) : TimeValue.seconds(2))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(quick ? TimeValue.milliseconds(300) : TimeValue.seconds(2));
        RunResult result = new Runner(options.build()).runSingle();
        return result.getPrimaryResult().getScore() * operation.elements();
    }
}
