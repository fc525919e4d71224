package io.concordat.node;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.node.http.SealView;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.observe.HealthCheck;
import io.concordat.node.observe.HealthCheck.Finding;
import io.concordat.node.store.Database;
import io.concordat.node.store.DiskReserve;
import io.concordat.node.store.Incarnation;
import io.concordat.node.worker.CryptoPool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/** What must be well for a node to be ready. */
final class NodeHealth {
    private static final int MANY_WAITING = 5_000;

    private NodeHealth() {}

    static List<HealthCheck> checks(
            Database database,
            DiskReserve disk,
            Supplier<Incarnation> incarnation,
            Supplier<TlsIdentity> tls,
            Supplier<SealView> seal,
            Supplier<Optional<OpenNode>> open,
            InstantSource clock) {
        return List.of(
                new HealthCheck("store", () -> store(database)),
                new HealthCheck("audit", () -> audit(database)),
                new HealthCheck("disk", () -> disk(disk)),
                new HealthCheck("seal", () -> seal(seal.get())),
                new HealthCheck("incarnation", () -> incarnation(incarnation.get())),
                new HealthCheck("certificate", () -> certificate(tls.get().daysLeft(clock.instant()))),
                new HealthCheck("crypto-pool", () -> whileOpen(open, node -> pool(node.pool()))),
                new HealthCheck(
                        "jobs", () -> whileOpen(open, node -> jobs(node.jobs().notResumed()))),
                new HealthCheck(
                        "arithmetic",
                        () -> Finding.well(ArithmeticChoice.current().summary())));
    }

    private static Finding disk(DiskReserve disk) {
        return disk.problem()
                .map(problem -> Finding.unwell("nothing is opened: " + problem))
                .orElseGet(() -> Finding.well((disk.free() >> 20) + " MiB free"));
    }

    private static Finding seal(SealView view) {
        return view.state().equals("open")
                ? Finding.well("unsealed since " + view.since())
                : Finding.unwell("sealed since " + view.since() + "; 'concordat node unseal' (" + view.method() + ")");
    }

    /** What a sealed node has not cannot be unwell. */
    private static Finding whileOpen(Supplier<Optional<OpenNode>> open, Function<OpenNode, Finding> look) {
        return open.get().map(look).orElseGet(() -> Finding.well("none while the node is sealed"));
    }

    private static Finding store(Database database) {
        try {
            database.sql().useTransaction(handle -> handle.execute("UPDATE installation SET id = id"));
            return Finding.well("writable");
        } catch (JdbiException e) {
            return Finding.unwell("the database cannot be written");
        }
    }

    private static Finding audit(Database database) {
        return database.audit()
                .problem()
                .map(problem -> Finding.unwell("nothing is decided or released: " + problem))
                .orElseGet(() -> Finding.well("writable in both places"));
    }

    private static Finding incarnation(Incarnation incarnation) {
        return incarnation.quarantined()
                ? Finding.unwell(
                        "quarantined: the database may be older than what this node signed; GET /api/v1/standing names"
                                + " the banks it waits for")
                : Finding.well("nothing speaks against this node's memory");
    }

    private static Finding certificate(long days) {
        return days < 0
                ? Finding.unwell("the TLS certificate expired " + -days + " days ago")
                : Finding.well("the TLS certificate is valid for " + days + " days");
    }

    /** Never unwell: the other jobs go on. */
    private static Finding jobs(int notResumed) {
        return notResumed == 0
                ? Finding.well("all taken up at the start")
                : Finding.well(notResumed + " jobs could not be taken up at the start; the log names them");
    }

    private static Finding pool(CryptoPool pool) {
        String detail = pool.threads() + " threads, " + pool.waiting() + " computations waiting";
        return pool.waiting() > MANY_WAITING ? Finding.unwell(detail) : Finding.well(detail);
    }
}
