package io.concordat.crypto.secret;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes that do not print and can be erased. Equality of objects is identity; compare with {@link #isEqualTo}.
 *
 * <p>Erasing overwrites this copy only; copies handed out, and those the garbage collector made, remain.
 */
public final class SecretBytes {
    private final byte[] bytes;
    private boolean erased;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps a copy; the caller may wipe its own array. */
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /** A copy of the bytes; throws {@link IllegalStateException} once erased. */
    public synchronized byte[] bytes(SecretAccess access) {
        Objects.requireNonNull(access);
        if (erased) {
            throw new IllegalStateException("The secret of " + bytes.length + " bytes was erased");
        }
        return bytes.clone();
    }

    /** The number of bytes, which is treated as public. */
    public int length() {
        return bytes.length;
    }

    /** Compares in time that depends on the lengths only; an erased secret equals nothing. */
    public boolean isEqualTo(SecretBytes other) {
        if (isErased() || other.isErased()) {
            return false;
        }
        byte[] mine = bytes(SecretAccess.insecure());
        byte[] theirs = other.bytes(SecretAccess.insecure());
        boolean same = MessageDigest.isEqual(mine, theirs);
        Arrays.fill(mine, (byte) 0);
        Arrays.fill(theirs, (byte) 0);
        return same;
    }

    /** Overwrites the bytes with zeros, for good. */
    public synchronized void erase() {
        Arrays.fill(bytes, (byte) 0);
        erased = true;
    }

    /** Whether {@link #erase} was called. */
    public synchronized boolean isErased() {
        return erased;
    }

    @Override
    public String toString() {
        return "SecretBytes(" + bytes.length + " bytes)";
    }
}
