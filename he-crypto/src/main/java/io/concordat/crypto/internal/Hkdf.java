package io.concordat.crypto.internal;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 [RFC 5869]. The caller wipes what it passes and receives. */
public final class Hkdf {
    private static final String ALGORITHM = "HKDF-SHA256";

    private Hkdf() {}

    /** PRK = HMAC(salt, ikm), 32 bytes [RFC 5869, sec. 2.2]. */
    public static byte[] extract(byte[] salt, byte[] inputKeyMaterial) {
        return derive(HKDFParameterSpec.ofExtract()
                .addSalt(salt)
                .addIKM(inputKeyMaterial)
                .extractOnly());
    }

    /** OKM of {@code length} &le; 8,160 bytes from a 32-byte PRK [RFC 5869, sec. 2.3]. */
    public static byte[] expand(byte[] prk, byte[] info, int length) {
        return derive(HKDFParameterSpec.expandOnly(new SecretKeySpec(prk, "Generic"), info, length));
    }

    private static byte[] derive(HKDFParameterSpec spec) {
        try {
            return KDF.getInstance(ALGORITHM).deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: JDK 25 has " + ALGORITHM, e);
        }
    }
}
