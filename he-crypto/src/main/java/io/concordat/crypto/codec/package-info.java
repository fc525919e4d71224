/**
 * Canonical bytes: one value has one encoding, and every other byte string is refused.
 *
 * <p>Numbers are big-endian, lengths are explicit and bounded by the reader, nothing may be left over. Hash inputs are
 * framed (8-byte length before the tag and before every field), so that no two lists of fields share an encoding, which
 * is what the TSSHOCK attacks on threshold signatures exploited.
 *
 * <p>It does not protect against a well-formed lie: whether a decoded number is a valid key, ciphertext or proof is
 * for the type that receives it to check.
 */
@NullMarked
package io.concordat.crypto.codec;

import org.jspecify.annotations.NullMarked;
