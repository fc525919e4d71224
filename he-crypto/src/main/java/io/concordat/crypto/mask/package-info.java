/**
 * Pairwise secrets that survive a quantum computer, and the zero-sum masks made of them.
 *
 * <p>PRK_ij = HKDF-Extract(key id, X25519(i, j) ‖ ML-KEM-768 secret(i, j)) [RFC 7748; FIPS 203; RFC 5869]; the masks of an
 * attempt are expanded from it and from the attempt's id, and cancel in the sum over exactly the members of that attempt.
 *
 * <p>They do not protect a value when all other members of the cohort collude, and they do not authenticate: public keys and
 * encapsulations must arrive in signed messages. A member that masks wrongly turns the sum into noise; nobody can tell who.
 */
@NullMarked
package io.concordat.crypto.mask;

import org.jspecify.annotations.NullMarked;
