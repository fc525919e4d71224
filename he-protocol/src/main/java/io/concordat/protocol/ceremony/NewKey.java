package io.concordat.protocol.ceremony;

import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;

/**
 * What the phases that check and approve the finished key share.
 *
 * @param trail what was said while it was shared
 * @param key the public record, not yet approved
 * @param share this member's share of it
 */
record NewKey(KeyTrail trail, ThresholdPublicKey key, KeyShare share) {

    Ceremony ceremony() {
        return trail.batch().ceremony();
    }

    Introductions introductions() {
        return trail.batch().introductions();
    }
}
