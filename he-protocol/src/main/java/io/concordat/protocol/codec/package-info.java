/**
 * Immutable byte values, digests by which everything is named, and strict decoding on top of the canonical codec.
 *
 * <p>Equality here is not constant-time: public bytes only.
 */
@NullMarked
package io.concordat.protocol.codec;

import org.jspecify.annotations.NullMarked;
