package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A member's signed statement that it dropped every secret of the ceremony except its key share and its pairwise mask
 * secrets. It is a promise, not a proof: nobody can show that no copy was kept.
 *
 * @param index the member, 1..members
 * @param build what program made the statement, for instance the hash of its archive; up to 200 bytes of UTF-8
 * @param epochSecond when, seconds since 1970, by the member's own clock
 * @param signature over {@link #message}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record DestructionStatement(int index, String build, long epochSecond, byte[] signature) {

    /** The bytes a member signs: frame("ceremony-secrets-destroyed/v1", keyId, build, epochSecond). */
    public static byte[] message(byte[] keyId, String build, long epochSecond) {
        return FramedHash.frame(
                "ceremony-secrets-destroyed/v1",
                keyId,
                build.getBytes(StandardCharsets.UTF_8),
                ByteBuffer.allocate(Long.BYTES).putLong(epochSecond).array());
    }
}
