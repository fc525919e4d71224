/**
 * Signed messages between members: one record per message, a canonical strict codec, envelopes signed with Ed25519.
 *
 * <p>H(message) covers the signed bytes, not the signature. A valid envelope says who said something and in which
 * incarnation of which node; it does not say that the sender told everybody the same (two bodies under one
 * {@link io.concordat.protocol.message.MessageKey} are evidence), nor that the message is permitted now.
 */
@NullMarked
package io.concordat.protocol.message;

import org.jspecify.annotations.NullMarked;
