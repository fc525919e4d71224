package io.concordat.protocol.job;

import java.util.regex.Pattern;

/**
 * The name of a data scope: all rows that may ever be summed together. Data sets with overlapping rows belong to one
 * scope, since the first opening in a scope freezes its cohort. 1 to 64 characters of lower-case letters, digits, dots
 * and hyphens, beginning with a letter or digit.
 */
public record ScopeId(String value) implements Comparable<ScopeId> {
    static final int MAX_LENGTH = 64;

    private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    public ScopeId {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Expected a scope of 1 to 64 characters a-z, 0-9, dots and hyphens but found " + value.length()
                            + " characters");
        }
    }

    @Override
    public int compareTo(ScopeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
