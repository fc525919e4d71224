/**
 * Immutable byte values and Ed25519 signatures (RFC 8032): digests by which everything signed is named, signers, verifiers.
 *
 * <p>A signature proves which key signed, not that its owner told the truth. Keys are handed in by the caller; nothing
 * here stores, reads or guards a private key.
 */
@NullMarked
package io.concordat.protocol.signature;

import org.jspecify.annotations.NullMarked;
