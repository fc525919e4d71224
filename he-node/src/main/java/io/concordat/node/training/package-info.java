/**
 * The glue between a joint computation of {@code R.model} and a round of {@code R.protocol}: the computation with its states as canonical
 * bytes, the slot layout of its round plan, and the key material a node has. The arithmetic itself is in {@code R.protocol.round}; nothing
 * here decides whether something may leave.
 *
 * <p>Does not protect against a bank whose numbers are wrong but within their bounds.
 */
@NullMarked
package io.concordat.node.training;

import org.jspecify.annotations.NullMarked;
