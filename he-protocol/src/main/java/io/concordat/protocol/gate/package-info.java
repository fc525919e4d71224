/**
 * The decryption gate: the one place that decides whether this member's share may leave.
 *
 * <p>Its only input is a sealed attempt, together with what this node knows by itself; no ciphertext, exponent or option
 * can be handed in. A share can be computed only from a receipt of the ledger, a receipt only from a permit, a permit only
 * by the gate, so that the intent is durable before anything leaves.
 *
 * <p>Not protected: G8 to G10 know only what this node saw (that any two openings share more than c members puts an honest
 * one that knows into each), and a full rollback of a node's memory is invisible to it (G11).
 */
@NullMarked
package io.concordat.protocol.gate;

import org.jspecify.annotations.NullMarked;
