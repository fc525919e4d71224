package io.concordat.crypto.mask;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBytes;
import java.security.KeyPair;

/**
 * One member's X25519 and ML-KEM-768 keys for one key epoch. Fresh for each epoch, erased at its end: whoever keeps them can
 * strip this member's masks from that epoch's recorded ciphertexts.
 */
public final class MaskKeyPair {
    private static final int VERSION = 1;
    private static final int MAX_PRIVATE_BYTES = 1 << 13;

    private final MaskPublicKey publicKey;
    private final SecretBytes x25519Private;
    private final SecretBytes mlKemPrivate;

    private MaskKeyPair(MaskPublicKey publicKey, SecretBytes x25519Private, SecretBytes mlKemPrivate) {
        this.publicKey = publicKey;
        this.x25519Private = x25519Private;
        this.mlKemPrivate = mlKemPrivate;
    }

    /** Fresh keys. */
    public static MaskKeyPair generate(RandomSource random) {
        KeyPair x25519 = HybridKem.generateX25519(random);
        KeyPair mlKem = HybridKem.generateMlKem(random);
        return new MaskKeyPair(
                new MaskPublicKey(HybridKem.rawX25519(x25519.getPublic()), HybridKem.rawMlKem(mlKem.getPublic())),
                SecretBytes.copyOf(x25519.getPrivate().getEncoded()),
                SecretBytes.copyOf(mlKem.getPrivate().getEncoded()));
    }

    /** What the other members need. */
    public MaskPublicKey publicKey() {
        return publicKey;
    }

    /** For the member's encrypted store. Secret: the caller encrypts and wipes it. */
    public byte[] encode(SecretAccess access) {
        return new CanonicalWriter()
                .u8(VERSION)
                .fixed(publicKey.encode())
                .sized(x25519Private.bytes(access))
                .sized(mlKemPrivate.bytes(access))
                .toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static MaskKeyPair decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        int version = reader.u8();
        if (version != VERSION) {
            throw new DecodeException("Expected mask key version " + VERSION + " but found " + version);
        }
        MaskPublicKey publicKey = MaskPublicKey.decode(reader.fixed(MaskPublicKey.LENGTH));
        SecretBytes x25519 = SecretBytes.copyOf(reader.sized(MAX_PRIVATE_BYTES));
        SecretBytes mlKem = SecretBytes.copyOf(reader.sized(MAX_PRIVATE_BYTES));
        reader.end();
        return new MaskKeyPair(publicKey, x25519, mlKem);
    }

    /** Erases the private keys for good. */
    public void erase() {
        x25519Private.erase();
        mlKemPrivate.erase();
    }

    byte[] agree(MaskPublicKey other) throws MaskAgreementException {
        return HybridKem.agree(x25519Private.bytes(SecretAccess.insecure()), other.x25519());
    }

    byte[] decapsulate(byte[] encapsulation) throws MaskAgreementException {
        return HybridKem.decapsulate(mlKemPrivate.bytes(SecretAccess.insecure()), encapsulation);
    }

    @Override
    public String toString() {
        return "MaskKeyPair";
    }
}
