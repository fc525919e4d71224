package io.concordat.crypto.paillier;

import io.concordat.crypto.arithmetic.TableLookup;

/**
 * How randomisers h_n^ρ are made. All settings give ciphertexts of the same kind, which add up with each other.
 *
 * @param exponent the size of ρ
 * @param lookup how tables of powers of h_n are read; ρ is secret but used once
 * @param maxTableBytes memory for a table, kept while the encryptor lives
 */
public record EncryptionSettings(Exponent exponent, TableLookup lookup, long maxTableBytes) {
    /** 16 MiB. */
    public static final long DEFAULT_TABLE_BYTES = 16L << 20;

    /** The size of ρ. */
    public enum Exponent {
        /** κ/2 bits: proven to hide the plaintext if the decisional composite residuosity assumption holds [DJN10, sec. 4.2]. */
        HALF_MODULUS,

        /**
         * max(256, twice the security strength of κ) bits: a few times faster, and secure only if discrete logarithms of that
         * size are hard in the group of h_n, whose order nobody knows. Opt in knowingly.
         */
        SHORT
    }

    public EncryptionSettings {
        if (maxTableBytes < 0) {
            throw new IllegalArgumentException("Expected a table limit of at least 0 bytes but found " + maxTableBytes);
        }
    }

    /** ρ of κ/2 bits, tables of up to 16 MiB read by index. */
    public static EncryptionSettings standard() {
        return new EncryptionSettings(Exponent.HALF_MODULUS, TableLookup.INDEXED, DEFAULT_TABLE_BYTES);
    }

    /** The same with tables read by scanning, for machines shared with strangers. */
    public static EncryptionSettings hardened() {
        return new EncryptionSettings(Exponent.HALF_MODULUS, TableLookup.SCANNED, DEFAULT_TABLE_BYTES);
    }

    /** Bits of ρ for a modulus of κ bits: at least 128, and never more than the proven setting has. */
    int exponentBits(int keyBits) {
        int half = Math.max(128, keyBits / 2);
        return switch (exponent) {
            case HALF_MODULUS -> half;
            case SHORT -> Math.min(half, Math.max(256, 2 * securityStrength(keyBits)));
        };
    }

    /** Bits of security of a modulus of κ bits [NIST SP 800-56B rev. 2, table 2]. */
    private static int securityStrength(int keyBits) {
        if (keyBits <= 3072) {
            return 128;
        }
        return keyBits <= 4096 ? 152 : keyBits <= 6144 ? 176 : 200;
    }
}
