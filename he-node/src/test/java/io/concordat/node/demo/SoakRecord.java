package io.concordat.node.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a soak writes down, one JSON object a line, each with the minute since the beginning; and how much was violated. */
final class SoakRecord implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private final PrintWriter out;
    private long began = System.nanoTime();
    private int violations;

    SoakRecord(Path file) throws IOException {
        this.file = file;
        this.out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8);
    }

    Path file() {
        return file;
    }

    /** Time is counted from now on. */
    synchronized void begin() {
        began = System.nanoTime();
    }

    synchronized double minute() {
        return (System.nanoTime() - began) / 60e9;
    }

    synchronized void write(String kind, Map<String, ?> facts) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", kind);
        line.put("minute", minute());
        line.putAll(facts);
        try {
            out.println(json.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new AssertionError("bug: facts that are no JSON", e);
        }
        out.flush();
    }

    synchronized void violation(String sentence) {
        violations++;
        System.out.printf(Locale.ROOT, "VIOLATION at minute %.1f: %s%n", minute(), sentence);
        write("violation", Map.of("sentence", sentence));
    }

    synchronized int violations() {
        return violations;
    }

    @Override
    public void close() {
        out.close();
    }
}
