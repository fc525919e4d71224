/**
 * The glue between a joint computation and the cryptography: a bank's numbers become slots, masked plaintexts and ciphertexts on the way
 * out; ciphertexts become a product, partial decryptions with a proof, an opened sum and the next state on the way back. The rules of a
 * round are in {@code R.protocol.round}; nothing here decides whether something may leave.
 *
 * <p>Heavy arithmetic runs through a {@link io.concordat.protocol.ceremony.BatchExecutor}, the node's crypto pool. A share is computed from
 * a receipt of the ledger only; no method takes a ciphertext to decrypt.
 *
 * <p>Does not protect against a bank whose numbers are wrong but within their bounds.
 */
@NullMarked
package io.concordat.node.training;

import org.jspecify.annotations.NullMarked;
