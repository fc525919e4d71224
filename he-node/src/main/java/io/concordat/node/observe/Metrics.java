package io.concordat.node.observe;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The node's numbers, in the text format of Prometheus. Labels are names from closed lists and ids of members, never
 * anything from rows; values are counts, seconds and bytes of the node's own work.
 */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter events;

    /** With the metrics of the Java virtual machine and every operator event at 0. */
    public Metrics(String version) {
        JvmMetrics.builder().register(registry);
        events = Counter.builder()
                .name("concordat_operator_events_total")
                .help("Operator events, as named in docs/events.md")
                .labelNames("event")
                .register(registry);
        for (OperatorEvent event : OperatorEvent.values()) {
            events.initLabelValues(event.slug());
        }
        Info.builder()
                .name("concordat_build")
                .help("The version of the program")
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
    }

    /** Counts an operator event. */
    public void count(OperatorEvent event) {
        events.labelValues(event.slug()).inc();
    }

    /** A number that is looked up at each scrape. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Numbers by one label, looked up at each scrape. */
    public void gauge(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((of, value) -> callback.call(value, of)))
                .register(registry);
    }

    /** {@code concordat_check_well} of each health check and {@code concordat_ready} of them all. */
    public void checks(List<HealthCheck> checks) {
        gauge("concordat_check_well", "1 if the health check is well, else 0", "check", () -> {
            Map<String, Double> findings = new java.util.TreeMap<>();
            checks.forEach(
                    check -> findings.put(check.name(), check.probe().look().well() ? 1.0 : 0.0));
            return findings;
        });
        gauge(
                "concordat_ready",
                "1 if every health check is well, else 0",
                () -> checks.stream().allMatch(check -> check.probe().look().well()) ? 1 : 0);
    }

    /** What a scrape gets; the lookups happen in here, so not for the event loop. */
    public byte[] scrape() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new AssertionError("bug: memory cannot be written", e);
        }
        return out.toByteArray();
    }

    /** The media type of a scrape. */
    public String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }
}
