package io.concordat.node.keys;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a node's root key is kept: the content of the seal's file. It has no secret that opens anything by itself.
 *
 * @param method where the root key comes from
 * @param set names this root key; the vault's directory and the shares have it too
 * @param needed how many shares give the root key; 0 for other methods
 * @param made how many shares there are; 0 for other methods
 * @param check recognises the root key
 * @param wrapped the root key encrypted under the passphrase or by the key service; empty for shares
 */
@SuppressWarnings("ArrayRecordComponent") // written and checked, never compared
public record SealRecord(SealMethod method, String set, int needed, int made, byte[] check, byte[] wrapped) {
    static final int SET_BYTES = 8;
    static final int MAXIMUM_WRAPPED = 8192;
    private static final String LABEL = "CONCORDAT SEAL";
    private static final int VERSION = 1;
    private static final int CHECK_BYTES = 32;

    /** The record in this file, if there is one. Without it, the root key is in a plain file. */
    public static Optional<SealRecord> read(Path file) throws KeyFileException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(decode(Pem.decode(LABEL, SecretFiles.read(file), file)));
        } catch (DecodeException e) {
            throw new KeyFileException(
                    "The file " + file + " (seal.file) is not a seal: " + e.getMessage()
                            + ". Restore it from a backup; without it nothing opens this node's secrets",
                    e);
        }
    }

    /** Writes it in place of an earlier one, at once or not at all. */
    void replace(Path file) throws KeyFileException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(next); // left by a crash
            SecretFiles.write(next, Pem.encode(LABEL, encode()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new KeyFileException("The file " + file + " (seal.file) cannot be written: " + e.getMessage(), e);
        }
    }

    /** Whether this is the root key. */
    boolean recognises(RootKey key) {
        return MessageDigest.isEqual(check, key.check(HexFormat.of().parseHex(set)));
    }

    byte[] encode() {
        return new CanonicalWriter()
                .u8(VERSION)
                .u8(method.code())
                .fixed(HexFormat.of().parseHex(set))
                .u8(needed)
                .u8(made)
                .fixed(check)
                .sized(wrapped)
                .toByteArray();
    }

    static SealRecord decode(byte[] bytes) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(bytes);
        if (reader.u8() != VERSION) {
            throw new DecodeException("it has another version");
        }
        SealMethod method = method(reader.u8());
        SealRecord seal = new SealRecord(
                method,
                HexFormat.of().formatHex(reader.fixed(SET_BYTES)),
                reader.u8(),
                reader.u8(),
                reader.fixed(CHECK_BYTES),
                reader.sized(MAXIMUM_WRAPPED));
        reader.end();
        return seal;
    }

    private static SealMethod method(int code) throws DecodeException {
        for (SealMethod method : SealMethod.values()) {
            if (method.code() == code && method != SealMethod.FILE) {
                return method;
            }
        }
        throw new DecodeException("it has an unknown method");
    }

    @Override
    public String toString() {
        return "SealRecord[" + method.slug() + ", " + set + "]";
    }
}
