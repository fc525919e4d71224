package io.concordat.node.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything a node is told from outside: a flag wins over the environment, that over the TOML file ({@code node.toml}), and
 * that over the default.
 *
 * @param file the file it was read from, absolute
 * @param settings every setting as it is used, with its origin
 */
public record NodeConfig(
        Path file,
        MemberConfig member,
        SafetyConfig safety,
        KeysConfig keys,
        SealConfig seal,
        PeerConfig peer,
        AnalystConfig analyst,
        HealthConfig health,
        MetricsConfig metrics,
        StoreConfig store,
        CryptoConfig crypto,
        DataConfig data,
        RetentionConfig retention,
        TraceConfig trace,
        LogConfig log,
        List<Setting> settings) {

    /** Copies the list. */
    public NodeConfig {
        settings = List.copyOf(settings);
    }

    /** Reads and checks the file alone. */
    public static NodeConfig read(Path file) throws ConfigException {
        return read(file, ConfigSources.FILE_ONLY);
    }

    /** Reads and checks the file and what overrides it. */
    public static NodeConfig read(Path file, ConfigSources sources) throws ConfigException {
        return of(file.toAbsolutePath(), TomlTable.read(file, sources));
    }

    /** Reads and checks the text of a file; relative paths start at the directory of {@code file}. */
    public static NodeConfig parse(Path file, String toml) throws ConfigException {
        return parse(file, toml, ConfigSources.FILE_ONLY);
    }

    /** The same under what overrides it. */
    public static NodeConfig parse(Path file, String toml, ConfigSources sources) throws ConfigException {
        return of(file.toAbsolutePath(), TomlTable.parse(file.toAbsolutePath(), toml, sources));
    }

    private static NodeConfig of(Path file, TomlTable root) throws ConfigException {
        TomlTable member = root.table("member");
        TomlTable safety = root.table("safety");
        TomlTable keys = root.table("keys");
        TomlTable seal = root.table("seal");
        TomlTable peer = root.table("peer");
        TomlTable analyst = root.table("analyst");
        TomlTable health = root.table("health");
        TomlTable metrics = root.table("metrics");
        TomlTable store = root.table("store");
        TomlTable crypto = root.table("crypto");
        TomlTable data = root.table("data");
        TomlTable retention = root.table("retention");
        TomlTable trace = root.table("trace");
        TomlTable log = root.table("log");
        NodeConfig config = new NodeConfig(
                file,
                MemberConfig.of(member),
                SafetyConfig.of(safety),
                KeysConfig.of(keys),
                SealConfig.of(seal),
                PeerConfig.of(peer),
                AnalystConfig.of(analyst),
                HealthConfig.of(health),
                MetricsConfig.of(metrics),
                StoreConfig.of(store),
                CryptoConfig.of(crypto),
                DataConfig.of(data),
                RetentionConfig.of(retention),
                TraceConfig.of(trace),
                LogConfig.of(log),
                root.settings());
        root.end();
        return config;
    }
}
