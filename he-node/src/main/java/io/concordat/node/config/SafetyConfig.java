package io.concordat.node.config;

import java.util.Locale;

/**
 * How strict the node is about what would be unsafe for real data.
 *
 * @param profile production refuses keys below 3072 bits; test accepts what the demonstrations need
 */
public record SafetyConfig(Profile profile) {

    /** What a node is for. */
    public enum Profile {
        /** Real data: whatever is unsafe is refused. */
        PRODUCTION,
        /** Trials with made-up or public data. */
        TEST
    }

    static SafetyConfig of(TomlTable table) throws ConfigException {
        String text = table.text("profile", "production");
        return switch (text) {
            case "production" -> new SafetyConfig(Profile.PRODUCTION);
            case "test" -> new SafetyConfig(Profile.TEST);
            default -> throw table.problem("profile", "must be production or test but is " + text);
        };
    }

    @Override
    public String toString() {
        return profile.name().toLowerCase(Locale.ROOT);
    }
}
