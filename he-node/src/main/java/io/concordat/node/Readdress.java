package io.concordat.node;

import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.config.Origin;
import io.concordat.node.config.PeerConfig;
import io.concordat.node.config.Setting;
import io.concordat.node.consortium.EndpointDriver;
import io.concordat.node.http.CertificateHandlers;
import io.concordat.node.peer.PeerEndpoints;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Reads {@code peer.endpoint}, {@code peer.host} and {@code peer.port} from the configuration file again while the node runs,
 * listens there, and tells the others. What a flag or an environment variable set stays as it was.
 */
final class Readdress implements CertificateHandlers.Announcing {
    private static final int LISTEN_SECONDS = 10;

    private final NodeConfig config;
    private final PeerEndpoints peers;
    private final EndpointDriver driver;
    private PeerConfig now;

    Readdress(NodeConfig config, PeerEndpoints peers, EndpointDriver driver) {
        this.config = config;
        this.peers = peers;
        this.driver = driver;
        this.now = config.peer();
    }

    @Override
    public synchronized Optional<Rejection> announce() {
        PeerConfig next;
        try {
            next = NodeConfig.read(config.file(), overrides()).peer();
        } catch (ConfigException e) {
            return Optional.of(new Rejection(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage())));
        }
        if (next.port() != now.port() || !next.host().equals(now.host())) {
            Optional<Rejection> problem = listen(next);
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (!next.endpoint().equals(now.endpoint())) {
            driver.moved(next.endpoint());
        }
        now = next;
        return Optional.empty();
    }

    private Optional<Rejection> listen(PeerConfig next) {
        try {
            var _ = peers.listenAt(next.host(), next.port())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LISTEN_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(new Rejection(
                    ProblemType.CONFLICT,
                    "This node cannot listen at " + next.host() + ":" + next.port() + " (peer.host, peer.port): "
                            + (e.getCause() == null
                                    ? "no answer in time"
                                    : e.getCause().getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Rejection(ProblemType.NOT_READY, "The node ends"));
        }
    }

    private ConfigSources overrides() {
        Map<String, String> fixed = config.settings().stream()
                .filter(setting -> setting.origin() == Origin.FLAG || setting.origin() == Origin.ENVIRONMENT)
                .collect(Collectors.toMap(Setting::key, Setting::value));
        return new ConfigSources(fixed, Map.of());
    }
}
