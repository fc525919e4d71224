package io.concordat.node.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** One data set on its way into the registry. */
public final class Registration {
    private final DataSetSpec spec;
    private final Instant startedAt;
    private final AtomicLong rows = new AtomicLong();
    private final CompletableFuture<DataSet> outcome = new CompletableFuture<>();

    Registration(DataSetSpec spec, Instant startedAt) {
        this.spec = spec;
        this.startedAt = startedAt;
    }

    /** How it stands. */
    public sealed interface State {}

    /** Rows are being read, or wait for a thread. */
    public record Reading() implements State {}

    /** It is in the registry. */
    public record Registered(DataSet dataSet) implements State {}

    /** It is not, for this reason. */
    public record Refused(DataSetRefusedException refusal) implements State {}

    /** What is registered. */
    public DataSetSpec spec() {
        return spec;
    }

    /** Since when. */
    public Instant startedAt() {
        return startedAt;
    }

    /** How many rows were read so far. */
    public long rowsRead() {
        return rows.get();
    }

    /** How it stands after waiting at most so long for the end. */
    public State state(Duration patience) throws InterruptedException {
        try {
            return new Registered(outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return new Reading();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataSetRefusedException refusal) {
                return new Refused(refusal);
            }
            throw new IllegalStateException("Registering a data set failed", e.getCause());
        }
    }

    boolean isOver() {
        return outcome.isDone();
    }

    @SuppressWarnings("IllegalCatch") // whatever it threw is told to whoever asks for the state
    void run(DataSetRegistry registry) {
        try {
            outcome.complete(registry.register(spec, Optional.of(rows)));
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }
}
