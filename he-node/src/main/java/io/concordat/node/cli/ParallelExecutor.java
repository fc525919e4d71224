package io.concordat.node.cli;

import io.concordat.protocol.ceremony.BatchExecutor;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Arithmetic on all cores, for commands that run without a node. */
final class ParallelExecutor implements BatchExecutor {

    @Override
    public <T> List<T> map(int count, IntFunction<T> function) {
        return IntStream.range(0, count).parallel().mapToObj(function).toList();
    }
}
