package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;

/** Which round of which task. */
public record RoundKey(Digest taskHash, int round) {}
