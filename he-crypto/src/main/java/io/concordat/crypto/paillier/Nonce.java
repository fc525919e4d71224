package io.concordat.crypto.paillier;

import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBigInteger;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The secret exponent ρ of one encryption. It serves once: two ciphertexts of one ρ show everybody the difference of their
 * plaintexts, so a second use throws. Never store one.
 */
public final class Nonce {
    private final SecretBigInteger exponent;
    private final AtomicBoolean used = new AtomicBoolean();

    private Nonce(SecretBigInteger exponent) {
        this.exponent = exponent;
    }

    static Nonce of(BigInteger exponent) {
        return new Nonce(SecretBigInteger.of(exponent));
    }

    /** ρ, once. */
    BigInteger take() {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("This nonce was used before; draw a new one for each encryption");
        }
        return exponent.value(SecretAccess.insecure());
    }

    @Override
    public String toString() {
        return "Nonce(" + (used.get() ? "used" : "unused") + ")";
    }
}
