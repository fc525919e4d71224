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
    private final Reading reading;
    private final TreeSet<String> known = new TreeSet<>();
    private final Map<String, TomlTable> tables = new LinkedHashMap<>();

    private TomlTable(Path file, String name, @Nullable JsonNode node, Reading reading) {
        this.file = file;
        this.name = name;
        this.node = node;
        this.reading = reading;
    }

    /**
     * One reading of a configuration, shared by its tables.
     *
     * @param sources what overrides the file
     * @param settings what was asked for and found, in that order
     */
    private record Reading(ConfigSources sources, Map<String, Setting> settings) {}

    static TomlTable read(Path file, ConfigSources sources) throws ConfigException {
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
        return parse(file.toAbsolutePath(), text, sources);
    }

    static TomlTable parse(Path file, String text, ConfigSources sources) throws ConfigException {
        try {
            Reading reading = new Reading(sources, new LinkedHashMap<>());
            return new TomlTable(file, "", new TomlMapper().readTree(text), reading);
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
        TomlTable table = new TomlTable(file, path(key), child, reading);
        tables.put(key, table);
        return table;
    }

    /** Every setting that was asked for, with its value and origin. */
    List<Setting> settings() {
        return List.copyOf(reading.settings().values());
    }

    String text(String key) throws ConfigException {
        Optional<String> value = optionalText(key);
        if (value.isEmpty()) {
            throw problem(
                    key,
                    "is missing: write " + key + " = \"...\" under [" + name + "], or set "
                            + ConfigSources.variable(path(key)));
        }
        return value.get();
    }

    String text(String key, String fallback) throws ConfigException {
        Optional<String> value = optionalText(key);
        if (value.isEmpty()) {
            note(key, fallback, Origin.DEFAULT);
        }
        return value.orElse(fallback);
    }

    Optional<String> optionalText(String key) throws ConfigException {
        Optional<ConfigSources.Overriding> override = override(key);
        if (override.isPresent()) {
            return Optional.of(override.get().value());
        }
        JsonNode value = get(key);
        if (value == null) {
            note(key, Setting.NOT_SET, Origin.DEFAULT);
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw problem(key, "must be text in quotes but is " + value);
        }
        note(key, value.textValue(), Origin.FILE);
        return Optional.of(value.textValue());
    }

    int integer(String key, int fallback, int least, int most) throws ConfigException {
        Optional<ConfigSources.Overriding> override = override(key);
        if (override.isPresent()) {
            return wholeNumber(key, override.get().value(), least, most);
        }
        JsonNode value = get(key);
        if (value == null) {
            note(key, Integer.toString(fallback), Origin.DEFAULT);
            return fallback;
        }
        note(key, value.toString(), Origin.FILE);
        return wholeNumber(key, value.isIntegralNumber() ? value.asText() : value.toString(), least, most);
    }

    private int wholeNumber(String key, String text, int least, int most) throws ConfigException {
        long value = text.matches("-?[0-9]{1,15}") ? Long.parseLong(text) : Long.MIN_VALUE;
        if (value < least || value > most) {
            throw problem(key, "must be a whole number from " + least + " to " + most + " but is " + text);
        }
        return (int) value;
    }

    Duration duration(String key, Duration fallback) throws ConfigException {
        return parsed(key, fallback, Durations::parse, Durations::format);
    }

    DataSize size(String key, DataSize fallback) throws ConfigException {
        return parsed(key, fallback, DataSize::parse, DataSize::toString);
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
        if (override(key).isPresent()) {
            throw problem(key, "is a table of names and files and can be set in the file only");
        }
        JsonNode value = get(key);
        Map<String, Path> paths = new LinkedHashMap<>();
        if (value == null) {
            note(key, Setting.NOT_SET, Origin.DEFAULT);
            return paths;
        }
        note(key, value.toString(), Origin.FILE);
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
        Optional<ConfigSources.Overriding> override = override(key);
        if (override.isPresent()) {
            return List.of(override.get().value().split(" *, *"));
        }
        JsonNode value = get(key);
        if (value == null) {
            note(key, String.join(", ", fallback), Origin.DEFAULT);
            return fallback;
        }
        note(key, value.toString(), Origin.FILE);
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

    /** Refuses keys, flags and variables that were never asked for. Only for the table of the whole file. */
    void end() throws ConfigException {
        endOfTable();
        reading.sources().requireKnown(reading.settings().keySet());
    }

    private void endOfTable() throws ConfigException {
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
            table.endOfTable();
        }
    }

    /** A refusal of this key's value: "file: key must be …". */
    ConfigException problem(String key, String sentence) {
        return new ConfigException(where(key) + ": " + path(key) + " " + sentence);
    }

    private <T> T parsed(String key, T fallback, Function<String, T> parse, Function<T, String> format)
            throws ConfigException {
        Optional<String> value = optionalText(key);
        if (value.isEmpty()) {
            note(key, format.apply(fallback), Origin.DEFAULT);
            return fallback;
        }
        try {
            return parse.apply(value.get());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(where(key) + ": " + path(key) + ": " + e.getMessage(), e);
        }
    }

    private @Nullable JsonNode get(String key) {
        known.add(key);
        return node == null ? null : node.get(key);
    }

    private Optional<ConfigSources.Overriding> override(String key) {
        known.add(key);
        Optional<ConfigSources.Overriding> found = reading.sources().find(path(key));
        found.ifPresent(override -> note(key, override.value(), override.origin()));
        return found;
    }

    private void note(String key, String value, Origin origin) {
        reading.settings().put(path(key), new Setting(path(key), value, origin));
    }

    private String where(String key) {
        return reading.sources()
                .find(path(key))
                .map(ConfigSources.Overriding::where)
                .orElse(file.toString());
    }

    private Path resolve(String text) {
        Path base = file.getParent();
        return (base == null ? Path.of(text) : base.resolve(text)).normalize();
    }

    private String path(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }
}
