/** Benchmarks. */
@NullMarked
package io.concordat.jmh;

import org.jspecify.annotations.NullMarked;
