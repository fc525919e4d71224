package io.concordat.node.peer;

import io.concordat.node.config.PeerConfig;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.message.ConsortiumSignature;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Signer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The network as it runs in a node: listener, intake, delivery, and a sender for each other member. */
public final class Peers implements PeerNetwork, PeerMembership, PeerEndpoints, AutoCloseable {
    private final Vertx vertx;
    private final Setup setup;
    private final Membership membership = new Membership();
    private final Delivery delivery;
    private final Intake intake;
    private final PeerRates rates;
    private final AtomicReference<PeerTls> tls;
    private volatile PeerListener listener;
    private Optional<PeerListener> former = Optional.empty();
    private final Object order = new Object();
    private final AtomicReference<ExclusionWatch> exclusions = new AtomicReference<>((_, _, _) -> {});
    private final Map<MemberId, PeerSender> senders = new ConcurrentHashMap<>();
    private final Map<MemberId, ContactRecord> contacts = new ConcurrentHashMap<>();
    private final Map<MemberId, Member> entered = new ConcurrentHashMap<>();
    private volatile Optional<Consortium> counting = Optional.empty();
    private volatile boolean closed;

    /**
     * What the network is made of.
     *
     * @param self this node's id
     * @param config addresses and pauses
     * @param tls this node's certificate
     * @param signer signs this node's envelopes
     * @param log keeps envelopes
     * @param events is told what the operator should know
     * @param tap sees every body
     * @param clock for deadlines
     */
    public record Setup(
            MemberId self,
            PeerConfig config,
            PeerTls tls,
            Signer signer,
            EnvelopeLog log,
            PeerEvents events,
            EnvelopeTap tap,
            InstantSource clock) {}

    /** A network that does not listen or deliver yet. */
    public Peers(Vertx vertx, Setup setup) {
        this.vertx = vertx;
        this.setup = setup;
        this.delivery = new Delivery(
                setup.log(),
                setup.events(),
                new Delivery.Backoff(setup.config().firstRetry(), setup.config().longestRetry()));
        this.intake = new Intake(
                membership, setup.log(), delivery, Ed25519.verifier(), order, (member, stored, refused) -> exclusions
                        .get()
                        .excluded(member, stored, refused));
        this.tls = new AtomicReference<>(setup.tls());
        this.rates = new PeerRates(setup.config().limits(), System::nanoTime);
        this.listener = listener();
    }

    /** Delivers what was left over, then listens. All receivers must be registered. */
    public Future<HttpServer> start() {
        delivery.start();
        return listener.listen(setup.config().host(), setup.config().port());
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    @Override
    public synchronized void learn(SignedEndpoint endpoint) {
        membership.learn(endpoint);
        forEachSender(List.of(endpoint.endpoint().id()), sender -> sender.reconnect(tls.get()));
    }

    @Override
    public synchronized Future<Void> show(PeerTls now) {
        tls.set(now);
        senders.values().forEach(sender -> sender.reconnect(now));
        return Future.all(
                        listener.show(now),
                        former.map(before -> before.show(now)).orElse(Future.succeededFuture()))
                .mapEmpty();
    }

    @Override
    public synchronized Future<Void> listenAt(String host, int port) {
        PeerListener next = listener();
        return next.listen(host, port).<Void>mapEmpty().onSuccess(_ -> succeed(next));
    }

    private synchronized void succeed(PeerListener next) {
        closeFormerListener();
        former = Optional.of(listener);
        listener = next;
    }

    @Override
    public synchronized void closeFormerListener() {
        former.ifPresent(PeerListener::close);
        former = Optional.empty();
    }

    @Override
    public Optional<Member> member(MemberId id) {
        return membership.member(id);
    }

    private PeerListener listener() {
        return new PeerListener(vertx, setup.config(), tls.get(), membership, new Incoming(), setup.clock(), rates);
    }

    /** What the listeners hand on. */
    private final class Incoming implements PeerListener.Intaking {
        @Override
        public Optional<Rejection> envelope(Member from, byte[] body) {
            return incoming(from, body);
        }

        @Override
        public void certificateRefused(Member from, String reason) {
            Optional.ofNullable(contacts.get(from.id())).ifPresent(contact -> contact.certificateRefused(reason));
        }
    }

    @Override
    public MemberId self() {
        return setup.self();
    }

    @Override
    public SignedEnvelope send(MessageBody body, Digest keyId, Collection<MemberId> to) {
        Instant deadline = deadline();
        boolean stored = !Transient.is(body.type());
        List<MemberId> others;
        ReceivedEnvelope own;
        synchronized (order) {
            Consortium consortium = speakingIn(body);
            others = others(consortium, to);
            own = stored
                    ? setup.log().append(head -> next(consortium, head, body, keyId), others, deadline)
                    : new ReceivedEnvelope(0, setup.log().advance(head -> next(consortium, head, body, keyId)));
            if (!stored) {
                forEachSender(others, sender -> sender.sendFromMemory(own.envelope(), deadline));
            }
            delivery.put(own);
        }
        forEachSender(others, PeerSender::wake);
        return own.envelope();
    }

    @Override
    public void resend(Digest envelopeHash, Collection<MemberId> to) {
        List<MemberId> others = others(present(), to);
        setup.log().resend(envelopeHash, others, deadline());
        forEachSender(others, PeerSender::wake);
    }

    /** Names who is told of envelopes that exclude each other; before the node starts to listen. */
    public void watch(ExclusionWatch watch) {
        exclusions.set(watch);
    }

    @Override
    public void register(MessageType type, EnvelopeReceiver receiver) {
        delivery.register(type, receiver);
    }

    @Override
    public void enter(Consortium consortium) {
        enter(Optional.of(consortium), Optional.empty());
    }

    @Override
    public synchronized void enter(Optional<Consortium> active, Optional<Consortium> proposed) {
        synchronized (order) { // nothing is said or kept while it changes
            Optional<Digest> before = membership.active().map(Consortium::consortiumId);
            membership.set(active, proposed);
            active.map(Consortium::consortiumId)
                    .filter(now -> !before.equals(Optional.of(now)))
                    .ifPresent(this::dropFormerVersions);
            meetParticipants();
            counting = active;
        }
    }

    /** A sender for each member that takes part, and none for anybody else. */
    private void meetParticipants() {
        Map<MemberId, Member> wanted = new HashMap<>();
        membership.participants().stream()
                .filter(member -> !member.id().equals(self()))
                .forEach(member -> wanted.put(member.id(), member));
        for (MemberId id : List.copyOf(senders.keySet())) {
            if (!Optional.ofNullable(wanted.get(id)).equals(Optional.ofNullable(entered.get(id)))) {
                forget(id, !wanted.containsKey(id));
            }
        }
        wanted.forEach((id, member) -> {
            if (!senders.containsKey(id)) {
                ContactRecord contact = new ContactRecord(member, setup.events());
                contacts.put(id, contact);
                entered.put(id, member);
                senders.put(id, sender(member, contact));
            }
        });
    }

    @Override
    public Optional<Consortium> active() {
        return counting;
    }

    /** What was said under a former version means nothing any more, but for signatures; it would only stand before what does. */
    private void dropFormerVersions(Digest now) {
        setup.log()
                .retainOutbox(envelope -> envelope.envelope().consortiumId().equals(now)
                        || envelope.envelope().type() == MessageType.CONSORTIUM_SIGNATURE);
        forgetCeremony();
    }

    private void forget(MemberId id, boolean forEver) {
        Optional.ofNullable(senders.remove(id)).ifPresent(PeerSender::close);
        contacts.remove(id);
        entered.remove(id);
        if (forEver) {
            setup.log().clearOutbox(id);
        }
    }

    @Override
    public synchronized void leave() {
        disconnect();
        counting = Optional.empty();
        setup.log().clearOutbox();
    }

    private synchronized void disconnect() {
        membership.set(Optional.empty(), Optional.empty());
        senders.values().forEach(PeerSender::close);
        senders.clear();
        contacts.clear();
        entered.clear();
    }

    @Override
    public void forgetCeremony() {
        senders.values().forEach(PeerSender::forgetMemory);
    }

    @Override
    public List<PeerContact> contacts() {
        return new TreeMap<>(contacts)
                .values().stream()
                        .filter(record -> membership
                                .consortium()
                                .filter(now -> now.hasParticipant(record.id()))
                                .isPresent())
                        .map(record -> record.contact(membership))
                        .toList();
    }

    @Override
    public void close() {
        closed = true;
        closeListeners(); // first: whoever is still connected must not hear that this node knows no members
        disconnect();
        delivery.close();
    }

    private synchronized void closeListeners() {
        closeFormerListener();
        listener.close();
    }

    private Optional<Rejection> incoming(Member peer, byte[] body) {
        setup.tap().incoming(peer.id(), body);
        Optional<Rejection> rejection = intake.accept(peer, body);
        if (rejection.isPresent()) {
            setup.events().envelopeRefused(peer.id(), rejection.get());
        } else {
            Optional.ofNullable(contacts.get(peer.id()))
                    .ifPresent(contact -> contact.heard(setup.clock().instant()));
            forEachSender(List.of(peer.id()), PeerSender::wake);
        }
        return rejection;
    }

    private SignedEnvelope next(Consortium consortium, EnvelopeLog.Head head, MessageBody body, Digest keyId) {
        Envelope envelope = new Envelope(
                consortium.consortiumId(), keyId, self(), head.incarnation(), head.nextSeq(), head.lastHash(), body);
        return SignedEnvelope.sign(envelope, setup.signer());
    }

    private PeerSender sender(Member member, ContactRecord contact) {
        PeerConnection connection =
                new PeerConnection(vertx, setup.config(), tls.get(), membership, setup.clock(), member);
        return new PeerSender(member, setup.config(), connection, setup.log(), setup.tap(), setup.clock(), contact);
    }

    /** A signature under the proposed version is said in that one: its new members know no other. */
    private Consortium speakingIn(MessageBody body) {
        return membership
                .forming()
                .filter(proposed -> body instanceof ConsortiumSignature signature
                        && signature.consortiumId().equals(proposed.consortiumId()))
                .orElseGet(this::present);
    }

    private Consortium present() {
        if (closed) {
            throw new RejectedExecutionException("The node ends");
        }
        return membership
                .consortium()
                .orElseThrow(() -> new IllegalStateException(
                        new Rejection(ProblemType.CONSORTIUM_NOT_SIGNED, "This node is in no consortium").sentence()));
    }

    private List<MemberId> others(Consortium consortium, Collection<MemberId> to) {
        if (consortium.lineage().version() == 1) {
            for (MemberId id : to) {
                if (consortium.find(id).isEmpty()) {
                    throw new IllegalStateException("Expected members of the consortium but found " + id);
                }
            }
        }
        return to.stream()
                .filter(id -> !id.equals(self()) && consortium.hasParticipant(id)) // not those of former versions
                .distinct()
                .toList();
    }

    private void forEachSender(List<MemberId> members, Consumer<PeerSender> action) {
        members.forEach(id -> Optional.ofNullable(senders.get(id)).ifPresent(action));
    }

    private Instant deadline() {
        return setup.clock().instant().plus(setup.config().deadline());
    }
}
