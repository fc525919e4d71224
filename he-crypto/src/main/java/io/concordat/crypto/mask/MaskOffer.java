package io.concordat.crypto.mask;

/**
 * What the lower member has after encapsulating.
 *
 * @param encapsulation to be sent to the higher member, signed
 * @param secret stays here
 */
public record MaskOffer(MaskEncapsulation encapsulation, PairwiseSecret secret) {}
