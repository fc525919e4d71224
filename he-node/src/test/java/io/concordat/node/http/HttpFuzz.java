package io.concordat.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.crypto.testing.FuzzTarget;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Targets of request bodies: any JSON, and every record that a route reads. */
public final class HttpFuzz {
    /** One for each call of {@link ApiRequest#json}. */
    public static final List<String> BODIES = List.of(
            "ApproveJobHandler$Body",
            "CertificateHandlers$Rotate$RotationBody",
            "CertificateHandlers$Accept$EndpointBody",
            "HistoryHandlers$DirectoryBody",
            "HistoryHandlers$SourceBody",
            "HistoryHandlers$JobBody",
            "HistoryHandlers$DataSetBody",
            "MembershipHandlers$Join$DocumentBody",
            "MembershipHandlers$Consent$ConsentBody",
            "ProposeConsortiumHandler$Body",
            "ProposeJobHandler$Body",
            "RegisterDataSetHandler$Body",
            "ScopeHandlers$Approve$Body",
            "ScoreHandler$Body",
            "SealHandlers$Seal$Wish",
            "SealHandlers$Unseal$Key",
            "TokenHandlers$MakeToken$Wish");

    private static final List<Class<?>> TYPES =
            BODIES.stream().<Class<?>>map(HttpFuzz::type).toList();

    private HttpFuzz() {}

    /** All of them. */
    public static List<FuzzTarget> targets() {
        return List.of(
                new FuzzTarget(
                        "json",
                        List.of(StrictJson.class),
                        List.of(JsonRefusedException.class),
                        bytes -> {
                            JsonNode tree = StrictJson.tree(bytes);
                            if (!StrictJson.tree(StrictJson.write(tree)).equals(tree)) {
                                throw new AssertionError("another value is read from what was written");
                            }
                            return Optional.empty();
                        },
                        () -> List.of(FuzzTarget.bytes("{\"a\":[1,-2.5e3,true,null,\"\\u00e9\"],\"b\":{}}"))),
                new FuzzTarget(
                        "request-bodies",
                        List.of(ApiRequest.class),
                        List.of(JsonRefusedException.class),
                        HttpFuzz::body,
                        HttpFuzz::seeds));
    }

    /** A byte that chooses the record, and its JSON. */
    private static Optional<byte[]> body(byte[] bytes) throws JsonRefusedException {
        if (bytes.length > 0) {
            Class<?> type = TYPES.get((bytes[0] & 0xff) % TYPES.size());
            Object read = StrictJson.read(Arrays.copyOfRange(bytes, 1, bytes.length), type);
            if (!StrictJson.read(StrictJson.write(read), type).equals(read)) {
                throw new AssertionError("another " + type + " is read from what was written");
            }
        }
        return Optional.empty();
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < TYPES.size(); i++) {
            byte[] json = StrictJson.write(sample(TYPES.get(i)));
            byte[] seed = new byte[json.length + 1];
            seed[0] = (byte) i;
            System.arraycopy(json, 0, seed, 1, json.length);
            seeds.add(seed);
        }
        return seeds;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.concordat.node.http." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A value of every component. */
    private static Object sample(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? Map.of("amount", sample(arguments[1]))
                    : List.of(sample(arguments[0]));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (RecordComponent component : record.getRecordComponents()) {
                fields.put(component.getName(), sample(component.getGenericType()));
            }
            return fields;
        }
        return switch (type.getTypeName().toLowerCase(Locale.ROOT).replaceAll(".*\\.", "")) {
            case "int", "integer", "long", "double", "jsonnode" -> 3;
            case "boolean" -> true;
            default -> "bank-a";
        };
    }
}
