package io.concordat.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SerialQueueTest {
    @Test
    void whatATaskThrowsIsReportedAndTheNextOneRuns() {
        List<RuntimeException> reported = new ArrayList<>();
        List<String> done = new ArrayList<>();
        SerialQueue queue = new SerialQueue(Runnable::run, reported::add);

        queue.execute(() -> {
            throw new IllegalStateException("a fault");
        });
        queue.execute(() -> {
            throw new AssertionError("a bug");
        });
        queue.execute(() -> done.add("next"));

        assertThat(done).containsExactly("next");
        assertThat(reported).hasSize(2);
        assertThat(reported.getLast()).hasRootCauseInstanceOf(AssertionError.class);
    }

    @Test
    void handlerThatFailsDoesNotEndTheQueue() {
        List<String> done = new ArrayList<>();
        SerialQueue queue = new SerialQueue(Runnable::run, failure -> {
            throw failure;
        });

        queue.execute(() -> {
            throw new IllegalStateException("a fault");
        });
        queue.execute(() -> done.add("next"));

        assertThat(done).containsExactly("next");
    }
}
