package io.concordat.node.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What overrides the configuration file: flags first, then the environment. The names are those of the file: {@code
 * peer.idle-timeout} is {@code --set peer.idle-timeout=90s} or {@code CONCORDAT_PEER_IDLE_TIMEOUT=90s}.
 *
 * @param flags values by key
 * @param environment values by variable name, only those that begin with {@code CONCORDAT_}
 */
public record ConfigSources(Map<String, String> flags, Map<String, String> environment) {
    /** Nothing but the file. */
    public static final ConfigSources FILE_ONLY = new ConfigSources(Map.of(), Map.of());

    private static final String PREFIX = "CONCORDAT_";

    /** Variables that are for the launcher or for tests, not settings. */
    private static final Set<String> OTHERS =
            Set.of("CONCORDAT_JAVA_OPTS", "CONCORDAT_CONFIG", "CONCORDAT_SHARED", "CONCORDAT_ARITHMETIC");

    /** Copies what matters of the maps. */
    public ConfigSources {
        flags = Map.copyOf(flags);
        Map<String, String> relevant = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
                relevant.put(name, value);
            }
        });
        environment = Map.copyOf(relevant);
    }

    /** Flags as they are written, {@code key=value}, over this process's environment. */
    public static ConfigSources ofProcess(List<String> assignments) throws ConfigException {
        Map<String, String> flags = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new ConfigException("--set needs key=value, such as --set peer.port=7443, but found '"
                        + assignment.substring(0, Math.min(assignment.length(), 40)) + "'");
            }
            flags.put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
        }
        return new ConfigSources(flags, System.getenv());
    }

    /** The environment variable of a key. */
    public static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** A value and where it came from. */
    record Overriding(String value, Origin origin, String where) {}

    /** What overrides the key of the file, if anything does. */
    Optional<Overriding> find(String key) {
        String flag = flags.get(key);
        if (flag != null) {
            return Optional.of(new Overriding(flag, Origin.FLAG, "--set " + key));
        }
        String variable = variable(key);
        return Optional.ofNullable(environment.get(variable))
                .map(value -> new Overriding(value, Origin.ENVIRONMENT, "environment variable " + variable));
    }

    /** Refuses flags and variables that no setting has. */
    void requireKnown(Set<String> keys) throws ConfigException {
        for (String flag : new TreeSet<>(flags.keySet())) {
            if (!keys.contains(flag)) {
                throw new ConfigException("--set: unknown key '" + flag + "'" + meant(flag, keys));
            }
        }
        Set<String> variables = new TreeSet<>();
        keys.forEach(key -> variables.add(variable(key)));
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (!variables.contains(variable)) {
                throw new ConfigException(
                        "Environment variable " + variable + " is no setting" + meant(variable, variables));
            }
        }
    }

    private static String meant(String wrong, Set<String> known) {
        return NearestName.of(wrong, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; 'concordat config show' lists what there is");
    }
}
