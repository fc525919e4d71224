package io.concordat.model.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a list of column names must be. */
public final class FeatureNames {
    /** More columns than this are refused. */
    public static final int MAX_FEATURES = 5_000;

    private static final int MAX_NAME = 200;

    private FeatureNames() {}

    /**
     * A copy of the names.
     *
     * @throws IllegalArgumentException if there is none or too many, or a name is blank, too long or given twice
     */
    public static List<String> checked(List<String> names) {
        if (names.isEmpty() || names.size() > MAX_FEATURES) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MAX_FEATURES + " feature columns but found " + names.size());
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || name.length() > MAX_NAME) {
                throw new IllegalArgumentException(
                        "Expected a column name of 1 to " + MAX_NAME + " characters but found one of " + name.length());
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("Column " + name + " is named twice");
            }
        }
        return List.copyOf(names);
    }
}
