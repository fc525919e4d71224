package io.concordat.node;

import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.observe.HealthCheck;
import io.concordat.node.observe.Metrics;
import io.concordat.node.peer.PeerContact;
import io.concordat.node.store.Database;
import io.concordat.node.store.DiskReserve;
import io.concordat.node.worker.CryptoPool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What of a running node is measured. Everything is looked up when somebody scrapes, so it costs nothing else. */
record NodeMetrics(
        Database database,
        DiskReserve disk,
        Supplier<Optional<OpenNode>> open,
        Supplier<TlsIdentity> tls,
        InstantSource clock) {

    void register(Metrics metrics, List<HealthCheck> checks) {
        metrics.checks(checks);
        metrics.gauge(
                "concordat_certificate_expiry_seconds",
                "Seconds until this node's TLS certificate expires; negative if it has",
                () -> Duration.between(
                                clock.instant(),
                                tls.get().certificate().getNotAfter().toInstant())
                        .toSeconds());
        metrics.gauge(
                "concordat_peer_reachable",
                "1 if the last delivery to the member succeeded or none was tried, else 0",
                "member",
                () -> byMember(contact -> Optional.of(contact.problem().isEmpty() ? 1.0 : 0.0)));
        metrics.gauge(
                "concordat_peer_heard_seconds",
                "Seconds since the member's last valid envelope; absent if none came since the start",
                "member",
                () -> byMember(contact -> contact.lastHeard().map(this::since)));
        metrics.gauge(
                "concordat_outbox_envelopes",
                "Envelopes that wait to be delivered",
                "member",
                () -> database.sql().withHandle(handle -> handle
                        .createQuery("SELECT recipient, count(*) AS number FROM outbox GROUP BY recipient")
                        .map((row, _) -> Map.entry(row.getString("recipient"), (double) row.getLong("number")))
                        .stream()
                        .collect(
                                TreeMap::new, (map, entry) -> map.put(entry.getKey(), entry.getValue()), Map::putAll)));
        metrics.gauge(
                "concordat_jobs", "Jobs this node knows; none are counted while it is sealed", "state", () -> open.get()
                        .map(node -> node.jobs().countByState())
                        .orElseGet(Map::of));
        metrics.gauge(
                "concordat_disk_free_bytes", "Bytes free on the disk of the database; -1 if it does not say", () ->
                        (double) disk.free());
        metrics.gauge(
                "concordat_sealed",
                "1 if the node is sealed, else 0",
                () -> open.get().isPresent() ? 0 : 1);
        metrics.gauge(
                "concordat_crypto_waiting",
                "Computations that wait for a thread of the crypto pool",
                () -> ofPool(CryptoPool::waiting));
        metrics.gauge("concordat_crypto_threads", "Threads of the crypto pool", () -> ofPool(CryptoPool::threads));
    }

    private double ofPool(ToIntFunction<CryptoPool> number) {
        return open.get().map(node -> number.applyAsInt(node.pool())).orElse(0);
    }

    private Map<String, Double> byMember(Function<PeerContact, Optional<Double>> value) {
        Map<String, Double> values = new TreeMap<>();
        for (PeerContact contact :
                open.get().map(node -> node.peers().contacts()).orElseGet(List::of)) {
            value.apply(contact).ifPresent(number -> values.put(contact.member().value(), number));
        }
        return values;
    }

    private double since(Instant then) {
        return Duration.between(then, clock.instant()).toSeconds();
    }
}
