package io.concordat.protocol.ceremony;

import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;

/**
 * What the phases that check and approve the finished key share.
 *
 * @param key the public record, not yet approved
 * @param share this member's share of it
 */
record NewKey(Ceremony ceremony, Introductions introductions, ThresholdPublicKey key, KeyShare share) {}
