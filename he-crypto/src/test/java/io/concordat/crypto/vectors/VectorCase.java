package io.concordat.crypto.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * One test of a file.
 *
 * @param operation the file
 * @param group its group, with key and type
 * @param test the test itself
 */
record VectorCase(String operation, JsonNode group, JsonNode test) {
    static final List<String> OPERATIONS = List.of(
            "keys",
            "ciphertexts",
            "encryption",
            "decryption",
            "addition",
            "scalar",
            "packing",
            "partial-decryption",
            "combination",
            "proofs");

    /** A file as it stands. */
    static JsonNode file(String operation) {
        try (InputStream in =
                Objects.requireNonNull(VectorCase.class.getResourceAsStream(operation + ".json"), operation)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All tests of a file. */
    static List<VectorCase> of(String operation) {
        List<VectorCase> cases = new ArrayList<>();
        for (JsonNode group : file(operation).required("testGroups")) {
            group.required("tests").forEach(test -> cases.add(new VectorCase(operation, group, test)));
        }
        return cases;
    }

    String type() {
        return group.required("type").asText();
    }

    String result() {
        return test.required("result").asText();
    }

    /** What an implementation that accepts must answer. */
    List<BigInteger> expected() {
        return numbers(test.required("expected"));
    }

    /** A field of the key. */
    BigInteger key(String name) {
        return number(group.required("key").required(name));
    }

    int keyInt(String name) {
        return group.required("key").required(name).asInt();
    }

    List<BigInteger> keyNumbers(String name) {
        return numbers(group.required("key").required(name));
    }

    byte[] keyBytes(String name) {
        return bytes(group.required("key").required(name));
    }

    BigInteger input(String name) {
        return number(field(name));
    }

    int inputInt(String name) {
        return field(name).asInt();
    }

    List<BigInteger> inputNumbers(String name) {
        return numbers(field(name));
    }

    List<List<BigInteger>> inputLists(String name) {
        List<List<BigInteger>> lists = new ArrayList<>();
        field(name).forEach(list -> lists.add(numbers(list)));
        return lists;
    }

    byte[] inputBytes(String name) {
        return bytes(field(name));
    }

    int layout(String name) {
        return group.required("layout").required(name).asInt();
    }

    List<Integer> magnitudeBits() {
        List<Integer> bits = new ArrayList<>();
        group.required("layout").required("magnitudeBits").forEach(b -> bits.add(b.asInt()));
        return bits;
    }

    @Override
    public String toString() {
        return operation + " " + test.required("tcId").asInt() + ", "
                + test.required("comment").asText();
    }

    private JsonNode field(String name) {
        return test.required("input").required(name);
    }

    private static List<BigInteger> numbers(JsonNode array) {
        List<BigInteger> numbers = new ArrayList<>();
        array.forEach(node -> numbers.add(number(node)));
        return numbers;
    }

    private static BigInteger number(JsonNode node) {
        return new BigInteger(node.asText(), 16);
    }

    private static byte[] bytes(JsonNode node) {
        return HexFormat.of().parseHex(node.asText());
    }
}
