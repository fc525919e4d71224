package io.concordat.node.consortium;

import io.concordat.protocol.codec.Digest;

/** A digest as people read it to each other: the first 128 bits as eight groups of four hexadecimal digits. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Such as {@code 3f2a 91c0 …}. */
    public static String of(Digest digest) {
        return digest.hex().substring(0, 32).replaceAll("(.{4})(?=.)", "$1 ");
    }
}
