package io.concordat.node.config;

import java.util.Locale;

/** Where the value of a setting came from; an earlier one wins over a later one. */
public enum Origin {
    /** {@code --set key=value} on the command line. */
    FLAG,
    /** An environment variable {@code CONCORDAT_…}. */
    ENVIRONMENT,
    /** The configuration file. */
    FILE,
    /** None of them: the default. */
    DEFAULT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
