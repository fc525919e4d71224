package io.concordat.node.cli;

import io.concordat.protocol.consortium.Lei;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of a {@code node.toml} with every key; the places of what differs from bank to bank are filled in. */
final class NodeTemplate {
    private NodeTemplate() {}

    /** What a bank-specific place may hold. */
    private static final Map<String, String> EXAMPLE = Map.ofEntries(
            Map.entry("id", "bank-a"),
            Map.entry("legal-name", "Example Bank A"),
            Map.entry("lei", Lei.withCheckDigits("EXAMPLE0000BANKA01").value()),
            Map.entry("profile", "production"),
            Map.entry("endpoint", "https://concordat.bank-a.example:7443"),
            Map.entry("peer-host", "0.0.0.0"),
            Map.entry("peer-port", "7443"),
            Map.entry("analyst-port", "7080"),
            Map.entry("health-port", "7081"),
            Map.entry("metrics-port", "7082"),
            Map.entry("approvers", "\"Anna Example\" = \"anna.pem.pub\"\n\"Bela Example\" = \"bela.pem.pub\""));

    /** The template with an example bank. */
    static String sample() throws IOException {
        return fill(EXAMPLE);
    }

    /** The template with these values, which must be escaped for TOML where that is needed. */
    static String fill(Map<String, String> values) throws IOException {
        String text = template();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        if (text.contains("${")) {
            throw new AssertionError("bug: a place of the sample configuration was not filled");
        }
        return text;
    }

    private static String template() throws IOException {
        try (var stream = NodeTemplate.class.getResourceAsStream("/config/node.toml")) {
            if (stream == null) {
                throw new AssertionError("bug: the sample configuration is not in the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
