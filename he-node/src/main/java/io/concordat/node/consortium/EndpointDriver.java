package io.concordat.node.consortium;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.TlsFiles;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.PeerContact;
import io.concordat.node.peer.PeerEndpoints;
import io.concordat.node.peer.PeerTls;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.EndpointTable;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.message.EndpointSeen;
import io.concordat.protocol.message.EndpointUpdate;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Exchanges this node's TLS certificate and tells the others where it is reached, while everything goes on; keeps what the
 * others say of theirs.
 *
 * <p>An exchange: the node makes a key and a certificate beside those in use, and announces both certificates in an {@link
 * EndpointUpdate} signed with the bank's identity key. Each member stores it, lets both in, and confirms. When all have, the
 * node shows the new certificate in both directions, destroys the old private key and announces the new certificate alone.
 * Until then it shows the old one, so a member that is away does not lose it; when the old one expires, it does not wait any
 * longer. Endpoints are numbered, and a member takes only a higher number than it has.
 */
public final class EndpointDriver {
    private static final int SWITCH_SECONDS = 10;

    private final Setup setup;
    private TlsIdentity tls;
    private Optional<TlsIdentity> successor = Optional.empty();
    private Optional<SignedEndpoint> own = Optional.empty();
    private Optional<Digest> announced = Optional.empty();

    /**
     * What it works with.
     *
     * @param self this node's own record
     * @param files its TLS identity
     * @param exchanged is told of a new certificate
     * @param table what was said of endpoints
     * @param peering the network
     * @param endpoints certificates and addresses of the network
     * @param events what the operator is told
     * @param clock for certificates
     */
    public record Setup(
            OwnRecord self,
            TlsFiles files,
            Consumer<TlsIdentity> exchanged,
            EndpointTable table,
            ConsortiumDriver.Peering peering,
            PeerEndpoints endpoints,
            EndpointEvents events,
            InstantSource clock) {}

    /** A driver that listens to the others from now on. */
    public EndpointDriver(Setup setup) throws KeyFileException {
        this.setup = setup;
        this.tls = setup.files().current();
        setup.peering().network().register(MessageType.ENDPOINT_UPDATE, this::onUpdate);
        setup.peering().network().register(MessageType.ENDPOINT_SEEN, this::onSeen);
    }

    /** How it stands. */
    public synchronized EndpointStatus status() {
        Instant now = setup.clock().instant();
        return new EndpointStatus(
                EndpointStatus.Shown.of(tls, now),
                successor.map(next -> EndpointStatus.Shown.of(next, now)),
                own,
                lagging());
    }

    /** The certificate in use. */
    public synchronized TlsIdentity certificate() {
        return tls;
    }

    /**
     * Takes up what was said before, and announces the address of the configuration if it is new. Comes before the
     * consortium is entered, and sends nothing.
     *
     * @return why this node cannot be known to the others, if it cannot
     */
    public synchronized Optional<String> resume(Optional<Consortium> consortium) throws KeyFileException {
        for (EndpointTable.Row row : setup.table().all()) {
            SignedEndpoint signed = decode(row);
            setup.endpoints().learn(signed);
            if (signed.endpoint().id().equals(setup.self().id())) {
                own = Optional.of(signed);
            }
        }
        Member self = setup.self().now().member();
        Optional<Member> record = consortium.flatMap(now -> now.find(self.id()));
        List<Digest> known = own.map(signed -> signed.endpoint().pins())
                .or(() -> record.map(member -> List.of(member.certificatePin())))
                .orElse(List.of(tls.pin()));
        if (!known.contains(tls.pin())) {
            return Optional.of(
                    "The TLS certificate " + tls.pin().brief() + " is not the one that the other banks know ("
                            + known.getFirst().brief()
                            + "). Put the former files back; 'concordat certificate rotate' exchanges"
                            + " certificates while the node runs");
        }
        successor = setup.files().successor().filter(next -> known.contains(next.pin()));
        if (successor.isEmpty()) {
            setup.files().dropSuccessor(); // made, and never announced
        }
        List<Digest> pins = pins();
        URI said = own.map(signed -> signed.endpoint().peer())
                .or(() -> record.map(Member::peer))
                .orElse(self.peer());
        if (!said.equals(self.peer()) || !known.equals(pins)) {
            say(self.peer(), pins);
        }
        return Optional.empty();
    }

    /** Begins an exchange; why not, or empty. */
    public synchronized Optional<Rejection> rotate() {
        if (successor.isPresent()) {
            return Optional.of(new Rejection(
                    ProblemType.CONFLICT,
                    "Certificates are being exchanged already; these banks have not confirmed the new one: "
                            + lagging()));
        }
        return orRejection(() -> {
            Member self = setup.self().now().member();
            TlsIdentity next = setup.files()
                    .makeSuccessor(
                            self.id().value(),
                            self.peer().getHost(),
                            setup.clock().instant());
            successor = Optional.of(next);
            setup.events().exchangeBegan(next.pin());
            say(self.peer(), pins());
            look();
        });
    }

    /** Ends an exchange without the members that have not confirmed it: they need this node's endpoint by hand. */
    public synchronized Optional<Rejection> finishWithout() {
        if (successor.isEmpty()) {
            return Optional.of(new Rejection(ProblemType.CONFLICT, "No certificates are being exchanged"));
        }
        TlsIdentity next = successor.get();
        return orRejection(() -> finish(next));
    }

    /** What may fail because of a file. */
    private interface Step {
        void run() throws KeyFileException;
    }

    private static Optional<Rejection> orRejection(Step step) {
        try {
            step.run();
            return Optional.empty();
        } catch (KeyFileException e) {
            return Optional.of(new Rejection(ProblemType.NOT_READY, String.valueOf(e.getMessage())));
        }
    }

    /** Tells the others a new address; the listener there is open already. */
    public synchronized void moved(URI peer) {
        setup.self().change(peer, tls.pin());
        say(peer, pins());
        announce();
    }

    /** Takes a member's endpoint that was brought by hand; why not, or empty. */
    public synchronized Optional<Rejection> accept(SignedEndpoint signed) {
        return signed.endpoint().id().equals(setup.self().id())
                ? Optional.of(new Rejection(ProblemType.INVALID_REQUEST, "This is this node's own endpoint"))
                : keep(signed);
    }

    /** The members changed: what was announced in the version before is announced anew. */
    public synchronized void membersChanged() {
        announced = Optional.empty();
    }

    /** What a clock must look after: sends again to whoever has not confirmed, and ends what has waited long enough. */
    public synchronized void look() throws KeyFileException {
        announce();
        settle();
    }

    private synchronized void onUpdate(ReceivedEnvelope received) {
        MemberId from = received.envelope().from();
        if (from.equals(setup.self().id()) || !(received.envelope().body() instanceof EndpointUpdate body)) {
            return;
        }
        SignedEndpoint signed = body.endpoint();
        if (!signed.endpoint().id().equals(from)) {
            setup.events()
                    .refused(
                            from,
                            new Rejection(
                                    ProblemType.INVALID_MEMBER,
                                    from + " said where " + signed.endpoint().id() + " is reached"));
            return;
        }
        boolean known = setup.table()
                .find(from.value())
                .filter(row -> decode(row).equals(signed))
                .isPresent();
        Optional<Rejection> rejection = known ? Optional.empty() : keep(signed);
        if (rejection.isPresent()) {
            setup.events().refused(from, rejection.get());
        } else if (isOther(from)) {
            setup.peering()
                    .network()
                    .send(new EndpointSeen(from, signed.endpoint().version()), Digest.ZERO, List.of(from));
        }
    }

    private Optional<Rejection> keep(SignedEndpoint signed) {
        MemberEndpoint endpoint = signed.endpoint();
        Optional<Member> member = setup.endpoints().member(endpoint.id());
        if (member.isEmpty()) {
            return Optional.of(new Rejection(
                    ProblemType.UNKNOWN_MEMBER, endpoint.id() + " is no member of this node's consortium"));
        }
        long known = setup.table()
                .find(endpoint.id().value())
                .map(EndpointTable.Row::version)
                .orElse(0L);
        Optional<Rejection> rejection = signed.examine(member.get(), known, Ed25519.verifier());
        if (rejection.isEmpty()) {
            store(signed);
            setup.endpoints().learn(signed);
            setup.events().changed(endpoint);
        }
        return rejection;
    }

    private void onSeen(ReceivedEnvelope received) {
        if (received.envelope().body() instanceof EndpointSeen body
                && body.member().equals(setup.self().id())) {
            synchronized (this) {
                setup.table().seen(received.envelope().from().value(), body.version());
                try {
                    settle();
                } catch (KeyFileException e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
        }
    }

    private void settle() throws KeyFileException {
        if (successor.isEmpty()) {
            if (lagging().isEmpty()) {
                setup.endpoints().closeFormerListener();
            }
            return;
        }
        if (lagging().isEmpty() || tls.daysLeft(setup.clock().instant()) < 0) {
            finish(successor.get());
        }
    }

    /** Shows the new certificate, destroys the old key, and says that the old certificate counts no more. */
    private void finish(TlsIdentity next) throws KeyFileException {
        await(setup.endpoints().show(new PeerTls(next.certificatePem(), next.keyPem())));
        setup.files().promoteSuccessor();
        tls = next;
        setup.exchanged().accept(next);
        successor = Optional.empty();
        URI peer = setup.self().now().member().peer();
        setup.self().change(peer, next.pin());
        say(peer, pins());
        announce();
        setup.events().exchanged(next.pin(), next.certificate().getNotAfter().toInstant());
    }

    private List<Digest> pins() {
        List<Digest> pins = new ArrayList<>();
        successor.ifPresent(next -> pins.add(next.pin()));
        pins.add(tls.pin());
        return List.copyOf(pins);
    }

    private void say(URI peer, List<Digest> pins) {
        long version = own.map(signed -> signed.endpoint().version()).orElse(0L) + 1;
        SignedEndpoint next = SignedEndpoint.sign(
                new MemberEndpoint(setup.self().id(), version, peer, pins),
                setup.self().signer());
        store(next);
        own = Optional.of(next);
        announced = Optional.empty();
    }

    private void store(SignedEndpoint signed) {
        MemberEndpoint endpoint = signed.endpoint();
        setup.table()
                .put(
                        new EndpointTable.Row(endpoint.id().value(), endpoint.version(), signed.encode()),
                        setup.clock().millis());
    }

    private void announce() {
        List<MemberId> lagging = lagging();
        if (own.isEmpty() || lagging.isEmpty()) {
            return;
        }
        if (announced.isPresent()) {
            setup.peering().network().resend(announced.get(), lagging);
        } else {
            announced = Optional.of(setup.peering()
                    .network()
                    .send(new EndpointUpdate(own.get()), Digest.ZERO, lagging)
                    .hash());
        }
    }

    /** The others that have not confirmed what was said last. */
    private List<MemberId> lagging() {
        if (own.isEmpty()) {
            return List.of();
        }
        long version = own.get().endpoint().version();
        Map<String, Long> seen = setup.table().seen();
        return others().filter(id -> Objects.requireNonNullElse(seen.get(id.value()), 0L) < version)
                .toList();
    }

    private Stream<MemberId> others() {
        return setup.peering().membership().contacts().stream().map(PeerContact::member);
    }

    private boolean isOther(MemberId member) {
        return others().anyMatch(member::equals);
    }

    private static SignedEndpoint decode(EndpointTable.Row row) {
        try {
            return SignedEndpoint.decode(row.record());
        } catch (DecodeException e) {
            throw new IllegalStateException(
                    "The stored endpoint of " + row.memberId() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void await(Future<Void> switched) throws KeyFileException {
        try {
            var _ = switched.toCompletionStage().toCompletableFuture().get(SWITCH_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KeyFileException("The peer listener does not take the new certificate: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyFileException("The node ends", e);
        }
    }
}
