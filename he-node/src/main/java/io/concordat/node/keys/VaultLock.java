package io.concordat.node.keys;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Derives the key that secrets are encrypted under: from a root key of 32 random bytes, or from a passphrase through Argon2id
 * (RFC 9106, section 4, second recommendation: 64 MiB, 3 passes, 4 lanes; 16-byte salt for each file).
 */
public final class VaultLock {
    static final int MAXIMUM_HEADER_BYTES = 64;

    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int KIND_KEY = 1;
    private static final int KIND_PASSPHRASE = 2;
    private static final int LEAST_PASSPHRASE = 12;
    private static final int MAXIMUM_MEMORY_KIB = 1 << 20;

    private final int kind;
    private final SecretBytes secret;
    private final Cost cost;

    private VaultLock(int kind, SecretBytes secret, Cost cost) {
        this.kind = kind;
        this.secret = secret;
        this.cost = cost;
    }

    /**
     * What guessing a passphrase costs.
     *
     * @param memoryKib memory in KiB
     * @param passes passes over it
     * @param lanes lanes
     */
    record Cost(int memoryKib, int passes, int lanes) {
        static final Cost RFC_9106 = new Cost(1 << 16, 3, 4);
    }

    /** The lock of a root key; once that is erased it opens nothing. */
    static VaultLock of(SecretBytes rootKey) {
        return new VaultLock(KIND_KEY, rootKey, Cost.RFC_9106);
    }

    /** The lock of a passphrase. */
    static VaultLock ofPassphrase(SecretBytes passphrase) throws KeyFileException {
        if (passphrase.length() < LEAST_PASSPHRASE) {
            throw new KeyFileException("The passphrase has " + passphrase.length() + " bytes; use at least "
                    + LEAST_PASSPHRASE + ", better six random words");
        }
        return new VaultLock(KIND_PASSPHRASE, passphrase, Cost.RFC_9106);
    }

    /** What must be stored beside a secret to derive its key again. */
    byte[] newHeader(RandomSource random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new CanonicalWriter()
                .u8(kind)
                .fixed(salt)
                .u32(cost.memoryKib())
                .u16(cost.passes())
                .u16(cost.lanes())
                .toByteArray();
    }

    /** The AES-256 key of the secret with this header. */
    SecretKey key(byte[] header) throws DecodeException, KeyFileException {
        CanonicalReader reader = new CanonicalReader(header);
        int storedKind = reader.u8();
        byte[] salt = reader.fixed(SALT_BYTES);
        Cost stored = new Cost(reader.count(MAXIMUM_MEMORY_KIB), reader.u16(), reader.u16());
        reader.end();
        if (storedKind != kind) {
            throw new KeyFileException(
                    "The secret is locked with a " + name(storedKind) + ", not with a " + name(kind));
        }
        byte[] opened = Wiping.open(secret);
        byte[] key =
                kind == KIND_KEY ? FramedHash.sha256("vault-key/v1", opened, salt) : argon2id(opened, salt, stored);
        SecretKey wrapped = new SecretKeySpec(key, "AES");
        Wiping.wipe(opened);
        Wiping.wipe(key);
        return wrapped;
    }

    private static byte[] argon2id(byte[] passphrase, byte[] salt, Cost cost) throws DecodeException {
        if (cost.passes() < 1
                || cost.passes() > 100
                || cost.lanes() < 1
                || cost.lanes() > 64
                || cost.memoryKib() < 8 * cost.lanes()) {
            throw new DecodeException("Argon2id parameters out of range: " + cost);
        }
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(passphrase, key);
        return key;
    }

    private static String name(int kind) {
        return kind == KIND_KEY ? "root key" : "passphrase";
    }

    @Override
    public String toString() {
        return "VaultLock[" + name(kind) + "]";
    }
}
