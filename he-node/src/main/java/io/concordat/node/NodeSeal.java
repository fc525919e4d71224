package io.concordat.node;

import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.access.ApiTokens;
import io.concordat.node.http.AnalystListener;
import io.concordat.node.http.ListenerException;
import io.concordat.node.http.Problem;
import io.concordat.node.http.RefusedException;
import io.concordat.node.http.RouteHandler;
import io.concordat.node.http.SealControl;
import io.concordat.node.http.SealHandlers;
import io.concordat.node.http.SealView;
import io.concordat.node.http.TokenHandlers;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealMethod;
import io.concordat.node.keys.UnsealShare;
import io.concordat.node.keys.Unsealer;
import io.concordat.node.store.AuditFailedException;
import io.concordat.node.store.SealTable;
import io.concordat.protocol.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether this node is sealed, and the way from one to the other. One change at a time; {@link #open} may be asked meanwhile.
 *
 * <p>A node whose root key is in a plain file opens by itself at the start, unless an operator sealed it.
 */
final class NodeSeal implements SealControl, AutoCloseable {
    private static final int JOBS_SHOWN = 100;

    private final OpenNode.Shell shell;
    private final Optional<Unsealer> unsealer;
    private final AnalystListener analyst;
    private final ApiTokens tokens;
    private final SealTable table;
    private final Instant started;
    private volatile Optional<OpenNode> open = Optional.empty();

    /** @param unsealer gets the root key from operators; empty where it is in a plain file */
    NodeSeal(OpenNode.Shell shell, Optional<Unsealer> unsealer, AnalystListener analyst, ApiTokens tokens) {
        this.shell = shell;
        this.unsealer = unsealer;
        this.analyst = analyst;
        this.tokens = tokens;
        this.table = new SealTable(shell.database());
        this.started = shell.seams().clock().instant();
    }

    /** Opens by itself if it may; else serves what a sealed node serves. */
    synchronized void start() throws NodeStartException, ListenerException, KeyFileException {
        boolean sealedByOperator = table.last().map(SealTable.Change::sealed).orElse(false);
        if (unsealer.isEmpty() && !sealedByOperator) {
            open(RootKey.read(shell.config().keys().shareKeyFile()));
        } else {
            serve();
            shell.log().sealedStart(method().slug());
        }
    }

    /** What exists only while it is unsealed. */
    Optional<OpenNode> open() {
        return open;
    }

    @Override
    public SealView view() {
        Optional<SealTable.Change> last = table.last();
        boolean isOpen = open.isPresent();
        boolean byOperator =
                last.isPresent() && last.get().sealed() != isOpen && last.get().at() >= started.toEpochMilli();
        Optional<SealTable.Change> cause = last.filter(change -> byOperator || (change.sealed() && !isOpen));
        boolean shares = method() == SealMethod.SHARES;
        Integer needed =
                unsealer.filter(_ -> shares).map(way -> way.record().needed()).orElse(null);
        Integer given = unsealer.filter(_ -> shares)
                .map(way -> way.given(shell.seams().clock().instant()))
                .orElse(null);
        return new SealView(
                isOpen ? "open" : "sealed",
                method().slug(),
                sentence(isOpen),
                cause.map(change -> Instant.ofEpochMilli(change.at()))
                        .orElse(started)
                        .toString(),
                cause.map(SealTable.Change::by).orElse(null),
                cause.map(SealTable.Change::reason)
                        .filter(reason -> !reason.isEmpty())
                        .orElse(null),
                needed,
                given,
                isOpen ? List.of() : table.waitingJobs(JOBS_SHOWN));
    }

    @Override
    public SealView seal(String by, String reason) {
        open.ifPresent(OpenNode::shut); // first, and before anything that could wait
        synchronized (this) {
            keep(true, by, reason);
            Optional<OpenNode> closing = open;
            open = Optional.empty();
            unsealer.ifPresent(Unsealer::forget);
            serve();
            closing.ifPresent(OpenNode::close);
            if (closing.isPresent()) {
                shell.log().sealed(by);
            }
            return view();
        }
    }

    @Override
    public synchronized SealView unseal(String by) throws RefusedException {
        return opened(
                by,
                () -> Optional.of(
                        unsealer.isPresent()
                                ? unsealer.get().command()
                                : RootKey.read(shell.config().keys().shareKeyFile())));
    }

    @Override
    public synchronized SealView unsealByPassphrase(String by, String passphrase) throws RefusedException {
        SecretBytes secret = SecretBytes.copyOf(passphrase.strip().getBytes(StandardCharsets.UTF_8));
        try {
            return opened(by, () -> Optional.of(sealed().passphrase(secret)));
        } finally {
            secret.erase();
        }
    }

    @Override
    public synchronized SealView unsealByShare(String by, String share) throws RefusedException {
        return opened(by, () -> sealed().share(
                        UnsealShare.parse(share), shell.seams().clock().instant()));
    }

    /** Stops what is open; the node stays as sealed as it was for its next start. */
    @Override
    public synchronized void close() {
        open.ifPresent(OpenNode::close);
        open = Optional.empty();
        unsealer.ifPresent(Unsealer::forget);
    }

    private interface KeySource {
        Optional<RootKey> get() throws KeyFileException;
    }

    private SealView opened(String by, KeySource source) throws RefusedException {
        if (open.isPresent()) {
            return view();
        }
        try {
            Optional<RootKey> key = source.get();
            if (key.isPresent()) {
                open(key.get());
                keep(false, by, "");
                shell.log().unsealed(by);
            } else {
                shell.log().unsealShareGiven(by);
            }
            return view();
        } catch (AuditFailedException e) {
            close(); // whatever was opened
            serve();
            shell.log().unsealRefused(by, String.valueOf(e.getMessage()));
            throw new RefusedException(
                    ProblemType.UNSEAL_REFUSED, "The audit log cannot be written: " + e.getMessage());
        } catch (KeyFileException | NodeStartException | ListenerException e) {
            shell.log().unsealRefused(by, String.valueOf(e.getMessage()));
            throw new RefusedException(ProblemType.UNSEAL_REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private Unsealer sealed() throws KeyFileException {
        return unsealer.orElseThrow(() -> new KeyFileException(
                "This node's root key is in a plain file: 'concordat node unseal' alone unseals it"));
    }

    private void open(RootKey key) throws NodeStartException, ListenerException {
        open = Optional.of(new OpenNode(shell, key));
        serve();
    }

    private void serve() {
        List<RouteHandler> routes = new ArrayList<>(SealHandlers.of(this));
        open.ifPresent(node -> {
            routes.addAll(TokenHandlers.of(tokens, shell.log()));
            routes.addAll(node.routes());
        });
        analyst.serve(
                routes,
                open.isPresent() ? Optional.empty() : Optional.of(Problem.of(ProblemType.SEALED, sentence(false))));
    }

    private void keep(boolean sealed, String by, String reason) {
        table.put(new SealTable.Change(sealed, shell.seams().clock().millis(), by, reason));
    }

    private SealMethod method() {
        return unsealer.map(way -> way.record().method()).orElse(SealMethod.FILE);
    }

    private static String sentence(boolean isOpen) {
        return isOpen
                ? "The node is unsealed and takes part"
                : "The node is sealed: it signs nothing and opens no share, and its jobs wait, until 'concordat node unseal'";
    }
}
