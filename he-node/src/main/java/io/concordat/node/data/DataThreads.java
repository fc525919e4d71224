package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The few threads that read rows; whoever asks waits, and is refused when too many wait. */
public record DataThreads(Executor executor) {

    /** Runs the reading there and returns its result. */
    public <T> T call(Callable<T> reading) throws DataSetRefusedException, InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(result, reading));
            return result.get();
        } catch (RejectedExecutionException e) {
            throw new DataSetRefusedException(
                    ProblemType.TOO_MANY_REQUESTS, "Too many data sets are being read at the moment. Try again later.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataSetRefusedException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("Reading a data set failed", e.getCause());
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever it threw belongs to whoever waits for the result
    private static <T> void complete(CompletableFuture<T> result, Callable<T> reading) {
        try {
            result.complete(reading.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }
}
