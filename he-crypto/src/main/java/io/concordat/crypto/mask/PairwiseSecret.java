package io.concordat.crypto.mask;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.Hkdf;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBytes;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.KEM;

/**
 * PRK_ij = HKDF-Extract(salt = key id, X25519(i, j) ‖ ML-KEM secret(i, j)): known to two members, secret as long as either
 * X25519 or ML-KEM-768 holds. One for each pair and key epoch; erase it at the epoch's end.
 *
 * <p>The confirmation tag is HKDF-Expand(PRK, frame("mask-confirm/v1", key id, ids, both public keys, encapsulation), 32), so
 * that a changed key or encapsulation is noticed here and not as noise in an opened sum.
 */
public final class PairwiseSecret {
    static final int TAG_BYTES = 32;

    private static final int VERSION = 1;
    private static final int PRK_BYTES = 32;
    private static final int SEED_BYTES = 32;
    private static final int MAX_ID_BYTES = 256;

    private final MaskPair pair;
    private final SecretBytes prk;

    private PairwiseSecret(MaskPair pair, SecretBytes prk) {
        this.pair = pair;
        this.prk = prk;
    }

    /** The lower member's part: encapsulates to the higher one's keys, which arrived signed. */
    public static MaskOffer offer(MaskPair pair, MaskKeyPair low, MaskPublicKey high, RandomSource random)
            throws MaskAgreementException {
        KEM.Encapsulated encapsulated = HybridKem.encapsulate(high.encapsulationKey(), random);
        PairwiseSecret secret =
                extract(pair, low.agree(high), encapsulated.key().getEncoded());
        byte[] tag = secret.tag(low.publicKey(), high, encapsulated.encapsulation());
        return new MaskOffer(new MaskEncapsulation(encapsulated.encapsulation(), tag), secret);
    }

    /** The higher member's part: decapsulates and checks the tag. */
    public static PairwiseSecret accept(MaskPair pair, MaskKeyPair high, MaskPublicKey low, MaskEncapsulation message)
            throws MaskAgreementException {
        PairwiseSecret secret = extract(pair, high.agree(low), high.decapsulate(message.encapsulation()));
        byte[] tag = secret.tag(low, high.publicKey(), message.encapsulation());
        if (!MessageDigest.isEqual(tag, message.tag())) {
            secret.erase();
            throw new MaskAgreementException("The confirmation tag of " + pair + " does not match");
        }
        return secret;
    }

    /** The two members and the epoch. */
    public MaskPair pair() {
        return pair;
    }

    /** For the member's encrypted store. Secret: the caller encrypts and wipes it. */
    public byte[] encode(SecretAccess access) {
        return new CanonicalWriter()
                .u8(VERSION)
                .sized(pair.keyId())
                .text(pair.lowId())
                .text(pair.highId())
                .fixed(prk.bytes(access))
                .toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static PairwiseSecret decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        int version = reader.u8();
        byte[] keyId = reader.sized(FramedHash.LENGTH);
        String lowId = reader.text(MAX_ID_BYTES);
        String highId = reader.text(MAX_ID_BYTES);
        byte[] prk = reader.fixed(PRK_BYTES);
        reader.end();
        if (version != VERSION || lowId.isEmpty() || lowId.compareTo(highId) >= 0) {
            throw new DecodeException("Not a pairwise secret: version " + version + ", ids in wrong order or empty");
        }
        return new PairwiseSecret(new MaskPair(keyId, lowId, highId), SecretBytes.copyOf(prk));
    }

    /**
     * s_ij = HKDF-Expand(PRK_ij, frame("mask-seed/v1", key id, attempt, low id, high id), 32): the masks of one attempt and
     * nothing else follow from it. It is published only in a dispute, after the epoch's key is retired.
     */
    public SecretBytes attemptSeed(byte[] attemptId) {
        byte[] info = FramedHash.frame("mask-seed/v1", pair.keyId(), attemptId, pair.lowBytes(), pair.highBytes());
        return SecretBytes.copyOf(expand(info, SEED_BYTES));
    }

    /** Whether two wrappers hold the same secret, in constant time. */
    public boolean isEqualTo(PairwiseSecret other) {
        return prk.isEqualTo(other.prk);
    }

    /** Erases the secret for good. */
    public void erase() {
        prk.erase();
    }

    @Override
    public String toString() {
        return "PairwiseSecret(" + pair.lowId() + ", " + pair.highId() + ")";
    }

    private static PairwiseSecret extract(MaskPair pair, byte[] agreed, byte[] decapsulated) {
        byte[] material = new byte[agreed.length + decapsulated.length];
        System.arraycopy(agreed, 0, material, 0, agreed.length);
        System.arraycopy(decapsulated, 0, material, agreed.length, decapsulated.length);
        byte[] prk = Hkdf.extract(pair.keyId(), material);
        SecretBytes wrapped = SecretBytes.copyOf(prk);
        Arrays.fill(agreed, (byte) 0);
        Arrays.fill(decapsulated, (byte) 0);
        Arrays.fill(material, (byte) 0);
        Arrays.fill(prk, (byte) 0);
        return new PairwiseSecret(pair, wrapped);
    }

    private byte[] tag(MaskPublicKey low, MaskPublicKey high, byte[] encapsulation) {
        byte[] info = FramedHash.frame(
                "mask-confirm/v1",
                pair.keyId(),
                pair.lowBytes(),
                pair.highBytes(),
                low.encode(),
                high.encode(),
                encapsulation);
        return expand(info, TAG_BYTES);
    }

    private byte[] expand(byte[] info, int length) {
        byte[] opened = prk.bytes(SecretAccess.insecure());
        byte[] expanded = Hkdf.expand(opened, info, length);
        Arrays.fill(opened, (byte) 0);
        return expanded;
    }
}
