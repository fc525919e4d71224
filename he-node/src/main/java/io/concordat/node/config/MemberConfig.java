package io.concordat.node.config;

import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.MemberId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Which bank this node is: what its member record will say.
 *
 * @param id the member's id in the consortium
 * @param legalName the legal entity's name
 * @param lei the legal entity identifier (ISO 17442)
 * @param approvers public key files (PEM) of the people who may approve a task at this bank, by their names
 */
public record MemberConfig(MemberId id, String legalName, Lei lei, Map<String, Path> approvers) {

    /** Copies the map. */
    public MemberConfig {
        approvers = Collections.unmodifiableMap(new LinkedHashMap<>(approvers));
    }

    static MemberConfig of(TomlTable table) throws ConfigException {
        return new MemberConfig(
                parsed(table, "id", MemberId::of),
                table.text("legal-name"),
                parsed(table, "lei", Lei::of),
                table.namedPaths("approvers"));
    }

    private static <T> T parsed(TomlTable table, String key, Function<String, T> parse) throws ConfigException {
        String text = table.text(key);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw table.problem(key, "is not valid: " + e.getMessage());
        }
    }
}
