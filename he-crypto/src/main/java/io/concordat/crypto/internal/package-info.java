/**
 * Building blocks of the other packages of this module: modular arithmetic, primes, interpolation over the integers, key
 * derivation. Nobody outside he-crypto may use it.
 *
 * <p>It does not protect against timing: {@code BigInteger} takes time that depends on its values.
 */
@NullMarked
package io.concordat.crypto.internal;

import org.jspecify.annotations.NullMarked;
