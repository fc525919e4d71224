package io.concordat.node.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as the analyst API speaks it. Reading is strict: no duplicate or unknown field, no missing or null
 * one for a record component that is not {@code @Nullable}, nothing after the value, no NaN, no text where a number belongs, at most 32 levels,
 * 64 characters a number, 128 a field name and 200,000 values.
 */
public final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(64)
                            .maxNameLength(128)
                            .maxStringLength(1 << 20)
                            .maxTokenCount(200_000)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .annotationIntrospector(new NullableComponents())
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private StrictJson() {}

    /** Reads one value of the type; the exception's message is a sentence that names the field, never its value. */
    public static <T> T read(byte[] json, Class<T> type) throws JsonRefusedException {
        try {
            T value = MAPPER.readValue(text(json), type);
            if (value == null) {
                throw new JsonRefusedException("Expected a JSON object but found null");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new JsonRefusedException(
                    "Unknown field '" + e.getPropertyName() + "'; known here: " + e.getKnownPropertyIds());
        } catch (JsonProcessingException e) {
            throw new JsonRefusedException(JsonRefusedException.sentence(e));
        }
    }

    /** JSON is UTF-8 (RFC 8259, section 8.1); the parser would guess UTF-16 and UTF-32 too, and fail otherwise in them. */
    private static String text(byte[] json) throws JsonRefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonRefusedException("Expected JSON in UTF-8 but found bytes that are not");
        }
    }

    /** Reads any JSON value, as strictly. */
    public static JsonNode tree(byte[] json) throws JsonRefusedException {
        return read(json, JsonNode.class);
    }

    /** The value as JSON, UTF-8. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError("bug: an answer that is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The value as one line of JSON. */
    public static String line(Object value) {
        return new String(write(value), StandardCharsets.UTF_8);
    }
}
