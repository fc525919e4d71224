/**
 * Three attacks on sums of ciphertexts as programs: copy and scale, stale, and cancel (security.md T6 to T8). A member that must not learn another
 * bank's number mounts each first on naive additive aggregation, as many systems do it, where it reads the number; then on the rounds of this
 * protocol, where it must not. It holds the protocol's own keys, sees all messages, and departs from the rules as it likes.
 *
 * <p>Run by {@code scripts/campaign attacks}. One attacker; what c colluders can do is the simulator's business
 * ({@link io.concordat.protocol.simulation}).
 */
@org.jspecify.annotations.NullMarked
package io.concordat.protocol.attack;
