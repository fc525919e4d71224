package io.concordat.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"least", "most"})
    void theSchemaTakesWhatIsRight(String values) throws IOException {
        assertThat(complaints(merged(values))).isEmpty();
    }

    @Test
    void theChartsOwnValuesAreNotEnough() throws IOException {
        JsonNode alone = Rendered.YAML.readTree(
                Files.readString(Rendered.chart().resolve("values.yaml")));
        assertThat(String.join(" ", complaints(alone)))
                .contains("image.repository", "member.id", "member.lei", "member.endpoint", "approvers");
    }

    @ParameterizedTest
    @CsvSource({
        "/replicas, 2",
        "/passphrase, 'secret'",
        "/member/key, 'x'",
        "/member/id, 'Bank A'",
        "/member/endpoint, 'http://bank:7443'",
        "/member/profile, 'demo'",
        "/image/digest, 'latest'",
        "/settings/PATH, '/tmp'",
        "/network/peers, 'everybody'",
        "/disruption/allow, 'perhaps'",
        "/persistence/size, '20'"
    })
    void theSchemaRefuses(String where, String value) throws IOException {
        ObjectNode values = merged("least");
        String parent = where.substring(0, where.lastIndexOf('/'));
        values.withObject(parent.isEmpty() ? "" : parent).put(where.substring(where.lastIndexOf('/') + 1), value);
        assertThat(complaints(values)).isNotEmpty();
    }

    private static ObjectNode merged(String values) throws IOException {
        return (ObjectNode) Rendered.YAML.readTree(
                Files.readString(Rendered.directory(values).resolve("values.merged")));
    }

    private static List<String> complaints(JsonNode values) throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Files.readString(Rendered.chart().resolve("values.schema.json")));
        JsonSchema compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        Set<ValidationMessage> found = compiled.validate(values);
        return found.stream().map(ValidationMessage::toString).collect(Collectors.toList());
    }
}
