package io.concordat.node.consortium;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.worker.SerialQueue;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Starts key ceremonies: one at a time, each started by this bank's operator and begun when every member's operator has
 * started it. Members announce their starts; a member that starts again while a ceremony runs ends it here, with a
 * sentence that says so.
 *
 * <p>Everything happens one after the other on a queue of its own, and nothing of a ceremony is written to disk until there
 * is a key.
 */
public final class CeremonyDriver {
    private static final int MAXIMUM_RUNS_REMEMBERED = 20;
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private final CeremonySetup setup;
    private final SerialQueue queue;
    private final Map<String, CeremonyRun> runs = new LinkedHashMap<>();
    private Optional<CeremonyRun> latest = Optional.empty();

    // These four are used on the queue only; told is the run that the others were told of.
    private final Map<MemberId, Announced> announced = new HashMap<>();
    private final EarlyMessages early = new EarlyMessages();
    private Optional<CeremonyRun> told = Optional.empty();
    private Optional<RunningCeremony> active = Optional.empty();

    /** A member's start, and the version of the consortium in which it was said. */
    private record Announced(ByteString startId, Digest consortiumId) {}

    /** A driver that listens for announcements from now on. */
    public CeremonyDriver(CeremonySetup setup) {
        this.setup = setup;
        this.queue = new SerialQueue(setup.waiting(), this::onFault);
        setup.peering().network().register(MessageType.CEREMONY, this::onEnvelope);
    }

    /** What came of an operator's request to start. */
    public sealed interface Start {
        /** It is on its way. */
        record Started(CeremonyRun run) implements Start {}

        /** No, for this reason. */
        record Refused(Rejection rejection) implements Start {}
    }

    /** Starts a ceremony at this node; it begins when all members have started one. */
    public synchronized Start start() {
        Optional<Consortium> consortium = setup.consortium().get();
        if (consortium.isEmpty()) {
            return new Start.Refused(new Rejection(
                    ProblemType.CONSORTIUM_NOT_SIGNED, "A key ceremony needs a consortium that all members signed"));
        }
        List<MemberId> suspended = consortium.get().lineage().suspended();
        if (!suspended.isEmpty()) {
            return new Start.Refused(new Rejection(
                    ProblemType.MEMBER_SUSPENDED,
                    "A key ceremony needs every member, but " + suspended
                            + " is suspended; reinstate or remove it first"));
        }
        if (latest.isPresent() && !latest.get().state().isOver()) {
            return new Start.Refused(new Rejection(
                    ProblemType.CONFLICT,
                    "The key ceremony " + latest.get().id() + " is not over; watch it, or cancel it first"));
        }
        try {
            RunningCeremony.parameters(setup, consortium.get(), new byte[] {0});
        } catch (IllegalArgumentException e) {
            return new Start.Refused(new Rejection(ProblemType.INVALID_CHARTER, String.valueOf(e.getMessage())));
        }
        byte[] id = new byte[CeremonyAnnouncement.START_ID_BYTES];
        setup.random().nextBytes(id);
        CeremonyRun run = new CeremonyRun(
                ByteString.of(id), consortium.get(), setup.clock().instant());
        remember(run);
        queue.execute(() -> announce(run));
        watch(run);
        return new Start.Started(run);
    }

    /** Cancels a run, if it is not over; false if there is none of this id. */
    public boolean cancel(String id) {
        Optional<CeremonyRun> run = find(id);
        run.ifPresent(found -> queue.execute(() -> cancel(found, "Cancelled by this bank's operator")));
        return run.isPresent();
    }

    /** Ends the run that goes on, if any, because its consortium is over. */
    public void endAll(String reason) {
        current().ifPresent(run -> queue.execute(() -> cancel(run, reason)));
    }

    /** Ends the run that goes on, if it is of another version of the consortium than the one that counts now. */
    public void endFormer() {
        Optional<Consortium> counts = setup.consortium().get();
        current()
                .filter(run -> counts.filter(run.consortium()::equals).isEmpty())
                .ifPresent(run -> queue.execute(() ->
                        cancel(run, "The consortium has a new version; start the key ceremony again if it is needed")));
    }

    /** The run of this id; the latest ones are remembered until the node stops. */
    public synchronized Optional<CeremonyRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** The remembered runs, oldest first. */
    public synchronized List<CeremonyRun> runs() {
        return List.copyOf(runs.values());
    }

    private void remember(CeremonyRun run) {
        runs.put(run.id(), run);
        latest = Optional.of(run);
        if (runs.size() > MAXIMUM_RUNS_REMEMBERED) {
            runs.remove(runs.keySet().iterator().next());
        }
    }

    /** The run that is not over. */
    private synchronized Optional<CeremonyRun> current() {
        return latest.filter(run -> !run.state().isOver());
    }

    private void announce(CeremonyRun run) {
        setup.events().ceremonyAnnounced(run.id());
        setup.peering().membership().forgetCeremony(); // what is left of earlier ones
        tellAll(run, CeremonyAnnouncement.Kind.START);
        told = Optional.of(run);
        beginIfComplete(run);
    }

    /** Looks once a minute whether the run has stalled; a stalled one is cancelled, and the others are told. */
    private void watch(CeremonyRun run) {
        setup.timers()
                .after(
                        LOOK_EVERY,
                        () -> queue.execute(() -> {
                            run.stalled(setup.clock().instant()).ifPresent(reason -> cancel(run, reason));
                            if (!run.state().isOver()) {
                                watch(run);
                            }
                        }));
    }

    private void tellAll(CeremonyRun run, CeremonyAnnouncement.Kind kind) {
        CeremonyAnnouncement announcement = new CeremonyAnnouncement(kind, run.startId());
        setup.peering()
                .network()
                .send(
                        new Ceremony(Digest.ZERO, 0, Optional.empty(), announcement.encode()),
                        Digest.ZERO,
                        run.consortium().ids());
    }

    private void onEnvelope(ReceivedEnvelope received) {
        MemberId from = received.envelope().from();
        if (received.envelope().body() instanceof Ceremony message && !from.equals(setup.self())) {
            Digest consortiumId = received.envelope().envelope().consortiumId();
            queue.execute(() -> onMessage(from, consortiumId, message));
        }
    }

    private void onMessage(MemberId from, Digest consortiumId, Ceremony message) {
        if (message.ceremonyId().equals(Digest.ZERO)) {
            onAnnouncement(from, consortiumId, message.payload());
        } else if (active.isEmpty()) {
            early.keep(from, message);
        } else if (active.get().ceremonyId().equals(message.ceremonyId())) {
            active.get().on(from, message);
            forgetIfOver();
        }
    }

    private void onAnnouncement(MemberId from, Digest consortiumId, ByteString payload) {
        CeremonyAnnouncement announcement;
        try {
            announcement = CeremonyAnnouncement.decode(payload);
        } catch (DecodeException e) {
            return; // signed nonsense starts nothing
        }
        ByteString startId = announcement.startId();
        boolean starts = announcement.kind() == CeremonyAnnouncement.Kind.START;
        Announced said = new Announced(startId, consortiumId);
        if (starts) {
            announced.put(from, said);
        } else {
            announced.remove(from, said);
        }
        if (active.isPresent()) {
            boolean same = startId.equals(active.get().participants().getOrDefault(from, ByteString.EMPTY));
            if (same != starts) {
                cancel(active.get().run(), from + " left the key ceremony or started anew; start it here again too");
            }
        } else {
            told.filter(run -> !run.state().isOver()).ifPresent(this::beginIfComplete);
        }
    }

    private void beginIfComplete(CeremonyRun run) {
        Digest consortiumId = run.consortium().consortiumId();
        Map<MemberId, ByteString> participants = new HashMap<>();
        announced.forEach((id, said) -> {
            if (said.consortiumId().equals(consortiumId)) {
                participants.put(id, said.startId());
            }
        });
        participants.put(setup.self(), run.startId());
        List<MemberId> missing = run.consortium().ids().stream()
                .filter(id -> !participants.containsKey(id))
                .toList();
        run.waitsFor(missing, setup.clock().instant());
        if (missing.isEmpty()) {
            RunningCeremony ceremony = new RunningCeremony(setup, run, participants);
            active = Optional.of(ceremony);
            ceremony.start();
            early.take(ceremony.ceremonyId()).forEach(message -> ceremony.on(message.from(), message.message()));
            forgetIfOver();
        }
    }

    private void cancel(CeremonyRun run, String reason) {
        if (run.state().isOver()) {
            return;
        }
        if (active.isPresent()) {
            active.get().cancel(reason);
            forgetIfOver();
        } else {
            tellAll(run, CeremonyAnnouncement.Kind.WITHDRAW);
            run.failed(reason, setup.clock().instant());
            setup.events().ceremonyFailed(run.id(), reason);
        }
    }

    /** After its end, the announcements that led to the ceremony are used up. */
    private void forgetIfOver() {
        if (active.isPresent() && active.get().run().state().isOver()) {
            RunningCeremony over = active.get();
            Digest consortiumId = over.run().consortium().consortiumId();
            over.participants().forEach((id, startId) -> announced.remove(id, new Announced(startId, consortiumId)));
            active = Optional.empty();
        }
    }

    private void onFault(RuntimeException fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        String reason = "A fault of this node ended it: " + cause;
        active.ifPresent(ceremony -> ceremony.abandon(reason));
        current().ifPresent(run -> {
            tellAll(run, CeremonyAnnouncement.Kind.WITHDRAW);
            run.failed(reason, setup.clock().instant());
            setup.events().ceremonyFailed(run.id(), reason);
        });
        forgetIfOver();
    }
}
