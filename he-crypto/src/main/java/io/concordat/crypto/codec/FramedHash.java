package io.concordat.crypto.codec;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over framed fields: {@code frame(tag, f1, …) = len(tag) ‖ tag ‖ len(f1) ‖ f1 ‖ …}, every length 8 bytes
 * big-endian.
 *
 * <p>Injective: two different (tag, fields) never give the same frame, so a collision is one of SHA-256. The caller
 * must use a tag of its own for each purpose.
 */
public final class FramedHash {
    /** Bytes of one hash. */
    public static final int LENGTH = 32;

    private static final MessageDigest UNUSED = unused();

    private FramedHash() {}

    /** SHA-256(frame(tag, fields)), 32 bytes. */
    public static byte[] sha256(String tag, byte[]... fields) {
        MessageDigest digest = fresh();
        update(digest, tag.getBytes(StandardCharsets.UTF_8));
        for (byte[] field : fields) {
            update(digest, field);
        }
        return digest.digest();
    }

    /** The framed bytes themselves, for MACs and key derivation. */
    public static byte[] frame(String tag, byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, tag.getBytes(StandardCharsets.UTF_8));
        for (byte[] field : fields) {
            put(out, field);
        }
        return out.toByteArray();
    }

    /**
     * {@code length} public pseudorandom bytes: SHA-256(frame(tag, u32 0, fields)) ‖ SHA-256(frame(tag, u32 1, fields)) ‖ …,
     * cut to length. For public nothing-up-my-sleeve values only.
     */
    public static byte[] expand(String tag, int length, byte[]... fields) {
        ByteBuffer out = ByteBuffer.allocate(length);
        byte[][] numbered = new byte[fields.length + 1][];
        System.arraycopy(fields, 0, numbered, 1, fields.length);
        for (int block = 0; out.hasRemaining(); block++) {
            numbered[0] = ByteBuffer.allocate(Integer.BYTES).putInt(block).array();
            out.put(sha256(tag, numbered), 0, Math.min(LENGTH, out.remaining()));
        }
        return out.array();
    }

    /** {@link #expand} to a number of exactly {@code bits} uniform bits, so 0 &le; result &lt; 2^bits. */
    public static BigInteger expandBits(String tag, int bits, byte[]... fields) {
        int length = Math.ceilDiv(bits, 8);
        return new BigInteger(1, expand(tag, length, fields)).shiftRight(8 * length - bits);
    }

    /** A copy of one that was never used: much cheaper than asking the providers again. */
    private static MessageDigest fresh() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return unused();
        }
    }

    private static MessageDigest unused() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, byte[] field) {
        digest.update(length(field));
        digest.update(field);
    }

    private static void put(ByteArrayOutputStream out, byte[] field) {
        out.writeBytes(length(field));
        out.writeBytes(field);
    }

    private static byte[] length(byte[] field) {
        return ByteBuffer.allocate(Long.BYTES).putLong(field.length).array();
    }
}
