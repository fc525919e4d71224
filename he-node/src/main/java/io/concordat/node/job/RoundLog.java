package io.concordat.node.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One round as it is shown: when, how many attempts, what this node sent, what the opened sum says. Not thread-safe. */
final class RoundLog {

    private final int round;
    private final String name;
    private final long startedAt;
    private final Traffic traffic;
    private final List<AttemptLog> attempts = new ArrayList<>();
    private final List<SignedEnvelope> strays = new ArrayList<>();
    private OptionalLong closedAt = OptionalLong.empty();
    private Map<String, Double> report = Map.of();

    RoundLog(int round, String name, long startedAt, Traffic traffic) {
        this.round = round;
        this.name = name;
        this.startedAt = startedAt;
        this.traffic = traffic;
    }

    int round() {
        return round;
    }

    long startedAt() {
        return startedAt;
    }

    /** The kind of round, such as {@code means} or {@code newton}. */
    String name() {
        return name;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Attempts in the order in which their OPENs arrived. */
    List<AttemptLog> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    Optional<AttemptLog> latest() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    Optional<AttemptLog> attempt(Digest attemptId) {
        return attempts.stream()
                .filter(attempt -> attempt.attemptId().filter(attemptId::equals).isPresent())
                .findFirst();
    }

    /** Takes a message; one that came before what it refers to is looked at again when that is known. */
    void take(SignedEnvelope envelope, RoundMessage message) {
        if (message instanceof Open open
                && attempts.stream().noneMatch(a -> a.openHash().equals(envelope.hash()))) {
            attempts.add(new AttemptLog(envelope.hash(), open));
        }
        strays.add(envelope);
        boolean placed = true;
        while (placed) {
            placed = strays.removeIf(this::place);
        }
    }

    private boolean place(SignedEnvelope envelope) {
        if (!(envelope.body() instanceof RoundMessage message) || message instanceof Open) {
            return true;
        }
        Optional<AttemptLog> attempt =
                attempts.stream().filter(known -> known.isAbout(message)).findFirst();
        attempt.ifPresent(known -> known.take(envelope, message));
        return attempt.isPresent();
    }

    void close(long at, Map<String, Double> opened) {
        closedAt = OptionalLong.of(at);
        report = Collections.unmodifiableMap(new LinkedHashMap<>(opened));
    }

    boolean isClosed() {
        return closedAt.isPresent();
    }

    /** Milliseconds from start to end, or empty while it runs. */
    OptionalLong milliseconds() {
        return closedAt.isPresent() ? OptionalLong.of(closedAt.getAsLong() - startedAt) : OptionalLong.empty();
    }

    /** Public numbers of the state after the round. */
    Map<String, Double> report() {
        return report;
    }
}
