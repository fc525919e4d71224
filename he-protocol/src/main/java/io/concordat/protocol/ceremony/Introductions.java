package io.concordat.protocol.ceremony;

import io.concordat.crypto.mask.MaskPublicKey;
import java.util.List;

/**
 * What the members said of themselves at the beginning, in index order.
 *
 * @param maskKeys keys for the masks of later rounds
 * @param seedRoots roots over the seeds of all candidates
 */
record Introductions(List<MaskPublicKey> maskKeys, List<byte[]> seedRoots) {

    Introductions {
        maskKeys = List.copyOf(maskKeys);
        seedRoots = List.copyOf(seedRoots);
    }
}
