package io.concordat.node.keys;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import java.nio.file.Path;

/** The one key that a node's secrets at rest are encrypted under: 32 random bytes. Whoever has it and the disk is the node. */
public final class RootKey {
    static final int BYTES = 32;

    private final SecretBytes secret;

    private RootKey(SecretBytes secret) {
        this.secret = secret;
    }

    /** A new one. */
    public static RootKey generate(RandomSource random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return wiping(key);
    }

    /** The one in a plain file (mode 0600). */
    public static RootKey read(Path file) throws KeyFileException {
        byte[] key = SecretFiles.read(file);
        if (key.length != BYTES) {
            throw new KeyFileException("Expected " + BYTES + " bytes in the key file " + file + " but found "
                    + key.length + "; restore the file that the key shares were encrypted under");
        }
        return wiping(key);
    }

    /** Takes the bytes and overwrites them. */
    static RootKey wiping(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("Expected " + BYTES + " bytes but found " + key.length);
        }
        SecretBytes secret = SecretBytes.copyOf(key);
        Wiping.wipe(key);
        return new RootKey(secret);
    }

    /** Writes it to a new plain file (mode 0600). */
    public void write(Path file) throws KeyFileException {
        byte[] key = Wiping.open(secret);
        SecretFiles.write(file, key);
        Wiping.wipe(key);
    }

    /** What encrypts under it. */
    public VaultLock lock() {
        return VaultLock.of(secret);
    }

    SecretBytes secret() {
        return secret;
    }

    /** Tells whether a key is this one, and nothing else about it. */
    byte[] check(byte[] setId) {
        byte[] key = Wiping.open(secret);
        byte[] check = FramedHash.sha256("root-key-check/v1", key, setId);
        Wiping.wipe(key);
        return check;
    }

    /** Overwrites it; locks made from it open nothing any more. */
    public void erase() {
        secret.erase();
    }

    @Override
    public String toString() {
        return "RootKey";
    }
}
