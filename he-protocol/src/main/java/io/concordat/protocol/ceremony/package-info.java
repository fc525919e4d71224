/**
 * The key ceremony: the members of a consortium generate a joint Paillier key together, without a dealer and without
 * an operator. At the end each member holds one share of the decryption exponent; nobody ever held the factors.
 *
 * <p>{@code KeyCeremony} is one member's part as a pure state machine: messages in,
 * effects out. A ceremony is a sequence of lock-step phases ({@code CeremonyPhase}); in each phase a member sends one
 * broadcast and, in some phases, one sealed payload to every other member, and waits for the same from all others.
 * The arithmetic is in {@code io.concordat.crypto.keygen}.
 *
 * <p>Source: Boneh and Franklin 1997 with multiplication by Ben-Or, Goldwasser and Wigderson, multiplicative sieving,
 * commit-then-open on every opening, echo of broadcast hashes, and an audit of failed candidates.
 *
 * <p>What it does not protect against: more than floor((N-1)/2) members that keep and pool what they saw during the
 * ceremony can factor the modulus; any single member can make the ceremony abort (it never becomes an active wrong
 * key); a member that deviates may learn a few bits through whether the ceremony aborts; copies of secrets that the
 * Java virtual machine made are erased only when the process ends.
 */
@NullMarked
package io.concordat.protocol.ceremony;

import org.jspecify.annotations.NullMarked;
