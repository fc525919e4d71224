package io.concordat.node;

import io.concordat.node.consortium.CertificateWatch;
import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.EndpointDriver;
import io.concordat.node.consortium.OwnRecord;
import io.concordat.node.http.CertificateHandlers;
import io.concordat.node.http.RouteHandler;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.peer.Peers;
import io.concordat.node.store.EndpointTable;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.consortium.Consortium;
import java.util.List;
import java.util.Optional;

/** The certificates and addresses of an open node, put together. */
final class Endpoints {
    private final OpenNode.Shell shell;
    private final Peers peers;
    private final EndpointLog events;
    private final EndpointDriver driver;

    Endpoints(OpenNode.Shell shell, OwnRecord own, Peers peers) throws NodeStartException {
        this.shell = shell;
        this.peers = peers;
        this.events = new EndpointLog(shell.log());
        try {
            this.driver = new EndpointDriver(new EndpointDriver.Setup(
                    own,
                    shell.tlsFiles(),
                    shell.tls()::set,
                    new EndpointTable(shell.database()),
                    new ConsortiumDriver.Peering(peers, peers),
                    peers,
                    events,
                    shell.seams().clock()));
        } catch (KeyFileException e) {
            throw unusable(e);
        }
    }

    /** Takes up what was said before; why the others do not know this node, if they do not. */
    Optional<String> resume(Optional<Consortium> consortium) throws NodeStartException {
        try {
            return driver.resume(consortium);
        } catch (KeyFileException e) {
            throw unusable(e);
        }
    }

    void membersChanged() {
        driver.membersChanged();
    }

    /** Looks after the certificate from now on. */
    void watch(Timers timers) {
        new CertificateWatch(
                        driver,
                        events,
                        shell.seams().clock(),
                        shell.config().peer().rotateAtDays())
                .start(timers);
    }

    List<RouteHandler> routes() {
        return CertificateHandlers.of(driver, new Readdress(shell.config(), peers, driver));
    }

    private static NodeStartException unusable(KeyFileException e) {
        return new NodeStartException(NodeStartException.Kind.CONFIGURATION, e.getMessage(), e);
    }
}
