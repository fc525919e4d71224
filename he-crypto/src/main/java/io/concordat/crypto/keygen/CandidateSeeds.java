package io.concordat.crypto.keygen;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One seed per candidate, from which a member draws everything it contributes to that candidate:
 * seed_c = HKDF-Expand(master, "cand" || c, 32) with a 32-byte uniform master and c as four bytes.
 *
 * <p>All seeds are committed to by a Merkle root before the first candidate, so that the seeds of failed candidates
 * can be opened and everything the member sent for them recomputed by everybody. Opening some seeds says nothing
 * about the others. The master and the seeds of candidates that may become the key are secret.
 */
public final class CandidateSeeds {

    /** Bytes of a seed. */
    public static final int SEED_BYTES = 32;

    private final byte[] master;
    private final MerkleTree tree;

    private CandidateSeeds(byte[] master, int candidates) {
        this.master = master.clone();
        Mac mac = mac(this.master);
        this.tree = MerkleTree.of(candidates, candidate -> expand(mac, candidate));
    }

    /** The seeds of candidates 0 to {@code candidates - 1}. */
    public static CandidateSeeds of(byte[] master, int candidates) {
        if (master.length != SEED_BYTES) {
            throw new IllegalArgumentException("Expected a master of 32 bytes but found " + master.length);
        }
        return new CandidateSeeds(master, candidates);
    }

    /** Commits to all seeds. */
    public byte[] root() {
        return tree.root();
    }

    /** The seed of one candidate. */
    public byte[] seed(int candidate) {
        return expand(mac(master), candidate);
    }

    /** Shows that {@link #seed} is under the root. */
    public List<byte[]> path(int candidate) {
        return tree.path(candidate);
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: every Java platform has HmacSHA256", e);
        }
    }

    /** The first block of HKDF-Expand: HMAC(master, info || 1). */
    private static byte[] expand(Mac mac, int candidate) {
        mac.update("cand".getBytes(StandardCharsets.US_ASCII));
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(candidate).array());
        return mac.doFinal(new byte[] {1});
    }

    @Override
    public String toString() {
        return "CandidateSeeds(secret)";
    }
}
