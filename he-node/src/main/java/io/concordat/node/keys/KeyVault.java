package io.concordat.node.keys;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Small secrets, each in an encrypted file of its own: header ‖ nonce ‖ AES-256-GCM ciphertext (NIST SP 800-38D, 96-bit
 * random nonce, 128-bit tag) with the header and the secret's name as associated data, under a key that the {@link
 * VaultLock} derives.
 *
 * <p>Guarantee: without the lock a file tells only its length, and a changed, swapped or renamed file is refused. At most
 * 2^32 files may be sealed under one lock (GCM with random nonces).
 */
public final class KeyVault {
    private static final String MAGIC = "concordat-sealed/v1";
    private static final String SUFFIX = ".sealed";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int MAXIMUM_BYTES = 1 << 20;

    private final Path directory;
    private final VaultLock lock;
    private final RandomSource random;

    /** The vault in this directory. */
    public KeyVault(Path directory, VaultLock lock, RandomSource random) {
        this.directory = directory;
        this.lock = lock;
        this.random = random;
    }

    /** Whether there is a secret of this name. */
    public boolean holds(String name) {
        return Files.exists(file(name));
    }

    /** The names of all secrets in it. */
    public List<String> names() throws KeyFileException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new KeyFileException("The directory " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Encrypts a secret into a new file; it is on disk when this returns. */
    public void seal(String name, SecretBytes secret) throws KeyFileException {
        SecretFiles.write(file(name), wrap(lock, name, secret, random));
    }

    /** Decrypts the secret of this name. */
    public SecretBytes open(String name) throws KeyFileException {
        return unwrap(lock, name, SecretFiles.read(file(name)), "file " + file(name));
    }

    static byte[] wrap(VaultLock lock, String name, SecretBytes secret, RandomSource random) throws KeyFileException {
        byte[] lockHeader = lock.newHeader(random);
        byte[] header = header(lockHeader);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = Wiping.open(secret);
        try {
            byte[] sealed = run(Cipher.ENCRYPT_MODE, lock.key(lockHeader), nonce, aad(header, name), plain);
            return new CanonicalWriter()
                    .fixed(header)
                    .fixed(nonce)
                    .sized(sealed)
                    .toByteArray();
        } catch (GeneralSecurityException | DecodeException e) {
            throw new AssertionError("bug: a fresh header and AES-256-GCM always work", e);
        } finally {
            Wiping.wipe(plain);
        }
    }

    static SecretBytes unwrap(VaultLock lock, String name, byte[] bytes, String where) throws KeyFileException {
        byte[] plain = new byte[0];
        try {
            CanonicalReader reader = new CanonicalReader(bytes);
            if (!reader.text(MAGIC.length()).equals(MAGIC)) {
                throw new DecodeException("it begins otherwise");
            }
            byte[] lockHeader = reader.sized(VaultLock.MAXIMUM_HEADER_BYTES);
            byte[] nonce = reader.fixed(NONCE_BYTES);
            byte[] sealed = reader.sized(MAXIMUM_BYTES);
            reader.end();
            plain = run(Cipher.DECRYPT_MODE, lock.key(lockHeader), nonce, aad(header(lockHeader), name), sealed);
            return SecretBytes.copyOf(plain);
        } catch (DecodeException e) {
            throw new KeyFileException("The " + where + " is not a sealed secret: " + e.getMessage(), e);
        } catch (AEADBadTagException e) {
            throw new KeyFileException(
                    "The " + where + " cannot be decrypted: another key or passphrase, or it was changed", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: every JDK has AES-256-GCM", e);
        } finally {
            Wiping.wipe(plain);
        }
    }

    private static byte[] header(byte[] lockHeader) {
        return new CanonicalWriter().text(MAGIC).sized(lockHeader).toByteArray();
    }

    Path file(String name) {
        if (!name.matches("[a-z0-9-]{1,100}")) {
            throw new IllegalArgumentException(
                    "Expected a name of small letters, digits and hyphens but found " + name);
        }
        return directory.resolve(name + SUFFIX);
    }

    private static byte[] aad(byte[] header, String name) {
        return FramedHash.frame("sealed-secret/v1", header, name.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] aad, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(input);
    }
}
