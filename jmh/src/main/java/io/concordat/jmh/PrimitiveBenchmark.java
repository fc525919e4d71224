package io.concordat.jmh;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One {@link Operation} of one {@link Subject} for one key size. JMH's own scores are invocations a second, which
 * {@link BenchMain} multiplies by the elements of an invocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PrimitiveBenchmark {
    /** Label of an {@link Operation}. */
    @Param("add")
    public String operation = "add";

    /** κ. */
    @Param("3072")
    public int keyBits = 3072;

    /** Name of a {@link Subject}. */
    @Param("plain")
    public String backend = "plain";

    private Supplier<?> task = () -> "not set up";

    /** Keys, inputs and tables: everything that many invocations share. */
    @Setup(Level.Trial)
    public void prepare() {
        Subject subject = Subject.named(backend)
                .orElseThrow(() -> new IllegalStateException("The back end " + backend + " is not here"));
        task = subject.task(Operation.of(operation), new BenchmarkInputs(keyBits))
                .orElseThrow(() -> new IllegalStateException(backend + " has no " + operation));
    }

    /** All elements once. */
    @Benchmark
    public Object run() {
        return task.get();
    }
}
