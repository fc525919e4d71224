/**
 * How banks become a consortium and make a key: member records, the document everybody signs, the key ceremony as it runs
 * between nodes, and the joint keys with this node's shares.
 *
 * <p>A consortium is active when every member's node signed the same canonical document; before that, only the
 * certificates of the proposed member records are trusted. What this does not protect against: an operator who proposes
 * an impostor's record. People at each bank must compare the consortium's and the key's fingerprints by another channel.
 */
@NullMarked
package io.concordat.node.consortium;

import org.jspecify.annotations.NullMarked;
