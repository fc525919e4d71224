package io.concordat.crypto.mask;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.Hkdf;
import io.concordat.crypto.secret.SecretAccess;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * μ_i[k] = Σ_{j in U, j > i} μ_ij[k] − Σ_{j in U, j < i} μ_ij[k] mod n, with
 * μ_ij[k] = int(HKDF-Expand(s_ij, frame("mask/v1", u32 k), (κ + 128)/8)) mod n.
 *
 * <p>Σ over U of μ_i[k] is 0 mod n; without one member's secrets each μ_i[k] is uniform up to 2^-128. The caller must use an
 * attempt id once: two different vectors under the same masks show their difference to everybody who can open ciphertexts.
 */
public final class PairwiseMasks {
    private static final int EXTRA_BITS = 128;

    private PairwiseMasks() {}

    /**
     * The masks μ_self[0] … μ_self[count − 1] in [0, n).
     *
     * @param othersInU the secret shared with each other member of the attempt's cohort, by id
     */
    public static List<BigInteger> masks(
            int count,
            BigInteger n,
            byte[] keyId,
            byte[] attemptId,
            String self,
            Map<String, PairwiseSecret> othersInU) {
        if (othersInU.isEmpty()) {
            throw new IllegalArgumentException("A member alone has nobody to share masks with");
        }
        List<BigInteger> masks = new ArrayList<>(Collections.nCopies(count, BigInteger.ZERO));
        othersInU.forEach((other, secret) -> {
            checkPair(secret.pair(), keyId, self, other);
            boolean adds = self.compareTo(other) < 0;
            addShared(masks, n, secret, attemptId, adds);
        });
        return List.copyOf(masks);
    }

    private static void addShared(
            List<BigInteger> masks, BigInteger n, PairwiseSecret secret, byte[] attemptId, boolean adds) {
        byte[] seed = secret.attemptSeed(attemptId).bytes(SecretAccess.insecure());
        int length = Math.ceilDiv(n.bitLength() + EXTRA_BITS, 8);
        for (int k = 0; k < masks.size(); k++) {
            byte[] info =
                    FramedHash.frame("mask/v1", new CanonicalWriter().u32(k).toByteArray());
            BigInteger shared = new BigInteger(1, Hkdf.expand(seed, info, length));
            BigInteger signed = adds ? shared : shared.negate();
            masks.set(k, masks.get(k).add(signed).mod(n));
        }
        Arrays.fill(seed, (byte) 0);
    }

    private static void checkPair(MaskPair pair, byte[] keyId, String self, String other) {
        MaskPair expected = MaskPair.of(keyId, self, other);
        if (!Arrays.equals(pair.keyId(), keyId)
                || !pair.lowId().equals(expected.lowId())
                || !pair.highId().equals(expected.highId())) {
            throw new IllegalArgumentException("Expected the secret of " + expected + " but found that of " + pair
                    + ", or it is of another key epoch");
        }
    }
}
