package io.concordat.node.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a scrape gets, and that the dashboard and the alerts ask only for metrics that there are. */
final class MetricsTest {
    private static final Path MONITORING = Path.of("../dist/src/monitoring");

    /** Those that a node registers, in {@code NodeMetrics}. */
    private static final List<String> OF_A_NODE = List.of(
            "concordat_certificate_expiry_seconds",
            "concordat_peer_reachable",
            "concordat_peer_heard_seconds",
            "concordat_outbox_envelopes",
            "concordat_jobs",
            "concordat_sealed",
            "concordat_disk_free_bytes",
            "concordat_crypto_waiting",
            "concordat_crypto_threads");

    private static String text(Metrics metrics) {
        return new String(metrics.scrape(), StandardCharsets.UTF_8);
    }

    @Test
    void everyOperatorEventIsCountedFromZero() {
        Metrics metrics = new Metrics("1");
        metrics.count(OperatorEvent.PEER_UNREACHABLE);

        for (OperatorEvent event : OperatorEvent.values()) {
            String count = event == OperatorEvent.PEER_UNREACHABLE ? "1.0" : "0.0";
            assertThat(text(metrics))
                    .contains("concordat_operator_events_total{event=\"" + event.slug() + "\"} " + count);
        }
    }

    @Test
    void checksAreLookedAtAtEachScrape() {
        Metrics metrics = new Metrics("1");
        boolean[] well = {true};
        metrics.checks(List.of(new HealthCheck("disk", () -> new HealthCheck.Finding(well[0], ""))));

        assertThat(text(metrics)).contains("concordat_check_well{check=\"disk\"} 1.0", "concordat_ready 1.0");
        well[0] = false;
        assertThat(text(metrics)).contains("concordat_check_well{check=\"disk\"} 0.0", "concordat_ready 0.0");
    }

    @Test
    void dashboardAndAlertsAskOnlyForMetricsThatThereAre() throws Exception {
        Metrics metrics = new Metrics("1");
        metrics.checks(List.of());
        metrics.gauge("concordat_check_well_dummy", "keeps the type line", "a", Map::of);
        Set<String> known = new TreeSet<>(OF_A_NODE);
        known.add("concordat_check_well");
        Pattern.compile("(?m)^# TYPE (\\w+) ").matcher(text(metrics)).results().forEach(type -> {
            known.add(type.group(1));
            known.add(type.group(1) + "_sum");
        });
        StringBuilder asked = new StringBuilder(Files.readString(MONITORING.resolve("alerts.yaml")));
        JsonNode dashboard = new ObjectMapper()
                .readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
        for (JsonNode panel : dashboard.path("panels")) {
            asked.append('\n').append(panel.path("targets").path(0).path("expr").asText());
        }
        Set<String> names = new TreeSet<>();
        Pattern.compile("\\b(concordat|jvm|process)_\\w+")
                .matcher(asked)
                .results()
                .forEach(name -> names.add(name.group()));

        assertThat(names).hasSizeGreaterThan(10).isSubsetOf(known);
    }
}
