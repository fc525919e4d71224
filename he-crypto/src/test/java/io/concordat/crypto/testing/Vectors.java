package io.concordat.crypto.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The toy vectors (128-bit modulus, three members, threshold two) that an independent implementation wrote. */
public final class Vectors {
    private final JsonNode root;

    private Vectors(JsonNode root) {
        this.root = root;
    }

    /** From the resources of the tests. */
    public static Vectors read() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Vectors.class.getResourceAsStream("/io/concordat/crypto/threshold-paillier-vectors.json"))) {
            return new Vectors(new ObjectMapper().readTree(in));
        }
    }

    /** The number at a path of names, decimal or with 0x. */
    public BigInteger number(String... path) {
        return parse(at(path));
    }

    /** The numbers of the array at a path. */
    public List<BigInteger> numbers(String... path) {
        List<BigInteger> numbers = new ArrayList<>();
        at(path).forEach(node -> numbers.add(parse(node)));
        return numbers;
    }

    private JsonNode at(String... path) {
        JsonNode node = root;
        for (String name : path) {
            node = node.required(name);
        }
        return node;
    }

    private static BigInteger parse(JsonNode node) {
        String text = node.asText();
        return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    }
}
