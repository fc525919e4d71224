/**
 * Proofs of equal and of known discrete logarithms in the squares of Z*_{n^2}, made non-interactive with SHA-256 over
 * framed fields [Fiat-Shamir; Shoup00; Tiresias, ePrint 2023/998, sec. 4].
 *
 * <p>Challenges have 128 bits; commitments are 256 bits longer than the secret, so a response shows at most 2^-128 of it.
 * Sound without safe primes if factoring n is hard, gcd(n, φ(n)) = 1 and the base is a random square.
 *
 * <p>They prove that a member used its share, not that it should have, nor anything about the encrypted value.
 */
@NullMarked
package io.concordat.crypto.proof;

import org.jspecify.annotations.NullMarked;
