package io.concordat.node.keys;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.Signer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * An Ed25519 key pair (RFC 8032) in a PEM file: a node's identity, or an approver's. Never prints the private key.
 *
 * <p>The caller must sign only canonical, domain-separated bytes.
 */
public final class SigningKey {
    private static final int SEED_BYTES = 32;

    /** SubjectPublicKeyInfo of an Ed25519 key = this prefix, then the raw 32 bytes (RFC 8410, section 4). */
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final KeyPair keys;

    private SigningKey(KeyPair keys) {
        this.keys = keys;
    }

    /** A new key. */
    public static SigningKey generate(RandomSource random) {
        return new SigningKey(Ed25519.generate(random));
    }

    /** Reads the private key file (mode 0600); the public key is computed from it. */
    public static SigningKey read(Path file) throws KeyFileException {
        byte[] der = Pem.decode("PRIVATE KEY", SecretFiles.read(file), file);
        return decode(der, "file " + file);
    }

    /** Reads the private key from a vault. */
    public static SigningKey open(KeyVault vault, String name) throws KeyFileException {
        SecretBytes secret = vault.open(name);
        try {
            return decode(Wiping.open(secret), "secret '" + name + "'");
        } finally {
            secret.erase();
        }
    }

    /** Puts the private key into a vault. */
    public void seal(KeyVault vault, String name) throws KeyFileException {
        byte[] der = keys.getPrivate().getEncoded();
        SecretBytes secret = SecretBytes.copyOf(der);
        Wiping.wipe(der);
        vault.seal(name, secret);
        secret.erase();
    }

    static SigningKey decode(byte[] der, String where) throws KeyFileException {
        try {
            PrivateKey privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            return new SigningKey(new KeyPair(publicKeyOf(privateKey), privateKey));
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The " + where + " does not hold an Ed25519 private key", e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /** The public key in a PEM file that anybody may read. */
    public static Ed25519PublicKey readPublicKey(Path file) throws KeyFileException {
        byte[] der = Pem.decode("PUBLIC KEY", SecretFiles.readPublic(file), file);
        try {
            return Ed25519.rawKey(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyFileException("The file " + file + " does not hold an Ed25519 public key", e);
        }
    }

    /** Writes the private key to a new file (mode 0600). */
    public void write(Path file) throws KeyFileException {
        SecretFiles.write(file, Pem.encode("PRIVATE KEY", keys.getPrivate().getEncoded()));
    }

    /** Writes the public key to a new file that anybody may read. */
    public void writePublicKey(Path file) throws KeyFileException {
        SecretFiles.writePublic(file, Pem.encode("PUBLIC KEY", keys.getPublic().getEncoded()));
    }

    /** The public key. */
    public Ed25519PublicKey publicKey() {
        return Ed25519.rawKey(keys.getPublic());
    }

    /** Signs with this key and never shows it. */
    public Signer signer() {
        return Ed25519.signer(keys);
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey().hex() + "]";
    }

    /** RFC 8410, section 7: the last 32 bytes of the PKCS #8 encoding are the seed. */
    private static PublicKey publicKeyOf(PrivateKey privateKey) throws GeneralSecurityException {
        byte[] encoded = privateKey.getEncoded();
        byte[] seed = Arrays.copyOfRange(encoded, encoded.length - SEED_BYTES, encoded.length);
        byte[] raw = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        Arrays.fill(seed, (byte) 0);
        byte[] der = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, der, PUBLIC_PREFIX.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }
}
