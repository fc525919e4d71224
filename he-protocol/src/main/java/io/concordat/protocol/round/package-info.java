/**
 * One secure-sum round as a pure state machine: {@code (state, event) → (state, effects)}.
 *
 * <p>A member joins an attempt, commits to masked ciphertexts, reveals them when every commitment is stored, seals the
 * transcript, and, after the decryption gate, shares partial decryptions or abandons, never both. The state is a fold
 * over a journal of {@link io.concordat.protocol.round.RoundEvent}s; the effects that are due are a function of the state,
 * so that a node which restarts asks for them again.
 *
 * <p>Not protected: after REVEAL, T colluding members can open even a dead attempt; a member may withhold its share after
 * it has seen T − 1 others (fairness is not promised); a wrong mask turns the sum into noise, which fails the checks but
 * names nobody.
 */
@NullMarked
package io.concordat.protocol.round;

import org.jspecify.annotations.NullMarked;
