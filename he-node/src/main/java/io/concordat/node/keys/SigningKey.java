package io.concordat.node.keys;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * An Ed25519 key pair (RFC 8032) in a PEM file (PKCS #8): a node's identity or an approver's. Never prints the key.
 *
 * <p>Guarantee: strong unforgeability as of RFC 8032 under the JDK's implementation. The caller must sign only canonical,
 * domain-separated bytes.
 */
public final class SigningKey {
    /** Bytes of an encoded Ed25519 public key. */
    public static final int PUBLIC_KEY_BYTES = 32;

    /** The DER header of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the 32 key bytes follow. */
    private static final byte[] PUBLIC_KEY_HEADER = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0
    };

    private final PrivateKey privateKey;
    private final byte[] publicKey;

    private SigningKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /** A new key from the JDK's secure randomness. */
    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), rawPublicKey((EdECPublicKey) pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: every JDK 25 has Ed25519", e);
        }
    }

    /** Reads the private key file; the public key is computed from it. */
    public static SigningKey read(Path file) throws KeyFileException {
        byte[] der = Pem.decode("PRIVATE KEY", SecretFiles.read(file));
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
            // RFC 8410: the last 32 bytes of the PKCS #8 encoding (version 1) are the seed.
            byte[] seed = Arrays.copyOfRange(key.getEncoded(), key.getEncoded().length - 32, key.getEncoded().length);
            byte[] raw =
                    new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
            Arrays.fill(seed, (byte) 0);
            return new SigningKey(key, raw);
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The file " + file + " does not hold an Ed25519 private key", e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /** Writes the private key (mode 0600) to a new file. */
    public void write(Path file) throws KeyFileException {
        SecretFiles.write(file, Pem.encode("PRIVATE KEY", privateKey.getEncoded()));
    }

    /** Writes the public key to a new file that anybody may read. */
    public void writePublicKey(Path file) throws KeyFileException {
        byte[] der = Arrays.copyOf(PUBLIC_KEY_HEADER, PUBLIC_KEY_HEADER.length + PUBLIC_KEY_BYTES);
        System.arraycopy(publicKey, 0, der, PUBLIC_KEY_HEADER.length, PUBLIC_KEY_BYTES);
        SecretFiles.writePublic(file, Pem.encode("PUBLIC KEY", der));
    }

    /** The 32 bytes of the public key in a PEM file. */
    public static byte[] readPublicKey(Path file) throws KeyFileException {
        byte[] der = Pem.decode("PUBLIC KEY", SecretFiles.readPublic(file));
        try {
            return rawPublicKey(
                    (EdECPublicKey) KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            throw new KeyFileException("The file " + file + " does not hold an Ed25519 public key", e);
        }
    }

    /** The 32 bytes of the public key (RFC 8032, section 5.1.2). */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The private key for interfaces that sign themselves. */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /** The 64-byte signature over exactly these bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (InvalidKeyException | SignatureException e) {
            throw new AssertionError("bug: an Ed25519 key that cannot sign", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: every JDK 25 has Ed25519", e);
        }
    }

    /** Whether these 64 bytes are the signature over the message under the 32-byte public key; never throws. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != PUBLIC_KEY_BYTES) {
            return false;
        }
        byte[] der = Arrays.copyOf(PUBLIC_KEY_HEADER, PUBLIC_KEY_HEADER.length + PUBLIC_KEY_BYTES);
        System.arraycopy(publicKey, 0, der, PUBLIC_KEY_HEADER.length, PUBLIC_KEY_BYTES);
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not a point, or not 64 bytes: not a signature
        }
    }

    private static byte[] rawPublicKey(EdECPublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - PUBLIC_KEY_BYTES, encoded.length);
    }

    @Override
    public String toString() {
        return "SigningKey[Ed25519]";
    }
}
