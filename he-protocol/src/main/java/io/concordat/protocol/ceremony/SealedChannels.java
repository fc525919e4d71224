package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.RandomSource;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Seals what one member sends to one other in one step: X25519 between keys made for this ceremony alone and held in
 * memory alone, HKDF-SHA256, AES-256-GCM.
 *
 * <pre>
 *   PRK_ij = HKDF-Extract(salt = ceremony id, X25519(i, j))
 *   key = HKDF-Expand(PRK_ij, frame("ceremony-payload/v1", ceremony id, step, from, to), 32), used for one message, nonce 0
 * </pre>
 *
 * The key of one payload can be shown in a dispute without showing any other.
 */
final class SealedChannels {

    /** Bytes of a public key. */
    static final int KEY_BYTES = 32;

    /** How much longer a sealed payload is. */
    static final int OVERHEAD_BYTES = 16;

    private static final int TAG_BITS = 128;
    private static final byte[] NONCE = new byte[12];

    private final int self;
    private final byte[] privateKey;
    private byte[][] secrets = new byte[0][];
    private byte[] ceremonyId = new byte[0];

    private SealedChannels(int self, byte[] privateKey) {
        this.self = self;
        this.privateKey = privateKey;
    }

    /** Fresh keys of member {@code self}. */
    static SealedChannels generate(int self, RandomSource random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new SealedChannels(self, key);
    }

    /** This member's public key. */
    byte[] publicKey() {
        return new X25519PrivateKeyParameters(privateKey, 0).generatePublicKey().getEncoded();
    }

    /** Agrees with all others, by index; the element of this member itself is not used. */
    void connect(byte[] id, List<byte[]> publicKeys) throws CeremonyStoppedException {
        ceremonyId = id.clone();
        secrets = new byte[publicKeys.size()][];
        for (int i = 1; i <= publicKeys.size(); i++) {
            if (i != self) {
                secrets[i - 1] = agree(i, publicKeys.get(i - 1));
            }
        }
        Arrays.fill(privateKey, (byte) 0);
    }

    private byte[] agree(int other, byte[] publicKey) throws CeremonyStoppedException {
        X25519Agreement agreement = new X25519Agreement();
        agreement.init(new X25519PrivateKeyParameters(privateKey, 0));
        byte[] shared = new byte[agreement.getAgreementSize()];
        try {
            agreement.calculateAgreement(new X25519PublicKeyParameters(publicKey, 0), shared, 0);
        } catch (IllegalStateException _) {
            throw CeremonyStoppedException.by(other, "sent an X25519 key of small order");
        }
        return derive(
                HKDFParameterSpec.ofExtract().addSalt(ceremonyId).addIKM(shared).extractOnly());
    }

    /** The key of the payload between this member and another in one step, in the direction from - to. */
    byte[] payloadKey(int step, int from, int to) {
        byte[] secret = secrets[(from == self ? to : from) - 1];
        byte[] place = new CanonicalWriter().u32(step).u8(from).u8(to).toByteArray();
        byte[] info = FramedHash.frame("ceremony-payload/v1", ceremonyId, place);
        return derive(HKDFParameterSpec.expandOnly(new SecretKeySpec(secret, "Generic"), info, KEY_BYTES));
    }

    /** Seals a payload for another member. */
    byte[] seal(int step, int to, byte[] payload) {
        return sealWith(payloadKey(step, self, to), payload);
    }

    /** Seals with a key that was used, or is claimed to have been used, for this one payload. */
    static byte[] sealWith(byte[] key, byte[] payload) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, key).doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: sealing cannot fail", e);
        }
    }

    /** Opens a payload from another member. */
    byte[] open(int step, int from, byte[] box) throws CeremonyStoppedException {
        try {
            return cipher(Cipher.DECRYPT_MODE, payloadKey(step, from, self)).doFinal(box);
        } catch (GeneralSecurityException _) {
            throw CeremonyStoppedException.by(from, "sent a sealed payload that does not open");
        }
    }

    /** Forgets all keys. */
    void erase() {
        Arrays.fill(privateKey, (byte) 0);
        for (byte[] secret : secrets) {
            if (secret != null) {
                Arrays.fill(secret, (byte) 0);
            }
        }
        secrets = new byte[0][];
    }

    private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, NONCE));
        return cipher;
    }

    private static byte[] derive(AlgorithmParameterSpec spec) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: JDK 25 has HKDF-SHA256", e);
        }
    }
}
