package io.concordat.node.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One table of a TOML file, read key by key. It remembers what was asked for, so {@link #end()} can refuse every key
 * that nobody asked for and name the one that was probably meant.
 */
final class TomlTable {
    private static final int MAXIMUM_FILE_BYTES = 1 << 20;

    private final Path file;
    private final String name;
    private final @Nullable JsonNode node;
    private final TreeSet<String> known = new TreeSet<>();
    private final Map<String, TomlTable> tables = new LinkedHashMap<>();

    private TomlTable(Path file, String name, @Nullable JsonNode node) {
        this.file = file;
        this.name = name;
        this.node = node;
    }

    static TomlTable read(Path file) throws ConfigException {
        String text;
        try {
            if (Files.size(file) > MAXIMUM_FILE_BYTES) {
                throw new ConfigException(file + " is larger than 1 MiB; this is not a node configuration");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException(
                    "Cannot read the configuration " + file
                            + ". Name an existing file with --config, or make one with 'concordat init'",
                    e);
        }
        return parse(file.toAbsolutePath(), text);
    }

    static TomlTable parse(Path file, String text) throws ConfigException {
        try {
            return new TomlTable(file, "", new TomlMapper().readTree(text));
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + " line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The table of this name; empty (every value at its default) when the file has none. */
    TomlTable table(String key) throws ConfigException {
        known.add(key);
        JsonNode child = node == null ? null : node.get(key);
        if (child != null && !child.isObject()) {
            throw problem(key, "is a table: write [" + path(key) + "]");
        }
        TomlTable table = new TomlTable(file, path(key), child);
        tables.put(key, table);
        return table;
    }

    String text(String key) throws ConfigException {
        Optional<String> value = optionalText(key);
        if (value.isEmpty()) {
            throw problem(key, "is missing: write " + key + " = \"...\" under [" + name + "]");
        }
        return value.get();
    }

    String text(String key, String fallback) throws ConfigException {
        return optionalText(key).orElse(fallback);
    }

    Optional<String> optionalText(String key) throws ConfigException {
        JsonNode value = get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw problem(key, "must be text in quotes but is " + value);
        }
        return Optional.of(value.textValue());
    }

    int integer(String key, int fallback, int least, int most) throws ConfigException {
        JsonNode value = get(key);
        if (value == null) {
            return fallback;
        }
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            throw problem(key, "must be a whole number from " + least + " to " + most + " but is " + value);
        }
        return value.intValue();
    }

    boolean flag(String key, boolean fallback) throws ConfigException {
        JsonNode value = get(key);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw problem(key, "must be true or false but is " + value);
        }
        return value.booleanValue();
    }

    Duration duration(String key, Duration fallback) throws ConfigException {
        return parsed(key, fallback, Durations::parse);
    }

    DataSize size(String key, DataSize fallback) throws ConfigException {
        return parsed(key, fallback, DataSize::parse);
    }

    /** A file or directory, relative to the directory of the configuration file. */
    Path path(String key, String fallback) throws ConfigException {
        return resolve(text(key, fallback));
    }

    Optional<Path> optionalPath(String key) throws ConfigException {
        return optionalText(key).map(this::resolve);
    }

    List<Path> paths(String key, List<String> fallback) throws ConfigException {
        return texts(key, fallback).stream().map(this::resolve).toList();
    }

    /** A table of names and files: {@code "Anna Smith" = "approvers/anna.pub.pem"}. */
    Map<String, Path> namedPaths(String key) throws ConfigException {
        JsonNode value = get(key);
        Map<String, Path> paths = new LinkedHashMap<>();
        if (value == null) {
            return paths;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            if (!entry.getValue().isTextual()) {
                throw problem(key, "must have a file name in quotes for '" + entry.getKey() + "'");
            }
            paths.put(entry.getKey(), resolve(entry.getValue().textValue()));
        }
        if (!value.isObject()) {
            throw problem(key, "is a table of names and files: write [" + path(key) + "]");
        }
        return paths;
    }

    List<String> texts(String key, List<String> fallback) throws ConfigException {
        JsonNode value = get(key);
        if (value == null) {
            return fallback;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw problem(key, "must be a list of texts in quotes but has the element " + element);
            }
            texts.add(element.textValue());
        }
        if (!value.isArray()) {
            throw problem(key, "must be a list of texts: write " + key + " = [\"...\"]");
        }
        return texts;
    }

    /** Refuses keys of this table and the tables read from it that were never asked for. */
    void end() throws ConfigException {
        if (node != null) {
            for (var fields = node.fieldNames(); fields.hasNext(); ) {
                String field = fields.next();
                if (!known.contains(field)) {
                    String meant = NearestName.of(field, known)
                            .map(name -> "; did you mean '" + name + "'?")
                            .orElse("; known here: " + String.join(", ", known));
                    throw new ConfigException(file + ": unknown key '" + path(field) + "'" + meant);
                }
            }
        }
        for (TomlTable table : tables.values()) {
            table.end();
        }
    }

    /** A refusal of this key's value: "file: key must be …". */
    ConfigException problem(String key, String sentence) {
        return new ConfigException(file + ": " + path(key) + " " + sentence);
    }

    private <T> T parsed(String key, T fallback, Function<String, T> parse) throws ConfigException {
        Optional<String> value = optionalText(key);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            return parse.apply(value.get());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file + ": " + path(key) + ": " + e.getMessage(), e);
        }
    }

    private @Nullable JsonNode get(String key) {
        known.add(key);
        return node == null ? null : node.get(key);
    }

    private Path resolve(String text) {
        Path base = file.getParent();
        return (base == null ? Path.of(text) : base.resolve(text)).normalize();
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
