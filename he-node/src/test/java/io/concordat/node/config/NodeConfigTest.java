package io.concordat.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flag over environment over file over default; names, units and origins; what is refused. */
final class NodeConfigTest {
    private static final String LEAST = """
            [member]
            id = "bank-a"
            legal-name = "Bank A"
            lei = "EXAMPLE0000BANKA0134"
            [peer]
            endpoint = "https://bank-a.example:7443"
            """;

    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("node.toml");
        Files.writeString(file, LEAST + "idle-timeout = \"70 s\"\nport = 7000\n");
    }

    private NodeConfig read(Map<String, String> flags, Map<String, String> environment) throws ConfigException {
        return NodeConfig.read(file, new ConfigSources(flags, environment));
    }

    private static Setting setting(NodeConfig config, String key) {
        return config.settings().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void flagWinsOverEnvironmentOverFileOverDefault() throws Exception {
        Map<String, String> environment = Map.of("CONCORDAT_PEER_PORT", "7001");

        assertThat(read(Map.of("peer.port", "7002"), environment).peer().port()).isEqualTo(7002);
        assertThat(read(Map.of(), environment).peer().port()).isEqualTo(7001);
        assertThat(read(Map.of(), Map.of()).peer().port()).isEqualTo(7000);
        assertThat(read(Map.of(), Map.of()).health().port()).isEqualTo(7081);
    }

    @Test
    void everySettingSaysWhereItsValueCameFrom() throws Exception {
        NodeConfig config =
                read(Map.of("log.level", "warn"), Map.of("CONCORDAT_PEER_REQUEST_TIMEOUT", "5 s", "PATH", "/bin"));

        assertThat(config.peer().requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(setting(config, "log.level")).isEqualTo(new Setting("log.level", "warn", Origin.FLAG));
        assertThat(setting(config, "peer.request-timeout"))
                .isEqualTo(new Setting("peer.request-timeout", "5 s", Origin.ENVIRONMENT));
        assertThat(setting(config, "peer.idle-timeout"))
                .isEqualTo(new Setting("peer.idle-timeout", "70 s", Origin.FILE));
        assertThat(setting(config, "peer.deadline")).isEqualTo(new Setting("peer.deadline", "24 h", Origin.DEFAULT));
        assertThat(setting(config, "analyst.maximum-body").value()).isEqualTo("1 MiB");
    }

    @Test
    void aListIsWrittenWithCommasInAFlagOrVariable() throws Exception {
        assertThat(read(Map.of("data.directories", "/srv/a, /srv/b"), Map.of())
                        .data()
                        .directories())
                .containsExactly(Path.of("/srv/a"), Path.of("/srv/b"));
    }

    @Test
    void aServerForTheDatabaseIsNamedByUrlAndItsPasswordByFile() throws Exception {
        assertThat(read(Map.of(), Map.of()).store().postgres()).isEmpty();
        PostgresConfig server = read(
                        Map.of(
                                "store.url", "postgresql://db.bank-a.example:5433/concordat",
                                "store.user", "node",
                                "store.password-file", "/srv/password"),
                        Map.of())
                .store()
                .postgres()
                .orElseThrow();
        assertThat(server)
                .isEqualTo(new PostgresConfig(
                        "db.bank-a.example",
                        5433,
                        "concordat",
                        "node",
                        Optional.of(Path.of("/srv/password")),
                        true,
                        Optional.empty()));
        for (String bad : List.of(
                "postgresql://anna:secret@db/concordat",
                "postgresql://db/concordat?sslmode=disable",
                "postgresql://db:70000/concordat",
                "jdbc:postgresql://db/concordat",
                "postgresql://db/")) {
            assertThatThrownBy(() -> read(Map.of("store.url", bad), Map.of()))
                    .hasMessageContaining("store.url must be postgresql://host:port/database");
        }
        assertThatThrownBy(() -> read(Map.of("store.url", "postgresql://db/c", "store.tls", "off"), Map.of()))
                .hasMessageContaining("store.tls must be verify-full unless the server is on this machine");
        assertThat(read(Map.of("store.url", "postgresql://[::1]/c", "store.tls", "off"), Map.of())
                        .store()
                        .postgres()
                        .orElseThrow()
                        .tls())
                .isFalse();
    }

    @Test
    void unknownFlagsAndVariablesNameTheNearestKey() {
        assertThatThrownBy(() -> read(Map.of("peer.prot", "1"), Map.of()))
                .hasMessageContaining("unknown key 'peer.prot'")
                .hasMessageContaining("'peer.port'");
        assertThatThrownBy(() -> read(Map.of(), Map.of("CONCORDAT_PEER_PROT", "1")))
                .hasMessageContaining("CONCORDAT_PEER_PROT")
                .hasMessageContaining("'CONCORDAT_PEER_PORT'");
    }

    @Test
    void aBadValueIsBlamedOnThePlaceItCameFrom() {
        assertThatThrownBy(() -> read(Map.of("peer.port", "70000"), Map.of()))
                .hasMessageContaining("--set peer.port")
                .hasMessageContaining("0 to 65535");
        assertThatThrownBy(() -> read(Map.of(), Map.of("CONCORDAT_PEER_IDLE_TIMEOUT", "60")))
                .hasMessageContaining("environment variable CONCORDAT_PEER_IDLE_TIMEOUT")
                .hasMessageContaining("units ms, s, min, h, d");
    }

    @Test
    void aSecretWrittenIntoTheConfigurationIsRefusedWithoutBeingShown() throws Exception {
        Files.writeString(file, LEAST + "[keys]\nshare-key = \"correct horse battery\"\n");

        assertThatThrownBy(() -> read(Map.of(), Map.of()))
                .hasMessageContaining("'share-key-file'")
                .hasMessageNotContaining("horse");
    }

    @Test
    void aRetentionShorterThanATaskMayRunIsRefused() throws Exception {
        Files.writeString(file, LEAST + "[retention]\njobs = \"99 d\"\n");
        assertThatThrownBy(() -> read(Map.of(), Map.of())).hasMessageContaining("at least 100 d");
        Files.writeString(file, LEAST + "[retention]\njobs = \"100 d\"\n");
        assertThat(read(Map.of(), Map.of()).retention().jobs().toDays()).isEqualTo(100);
    }

    @Test
    void theSampleHasEveryKeyAndItsValuesAreTheDefaults() throws Exception {
        String sample = CommandRun.of("config", "sample").out();
        NodeConfig read = NodeConfig.parse(directory.resolve("sample.toml"), sample);
        Map<String, Setting> defaults = new TreeMap<>();
        NodeConfig.parse(file, LEAST).settings().forEach(each -> defaults.put(each.key(), each));

        for (Setting each : read.settings()) {
            String last = each.key().substring(each.key().lastIndexOf('.') + 1);
            assertThat(sample).as(each.key()).containsPattern("(?m)^(# |\\[member\\.)?" + last + "( =|\\])");
            Setting fallback = defaults.get(each.key());
            if (fallback != null
                    && fallback.origin() == Origin.DEFAULT
                    && !each.key().equals("member.approvers")) {
                assertThat(plain(each.value())).as(each.key()).isEqualTo(plain(fallback.value()));
            }
        }
    }

    private static String plain(String value) {
        return value.replaceAll("[\\[\\]\"]", "").replace("60 s", "1 min");
    }

    @Test
    void configShowPrintsKeysOriginsAndVariables() {
        CommandRun shown =
                CommandRun.of("config", "show", "--config", file.toString(), "--set", "peer.port=7009", "--json");

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("\"variable\" : \"CONCORDAT_PEER_PORT\"", "\"7009\"", "\"flag\"", "\"default\"");
        assertThat(CommandRun.of("config", "check", "--config", file.toString(), "--set", "nonsense")
                        .code())
                .isEqualTo(78);
    }
}
