/**
 * Randomness as an argument: nothing in this module draws from a global source.
 *
 * <p>Numbers are sampled by rejection, never by reduction, so they are exactly uniform. {@link
 * io.concordat.crypto.random.SeededRandomSource} expands a 32-byte seed with AES-256 in counter mode [NIST SP 800-38A].
 *
 * <p>It does not protect against a bad seed, nor against a machine image that is cloned with its generator.
 */
@NullMarked
package io.concordat.crypto.random;

import org.jspecify.annotations.NullMarked;
