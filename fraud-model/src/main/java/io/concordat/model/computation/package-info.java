/**
 * What a consortium computes together: every bank turns its own rows and a public state into a vector of integers, the
 * vectors are summed, and the sum alone decides the next state.
 *
 * <p>A {@link io.concordat.model.computation.JointComputation} knows nothing of encryption. Summed in the open by
 * {@link io.concordat.model.computation.PlainRunner} it is the reference ("twin") that a run under encryption must equal
 * bit for bit, because both add the same integers.
 *
 * <p>Does not protect anything: a contribution is a bank's own plaintext and must not leave it unencrypted; what a chain of
 * opened sums reveals together is the business of the protocol's gates.
 */
@NullMarked
package io.concordat.model.computation;

import org.jspecify.annotations.NullMarked;
