package io.concordat.protocol.ceremony;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Runs many independent computations, in parallel where the caller has threads for it. The ceremony hands its heavy
 * arithmetic to it, one index per candidate.
 */
public interface BatchExecutor {

    /**
     * Computes {@code function.apply(i)} for every i with 0 &lt;= i &lt; count and returns the results in index order.
     *
     * <p>Must not return before all are computed. An exception thrown by the function is thrown to the caller. The
     * calling thread may take part; a pool of which the caller itself is a thread must let it, or it can deadlock.
     */
    <T> List<T> map(int count, IntFunction<T> function);

    /** Results for the indices in [first, end). */
    @FunctionalInterface
    interface GroupFunction<T> {
        List<T> apply(int first, int end);
    }

    /** The same in groups of up to eight consecutive indices, which cost the arithmetic little more than one. */
    default <T> List<T> mapGroups(int count, GroupFunction<T> function) {
        int size = 8;
        List<List<T>> groups = map(
                Math.ceilDiv(count, size), group -> function.apply(group * size, Math.min(count, (group + 1) * size)));
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Everything in the calling thread, one after the other. */
    static BatchExecutor sequential() {
        return new BatchExecutor() {
            @Override
            public <T> List<T> map(int count, IntFunction<T> function) {
                List<T> results = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    results.add(function.apply(i));
                }
                return results;
            }
        };
    }
}
