/**
 * How banks become a consortium, change it, and make a key: member records, the versions of the document, certificates and
 * addresses as they change, the key ceremony as it runs between nodes, and the joint keys with this node's shares.
 *
 * <p>A version is active when the node of every member that takes part signed the same canonical document; before that, the
 * certificates of the proposed member records are trusted for signatures under it. What this does not protect against: an operator who proposes
 * an impostor's record. People at each bank must compare the consortium's and the key's fingerprints by another channel.
 */
@NullMarked
package io.concordat.node.consortium;

import org.jspecify.annotations.NullMarked;
