package io.concordat.node.config;

import java.nio.file.Path;

/**
 * Everything a node is told from outside, read from one TOML file ({@code node.toml}).
 *
 * @param file the file it was read from, absolute
 */
public record NodeConfig(
        Path file,
        MemberConfig member,
        KeysConfig keys,
        PeerConfig peer,
        AnalystConfig analyst,
        HealthConfig health,
        StoreConfig store,
        CryptoConfig crypto,
        DataConfig data,
        LogConfig log) {

    /** Reads and checks the file. */
    public static NodeConfig read(Path file) throws ConfigException {
        return of(file.toAbsolutePath(), TomlTable.read(file));
    }

    /** Reads and checks the text of a file; relative paths start at the directory of {@code file}. */
    public static NodeConfig parse(Path file, String toml) throws ConfigException {
        return of(file.toAbsolutePath(), TomlTable.parse(file.toAbsolutePath(), toml));
    }

    private static NodeConfig of(Path file, TomlTable root) throws ConfigException {
        TomlTable member = root.table("member");
        TomlTable keys = root.table("keys");
        TomlTable peer = root.table("peer");
        TomlTable analyst = root.table("analyst");
        TomlTable health = root.table("health");
        TomlTable store = root.table("store");
        TomlTable crypto = root.table("crypto");
        TomlTable data = root.table("data");
        TomlTable log = root.table("log");
        NodeConfig config = new NodeConfig(
                file,
                MemberConfig.of(member),
                KeysConfig.of(keys),
                PeerConfig.of(peer),
                AnalystConfig.of(analyst),
                HealthConfig.of(health),
                StoreConfig.of(store),
                CryptoConfig.of(crypto),
                DataConfig.of(data),
                LogConfig.of(log));
        root.end();
        return config;
    }
}
