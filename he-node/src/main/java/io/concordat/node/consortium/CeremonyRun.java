package io.concordat.node.consortium;

import io.concordat.node.observe.EventLog;
import io.concordat.protocol.ceremony.CeremonyProgress;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be seen of one run of the ceremony; written by the driver, read by anybody. */
public final class CeremonyRun {
    private static final Duration PATIENCE_WAITING = Duration.ofHours(24);
    private static final Duration PATIENCE_RUNNING = Duration.ofMinutes(30);

    private final ByteString startId;
    private final Consortium consortium;
    private final Instant startedAt;
    private final EventLog events = new EventLog();
    private CeremonyState state = CeremonyState.WAITING;
    private CeremonyProgress progress = new CeremonyProgress("waiting for the other members", 0, 0, 0, 0, 0, Set.of());
    private List<MemberId> waitingFor = List.of();
    private long bytesSent;
    private Instant lastNews;
    private Optional<Instant> beganAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<KeyEpoch> key = Optional.empty();
    private Optional<String> problem = Optional.empty();

    CeremonyRun(ByteString startId, Consortium consortium, Instant startedAt) {
        this.startId = startId;
        this.consortium = consortium;
        this.startedAt = startedAt;
        this.lastNews = startedAt;
    }

    /** This node's name for it. */
    public String id() {
        return startId.hex();
    }

    ByteString startId() {
        return startId;
    }

    Consortium consortium() {
        return consortium;
    }

    /** Where it stands. */
    public synchronized CeremonyState state() {
        return state;
    }

    /** Its events, each a {@link CeremonyView}. */
    public EventLog events() {
        return events;
    }

    /** How it looks now. */
    public synchronized CeremonyView view(Instant now) {
        long elapsed = beganAt.map(
                        began -> Duration.between(began, endedAt.orElse(now)).toSeconds())
                .orElse(0L);
        return new CeremonyView(
                id(),
                state.name(),
                progress.phase(),
                consortium.charter().keyBits(),
                progress.candidatesTried(),
                progress.survivors(),
                progress.testsDone(),
                progress.expectedCandidates(),
                elapsed,
                expectedSeconds(elapsed).orElse(null),
                bytesSent,
                waitingFor.stream().map(MemberId::value).toList(),
                startedAt.toString(),
                key.map(epoch -> epoch.keyId().hex()).orElse(null),
                key.map(epoch -> epoch.publicKey().fingerprint()).orElse(null),
                problem.orElse(null));
    }

    private Optional<Long> expectedSeconds(long elapsed) {
        return state == CeremonyState.RUNNING && progress.candidatesTried() > 0 && progress.expectedCandidates() > 0
                ? Optional.of(Math.round((double) progress.expectedCandidates() * elapsed / progress.candidatesTried()))
                : Optional.empty();
    }

    synchronized void sent(long bytes) {
        bytesSent += bytes;
    }

    /**
     * Why it is given up, if nothing has changed for too long: 24 hours until the others' operators start it, 30 minutes
     * once it runs. Says who is waited for.
     */
    synchronized Optional<String> stalled(Instant now) {
        Duration patience = state == CeremonyState.WAITING ? PATIENCE_WAITING : PATIENCE_RUNNING;
        Duration silence = Duration.between(lastNews, now);
        if (state.isOver() || silence.compareTo(patience) < 0) {
            return Optional.empty();
        }
        String missing = waitingFor.isEmpty()
                ? "this node itself"
                : String.join(", ", waitingFor.stream().map(MemberId::value).toList());
        return Optional.of("Nothing has happened for " + silence.toMinutes() + " minutes (" + progress.phase()
                + "); it waited for " + missing);
    }

    synchronized void waitsFor(List<MemberId> members, Instant now) {
        if (!waitingFor.equals(members)) {
            lastNews = now;
        }
        waitingFor = List.copyOf(members);
        events.append("progress", view(now));
    }

    synchronized void began(Instant now) {
        state = CeremonyState.RUNNING;
        beganAt = Optional.of(now);
        lastNews = now;
    }

    synchronized void progressed(CeremonyProgress now, Instant at) {
        boolean news = !now.equals(progress);
        progress = now;
        waitingFor = now.waitingFor().stream().sorted().map(consortium::idOf).toList();
        if (news) {
            lastNews = at;
            events.append("progress", view(at));
        }
    }

    synchronized void completed(KeyEpoch epoch, Instant now) {
        key = Optional.of(epoch);
        end(CeremonyState.COMPLETED, "completed", now);
    }

    synchronized void failed(String reason, Instant now) {
        problem = Optional.of(reason);
        end(CeremonyState.FAILED, "failed", now);
    }

    private void end(CeremonyState over, String event, Instant now) {
        state = over;
        waitingFor = List.of();
        endedAt = Optional.of(now);
        progress = new CeremonyProgress(
                event,
                progress.batch(),
                progress.candidatesTried(),
                progress.survivors(),
                progress.testsDone(),
                0,
                Set.of());
        events.append(event, view(now));
        events.end();
    }
}
