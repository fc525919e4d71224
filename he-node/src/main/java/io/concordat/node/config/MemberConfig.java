package io.concordat.node.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Which bank this node is: what its member record will say.
 *
 * @param id the member's id in the consortium, lower-case letters, digits and hyphens
 * @param legalName the legal entity's name
 * @param lei the legal entity identifier (ISO 17442, 20 characters)
 * @param approverKeys public key files (PEM) of the people who may approve a task at this bank, at least two
 */
public record MemberConfig(String id, String legalName, String lei, List<Path> approverKeys) {

    /** Copies the list. */
    public MemberConfig {
        approverKeys = List.copyOf(approverKeys);
    }

    static MemberConfig of(TomlTable table) throws ConfigException {
        return new MemberConfig(
                table.text("id"),
                table.text("legal-name"),
                table.text("lei"),
                table.paths("approver-public-keys", List.of()));
    }
}
