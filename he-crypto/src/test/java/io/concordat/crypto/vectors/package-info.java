/**
 * The test vectors of docs/vectors.md, run against this module on every back end and against an implementation of the
 * specification in plain {@code BigInteger} that shares no code with it.
 */
@NullMarked
package io.concordat.crypto.vectors;

import org.jspecify.annotations.NullMarked;
