package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;

/**
 * One member's signature over the public key record. A key is active only with one of every member.
 *
 * @param index the member, 1..members
 * @param signature over {@link #message}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record KeyApproval(int index, byte[] signature) {

    /**
     * The bytes a member signs to make a key active: frame("key-approval/v2", keyId, transcript), where the transcript is
     * the hash over everything that all members broadcast before they approved.
     */
    public static byte[] message(byte[] keyId, byte[] transcript) {
        return FramedHash.frame("key-approval/v2", keyId, transcript);
    }
}
