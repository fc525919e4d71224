package io.concordat.crypto.random;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.concordat.crypto.codec.FramedHash;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256-CTR key stream of a 32-byte seed, counter from 0: equal seeds give equal bytes, whatever the sizes of the
 * requests.
 *
 * <p>Indistinguishable from uniform to whoever lacks the seed, if AES is a pseudorandom permutation and far fewer than
 * 2^64 blocks are drawn. The caller must keep the seed secret where the output must be, and must not reuse it for
 * another purpose. Not thread-safe; never prints its seed.
 */
public final class SeededRandomSource implements RandomSource {
    /** Bytes of a seed. */
    public static final int SEED_LENGTH = 32;

    private static final int BLOCK = 16;

    private final Cipher stream;

    /** The stream of this seed, from its beginning. */
    public SeededRandomSource(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("Expected a seed of 32 bytes but found " + seed.length);
        }
        try {
            stream = Cipher.getInstance("AES/CTR/NoPadding");
            stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(seed, "AES"), new IvParameterSpec(new byte[BLOCK]));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("bug: every JDK has AES-256 in counter mode", e);
        }
    }

    /** The stream whose seed is the framed hash of a label: for tests and for public values. */
    public static SeededRandomSource labelled(String label) {
        return new SeededRandomSource(FramedHash.sha256("concordat/labelled-random/v1", label.getBytes(UTF_8)));
    }

    @Override
    public void nextBytes(byte[] out) {
        if (out.length == 0) {
            return;
        }
        byte[] produced = stream.update(new byte[out.length]);
        if (produced == null || produced.length != out.length) {
            throw new AssertionError("bug: counter mode answers byte for byte");
        }
        System.arraycopy(produced, 0, out, 0, out.length);
    }

    @Override
    public String toString() {
        return "SeededRandomSource";
    }
}
