package io.concordat.protocol.audit;

import io.concordat.protocol.codec.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 9162 section 2.1.1: SHA-256 with one byte in front that keeps leaves and nodes apart. */
final class MerkleHash {
    /** The root of the tree without leaves: SHA-256 of nothing. */
    static final Digest EMPTY = Digest.of(sha256().digest());

    private MerkleHash() {}

    /** SHA-256(0x00 || entry). */
    static Digest leaf(byte[] entry) {
        MessageDigest hash = sha256();
        hash.update((byte) 0);
        return Digest.of(hash.digest(entry));
    }

    /** SHA-256(0x01 || left || right). */
    static Digest node(Digest left, Digest right) {
        MessageDigest hash = sha256();
        hash.update((byte) 1);
        hash.update(left.toByteArray());
        return Digest.of(hash.digest(right.toByteArray()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every Java has SHA-256", e);
        }
    }
}
