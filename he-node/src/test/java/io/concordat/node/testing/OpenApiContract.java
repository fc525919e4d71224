package io.concordat.node.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sends requests to a node and holds what goes out and comes back against the OpenAPI document. */
public final class OpenApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private final JsonNode document;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final Set<String> succeeded = new TreeSet<>();

    private OpenApiContract(JsonNode document) {
        this.document = document;
    }

    /** The document that is in the program. */
    public static OpenApiContract read() throws IOException {
        try (InputStream yaml =
                Objects.requireNonNull(OpenApiContract.class.getResourceAsStream("/openapi/node.yaml"))) {
            return new OpenApiContract(new YAMLMapper().readTree(yaml));
        }
    }

    /** What is documented, such as {@code GET /jobs/{id}}. */
    public Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    /** The roles an operation is for: {@code x-roles}, or every role to read and operators for the rest. */
    public Set<String> roles(String operation) {
        String[] parts = operation.split(" ", 2);
        JsonNode declared = document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
        Set<String> roles = new TreeSet<>();
        JsonNode all = document.path("components").path("schemas").path("Role").path("enum");
        JsonNode usual = parts[0].equals("GET") ? all : JSON.createArrayNode().add("operator");
        (declared.has("x-roles") ? declared.path("x-roles") : usual).forEach(role -> roles.add(role.asText()));
        return roles;
    }

    /** The operations that a request of this test had a documented success of. */
    public Set<String> succeeded() {
        return succeeded;
    }

    /** The fields of an object of the document. */
    public Set<String> fields(String schema) {
        Set<String> fields = new TreeSet<>();
        document.path("components")
                .path("schemas")
                .path(schema)
                .path("properties")
                .fieldNames()
                .forEachRemaining(fields::add);
        return fields;
    }

    /** Sends a request below {@code /api/v1} of a node and checks it and the answer; the result is the answer's body. */
    public JsonNode call(URI node, String token, String operation, String path, Optional<JsonNode> body)
            throws Exception {
        String[] parts = operation.split(" ", 2);
        JsonNode declared = document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
        assertThat(declared.isObject()).as("%s is documented", operation).isTrue();
        if (body.isPresent()) {
            check(
                    resolved(declared.path("requestBody")).path("content").path("application/json"),
                    body.get(),
                    operation);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(
                        parts[0],
                        body.map(json -> HttpRequest.BodyPublishers.ofString(json.toString()))
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answered(operation, declared, answer);
    }

    private JsonNode answered(String operation, JsonNode declared, HttpResponse<String> answer) throws Exception {
        String status = Integer.toString(answer.statusCode());
        JsonNode responses = declared.path("responses");
        if (answer.statusCode() < 400) {
            assertThat(responses.has(status))
                    .as("%s documents %s", operation, status)
                    .isTrue();
            succeeded.add(operation);
        }
        JsonNode response = resolved(responses.path(responses.has(status) ? status : "default"));
        assertThat(response.isObject())
                .as("%s documents %s or default", operation, status)
                .isTrue();
        if (!response.has("content")) {
            assertThat(answer.body()).as(operation).isEmpty();
            return JSON.createObjectNode();
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        assertThat(response.path("content").has(type))
                .as("%s documents %s", operation, type)
                .isTrue();
        if (type.equals("text/event-stream")) {
            return JSON.getNodeFactory().textNode(answer.body());
        }
        JsonNode json = JSON.readTree(answer.body());
        check(response.path("content").path(type), json, operation);
        return json;
    }

    /** Holds a value against a schema of the document. */
    public void check(String schema, JsonNode value) {
        check(
                JSON.createObjectNode()
                        .set("schema", JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema)),
                value,
                schema);
    }

    private void check(JsonNode content, JsonNode value, String what) {
        String reference = content.path("schema").path("$ref").asText();
        assertThat(reference).as("the schema of %s", what).startsWith("#/components/schemas/");
        JsonSchema schema = schemas.computeIfAbsent(reference, this::schema);
        assertThat(schema.validate(value)).as("%s: %s", what, value).isEmpty();
    }

    private JsonSchema schema(String reference) {
        ObjectNode root = JSON.createObjectNode().put("$ref", reference);
        root.set("components", document.path("components"));
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root, config);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
