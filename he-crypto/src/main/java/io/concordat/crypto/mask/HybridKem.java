package io.concordat.crypto.mask;

import io.concordat.crypto.random.RandomSource;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;

/** The JDK's X25519 and ML-KEM-768 behind raw bytes. */
final class HybridKem {
    static final int X25519_BYTES = 32;
    static final int ENCAPSULATION_KEY_BYTES = 1184;
    static final int ENCAPSULATION_BYTES = 1088;
    static final int SECRET_BYTES = 32;

    private static final String X25519 = "X25519";
    private static final String ML_KEM = "ML-KEM";

    /** The constant beginnings of SubjectPublicKeyInfo [RFC 8410; RFC 9935]. */
    private static final byte[] X25519_PREFIX = HexFormat.of().parseHex("302a300506032b656e032100");

    private static final byte[] ML_KEM_PREFIX = HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

    private HybridKem() {}

    static KeyPair generateX25519(RandomSource random) {
        return generate(X25519, NamedParameterSpec.X25519, random);
    }

    static KeyPair generateMlKem(RandomSource random) {
        return generate(ML_KEM, NamedParameterSpec.ML_KEM_768, random);
    }

    static byte[] rawX25519(PublicKey key) {
        return strip(key, X25519_PREFIX, X25519_BYTES);
    }

    static byte[] rawMlKem(PublicKey key) {
        return strip(key, ML_KEM_PREFIX, ENCAPSULATION_KEY_BYTES);
    }

    /** The shared u-coordinate; refuses points of small order, which give the all-zero secret [RFC 7748, sec. 6.1]. */
    static byte[] agree(byte[] privatePkcs8, byte[] publicRaw) throws MaskAgreementException {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance(X25519);
            agreement.init(privateKey(X25519, privatePkcs8));
            agreement.doPhase(publicKey(X25519, X25519_PREFIX, publicRaw), true);
            byte[] secret = agreement.generateSecret();
            if (MessageDigest.isEqual(secret, new byte[SECRET_BYTES])) {
                throw new MaskAgreementException("The X25519 secret is all zero");
            }
            return secret;
        } catch (GeneralSecurityException e) {
            throw new MaskAgreementException("The X25519 key is not usable: " + e.getMessage());
        }
    }

    static KEM.Encapsulated encapsulate(byte[] publicRaw, RandomSource random) throws MaskAgreementException {
        try {
            return KEM.getInstance(ML_KEM)
                    .newEncapsulator(publicKey(ML_KEM, ML_KEM_PREFIX, publicRaw), null, new Adapter(random))
                    .encapsulate();
        } catch (GeneralSecurityException e) {
            throw new MaskAgreementException("The ML-KEM key is not usable: " + e.getMessage());
        }
    }

    static byte[] decapsulate(byte[] privatePkcs8, byte[] encapsulation) throws MaskAgreementException {
        try {
            return KEM.getInstance(ML_KEM)
                    .newDecapsulator(privateKey(ML_KEM, privatePkcs8))
                    .decapsulate(encapsulation)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new MaskAgreementException("The ML-KEM encapsulation is not usable: " + e.getMessage());
        }
    }

    private static KeyPair generate(String algorithm, NamedParameterSpec spec, RandomSource random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(spec, new Adapter(random));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: JDK 25 has " + algorithm, e);
        }
    }

    private static byte[] strip(PublicKey key, byte[] prefix, int length) {
        byte[] encoded = key.getEncoded();
        if (encoded.length != prefix.length + length
                || !Arrays.equals(encoded, 0, prefix.length, prefix, 0, prefix.length)) {
            throw new AssertionError("bug: unexpected public key encoding of " + encoded.length + " bytes");
        }
        return Arrays.copyOfRange(encoded, prefix.length, encoded.length);
    }

    private static PublicKey publicKey(String algorithm, byte[] prefix, byte[] raw) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static PrivateKey privateKey(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** Our source in the shape that the JDK's generators take; they only call {@code nextBytes}. */
    private static final class Adapter extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient RandomSource source;

        Adapter(RandomSource source) {
            super(null, null);
            this.source = source;
        }

        @Override
        public void nextBytes(byte[] out) {
            source.nextBytes(out);
        }

        private void writeObject(ObjectOutputStream out) throws NotSerializableException {
            throw new NotSerializableException("a source of randomness is not serialised");
        }
    }
}
