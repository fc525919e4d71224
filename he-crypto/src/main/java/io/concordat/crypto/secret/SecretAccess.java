package io.concordat.crypto.secret;

/**
 * The token that opens secret wrappers. It guards nothing by force; it makes each reading of a secret visible in the
 * source.
 */
public final class SecretAccess {
    private static final SecretAccess INSTANCE = new SecretAccess();

    private SecretAccess() {}

    /** The token. Whoever calls this must not print, log, send or compare what it opens. */
    public static SecretAccess insecure() {
        return INSTANCE;
    }
}
