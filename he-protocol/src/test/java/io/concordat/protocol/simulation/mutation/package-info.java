/**
 * Broken builds of the protocol, made by exchanging single calls in the compiled classes: a simulator that does not catch
 * them would be worth nothing. The replacements live beside the classes they replace ({@code Broken…} in test sources).
 *
 * <p>Source of the method: mutation testing; here by hand, for the mistakes that would cost most.
 */
@NullMarked
package io.concordat.protocol.simulation.mutation;

import org.jspecify.annotations.NullMarked;
