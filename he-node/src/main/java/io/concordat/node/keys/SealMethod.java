package io.concordat.node.keys;

import java.util.Locale;
import java.util.Optional;

/** How a node gets the key that opens its secrets. */
public enum SealMethod {
    /** From a plain file on its own disk: it opens by itself. For trials only. */
    FILE(0),
    /** From a passphrase that an operator gives after each start. */
    PASSPHRASE(1),
    /** From shares of several operators, given after each start. */
    SHARES(2),
    /** From a key service that an operator's command asks. */
    COMMAND(3);

    private final int code;

    SealMethod(int code) {
        this.code = code;
    }

    /** Its number in the seal's file. */
    int code() {
        return code;
    }

    /** Its name for people. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The method of this name. */
    public static Optional<SealMethod> ofSlug(String slug) {
        for (SealMethod method : values()) {
            if (method.slug().equals(slug)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
