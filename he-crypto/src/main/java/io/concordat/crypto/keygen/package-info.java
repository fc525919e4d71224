/**
 * The arithmetic of a key generation without a dealer, profile A (honest majority): additive sieving, shared products,
 * the biprimality test, inversion of phi(n), integer sharing, re-sharing to the threshold, verification keys.
 *
 * <p>Everything here is pure: a member's messages as numbers in, numbers out, randomness passed in. The order of the
 * messages, commitments and signatures are the business of {@code io.concordat.protocol.ceremony}.
 *
 * <p>Notation: n members with indices 1..n hold shares; t = floor((n-1)/2) is the degree of sharings during the
 * generation; T is the threshold of the finished key; Delta = n!; N is the modulus of kappa bits, N = p q.
 *
 * <p>Sources: D. Boneh, M. Franklin, "Efficient generation of shared RSA keys" (1997); M. Ben-Or, S. Goldwasser, A.
 * Wigderson (1988) for multiplication; T. Veugen, T. Attema, G. Spini (2019) for Shamir sharing over the integers;
 * P. Fouque, G. Poupard, J. Stern (2000) and T. Nishide, K. Sakurai (2010) for the key.
 *
 * <p>What it does not protect against: more than t members that pool what they saw can factor N; inputs that break the
 * rules are only found by the checks the protocol runs on top; exponentiations here are not constant time.
 */
@NullMarked
package io.concordat.crypto.keygen;

import org.jspecify.annotations.NullMarked;
