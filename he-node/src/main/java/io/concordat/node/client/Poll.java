package io.concordat.node.client;

import java.time.Duration;
import java.util.function.Predicate;

/** Asks again, five times a second, until the answer is good or the time is up. */
public final class Poll {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Poll() {}

    /** What is asked. */
    @FunctionalInterface
    public interface Question<T, E extends Exception> {
        /** The answer of this moment. */
        T ask() throws E, InterruptedException;
    }

    /** The first good answer, or the last one of the time allowed. Asks at least once. */
    public static <T, E extends Exception> T until(
            Duration limit, Question<? extends T, ? extends E> question, Predicate<? super T> good)
            throws E, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        T answer = question.ask();
        while (!good.test(answer) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            answer = question.ask();
        }
        return answer;
    }
}
