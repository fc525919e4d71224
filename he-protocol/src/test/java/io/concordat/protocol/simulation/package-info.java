/**
 * The fault simulator: every member's real round machine, gate and cryptography in one thread, under a seed that decides who
 * is late, who crashes, whose disk fails, who restores a backup and who cheats. After each step the {@link Watch} compares
 * what the honest members said with the invariants I1 to I6; {@link Campaign} runs many seeds.
 *
 * <p>Every member contributes its own power of four in slot 0, so that one look at an opened sum tells who was counted how
 * often. Source of the method: the discrete-event simulations of etcd, Janus and SQLite's fault injection.
 *
 * <p>Not shown by it: anything below the round machine's events (sockets, SQL, threads), forged signatures (a keyed hash
 * stands for Ed25519), broken Paillier, and the key ceremony, which has tests of its own.
 */
@NullMarked
package io.concordat.protocol.simulation;

import org.jspecify.annotations.NullMarked;
