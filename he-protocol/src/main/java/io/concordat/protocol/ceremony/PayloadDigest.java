package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;

/** The hash of a sealed payload, which its sender broadcasts so that it cannot be denied. */
final class PayloadDigest {

    private PayloadDigest() {}

    static byte[] of(byte[] box) {
        return FramedHash.sha256("ceremony-payload-digest/v1", box);
    }
}
