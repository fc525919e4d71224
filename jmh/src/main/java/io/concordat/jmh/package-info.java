/**
 * Benchmarks of he-crypto against itself on other back ends and against peers, in one run.
 *
 * <p>{@link io.concordat.jmh.Operation} names what is measured, a {@link io.concordat.jmh.Subject} does it, JMH takes the
 * times, {@link io.concordat.jmh.BenchMain} prints and stores them. {@code jmh/README.md} says how to read the results.
 *
 * <p>Keys and inputs come from fixed seeds and from primes that stand in this module, so they protect nothing.
 */
@NullMarked
package io.concordat.jmh;

import org.jspecify.annotations.NullMarked;
