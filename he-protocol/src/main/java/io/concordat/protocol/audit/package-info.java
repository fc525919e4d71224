/**
 * An append-only log that can be checked by others: the Merkle tree of RFC 9162 section 2.1 over entries that hold ids and
 * digests, never plaintext. A head names everything before it; each JOIN carries its author's head, so that the other
 * banks hold signed statements about a log that its owner cannot change afterwards unnoticed.
 *
 * <p>Not protected: entries that no head has left the node with may still be dropped by whoever controls the node; a log
 * says nothing about what was never entered.
 */
@NullMarked
package io.concordat.protocol.audit;

import org.jspecify.annotations.NullMarked;
