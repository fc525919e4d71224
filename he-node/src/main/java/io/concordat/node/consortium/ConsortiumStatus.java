package io.concordat.node.consortium;

import io.concordat.protocol.consortium.SignedConsortium;

/**
 * The present consortium and who signed it.
 *
 * @param signed the document and the signatures so far
 * @param active whether all are there
 */
public record ConsortiumStatus(SignedConsortium signed, boolean active) {}
