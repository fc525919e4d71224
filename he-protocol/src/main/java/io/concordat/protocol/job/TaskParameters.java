package io.concordat.protocol.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.PlainText;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The sorted name-value pairs of a task. */
final class TaskParameters {
    static final int MAX_NAME_BYTES = 64;

    private static final int MAX_PARAMETERS = 256;
    private static final int MAX_VALUE_BYTES = 4096;
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9.-]{0,63}");
    private static final Pattern FUNCTION = Pattern.compile("[a-z][a-z0-9-]{0,47}/v[0-9]{1,4}");

    private TaskParameters() {}

    static SortedMap<String, String> copyOf(SortedMap<String, String> parameters) {
        TreeMap<String, String> copy = new TreeMap<>();
        parameters.forEach(copy::put);
        if (copy.size() > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    "Expected at most " + MAX_PARAMETERS + " parameters but found " + copy.size());
        }
        copy.forEach((name, value) -> {
            checkName("a parameter", name);
            PlainText.check("the value of parameter " + name, value, MAX_VALUE_BYTES);
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    static void checkFunction(String function) {
        if (!FUNCTION.matcher(function).matches()) {
            throw new IllegalArgumentException("Expected a function's name and version such as logistic-newton/v1 but"
                    + " found " + function.length() + " characters");
        }
    }

    static void checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected " + what
                    + "'s name of 1 to 64 letters, digits, dots and hyphens, beginning with a lower-case letter, but"
                    + " found " + name.length() + " characters");
        }
    }

    static void write(CanonicalWriter writer, SortedMap<String, String> parameters) {
        writer.u32(parameters.size());
        parameters.forEach((name, value) -> writer.text(name).text(value));
    }

    static SortedMap<String, String> read(CanonicalReader reader) throws DecodeException {
        int count = reader.count(MAX_PARAMETERS);
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String name = reader.text(MAX_NAME_BYTES);
            if (!parameters.isEmpty() && parameters.lastKey().compareTo(name) >= 0) {
                throw new DecodeException(
                        "Expected parameters in ascending order but parameter " + (i + 1) + " is not");
            }
            parameters.put(name, reader.text(MAX_VALUE_BYTES));
        }
        return parameters;
    }
}
