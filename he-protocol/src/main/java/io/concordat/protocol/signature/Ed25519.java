package io.concordat.protocol.signature;

import io.concordat.crypto.random.RandomSource;
import io.concordat.protocol.codec.ByteString;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) of the JDK: deterministic signatures of 64 bytes. */
public final class Ed25519 {
    /** The length of every signature in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    private static final String NAME = "Ed25519";

    /** SubjectPublicKeyInfo of an Ed25519 key = this prefix, then the raw 32 bytes (RFC 8410 §4). */
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    /** A verifier without state. */
    public static SignatureVerifier verifier() {
        return Ed25519::verify;
    }

    /** A signer over a JDK key pair of algorithm Ed25519. */
    public static Signer signer(KeyPair keys) {
        return new KeyPairSigner(keys.getPrivate(), rawKey(keys.getPublic()));
    }

    /** A new key pair whose only randomness is {@code random}. */
    public static KeyPair generate(RandomSource random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ED25519, new SourcedRandom(random));
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new AssertionError("bug: every JDK 25 knows Ed25519", e);
        }
    }

    /** The raw 32 bytes of a JDK public key. */
    public static Ed25519PublicKey rawKey(PublicKey key) {
        byte[] encoded = key.getEncoded();
        int length = SPKI_PREFIX.length + Ed25519PublicKey.BYTES;
        if (encoded == null
                || encoded.length != length
                || !Arrays.equals(SPKI_PREFIX, Arrays.copyOf(encoded, SPKI_PREFIX.length))) {
            throw new IllegalArgumentException("Expected an Ed25519 public key but found " + key.getAlgorithm());
        }
        return Ed25519PublicKey.of(Arrays.copyOfRange(encoded, SPKI_PREFIX.length, length));
    }

    private static boolean verify(Ed25519PublicKey key, byte[] message, ByteString signature) {
        if (signature.size() != SIGNATURE_BYTES) {
            return false;
        }
        byte[] encoded = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + Ed25519PublicKey.BYTES);
        System.arraycopy(key.toByteArray(), 0, encoded, SPKI_PREFIX.length, Ed25519PublicKey.BYTES);
        try {
            Signature verification = Signature.getInstance(NAME);
            verification.initVerify(KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded)));
            verification.update(message);
            return verification.verify(signature.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK 25 knows Ed25519", e);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private record KeyPairSigner(PrivateKey privateKey, Ed25519PublicKey publicKey) implements Signer {
        @Override
        public ByteString sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance(NAME);
                signature.initSign(privateKey);
                signature.update(message);
                return ByteString.of(signature.sign());
            } catch (NoSuchAlgorithmException | SignatureException e) {
                throw new AssertionError("bug: every JDK 25 signs with Ed25519", e);
            } catch (java.security.InvalidKeyException e) {
                throw new IllegalArgumentException("Expected an Ed25519 private key", e);
            }
        }

        @Override
        public String toString() {
            return "Ed25519 signer of " + publicKey.hex();
        }
    }

    /** Lets the JDK generator draw from our own source. */
    private static final class SourcedRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient RandomSource random;

        SourcedRandom(RandomSource random) {
            super();
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
