package io.concordat.node.doctor;

import io.concordat.node.doctor.Diagnosis.Limits;
import io.concordat.node.peer.PeerProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The judgements on the way to another bank: how far a probe came, in; one diagnosis for each step, out. */
final class PeerJudgement {
    private static final int NO_CONTENT = 204;
    private static final int SOON_DAYS = 30;
    private static final int COLUMNS = 30;
    private static final int CIPHERTEXTS = 17;

    private PeerJudgement() {}

    static List<Diagnosis> of(Target target, PeerProbe.Result result, int bodyBytes, double powersPerSecond) {
        List<Diagnosis> found = new ArrayList<>();
        String who = target.id() + " (" + target.endpoint() + ")";
        if (result.address().isEmpty()) {
            found.add(Diagnosis.fail(
                    Check.PEER_NAME,
                    "the name in the endpoint of " + who + " has no address here",
                    "ask your network team for a DNS entry, or the other bank whether its endpoint is right"));
            return found;
        }
        found.add(
                Diagnosis.pass(Check.PEER_NAME, who + " is " + result.address().get()));
        if (result.roundTrip().isEmpty()) {
            found.add(
                    Diagnosis.fail(
                            Check.PEER_CONNECTION,
                            "no connection to " + who + " within 10 s",
                            "open the way from this host to that address and port (firewalls of both banks), or ask whether the node runs"));
            return found;
        }
        double milliseconds = result.roundTrip().get().toNanos() / 1e6;
        found.add(Diagnosis.of(
                Check.PEER_CONNECTION,
                new Limits(300, 5000),
                milliseconds,
                String.format(Locale.ROOT, "a connection to %s takes %.1f ms", target.id(), milliseconds),
                "a round waits for about five such exchanges; look for a detour or an overloaded proxy"));
        found.add(certificate(target, result));
        if (result.problem().isPresent()) {
            if (result.pinned()) {
                found.add(Diagnosis.fail(
                        Check.PEER_ACCEPTANCE,
                        target.id() + " does not accept this node: "
                                + result.problem().get(),
                        "the other bank must have this bank's present record in its consortium; is this node's certificate"
                                + " expired or rotated while the other was away, or does a proxy end TLS?"));
            }
            return found;
        }
        found.add(Diagnosis.pass(Check.PEER_ACCEPTANCE, target.id() + " accepts this node's certificate"));
        result.theirTime().ifPresent(theirs -> found.add(clock(target, theirs, result.ourTime())));
        found.add(body(result, bodyBytes));
        found.add(roundTime(result, powersPerSecond));
        return found;
    }

    private static Diagnosis certificate(Target target, PeerProbe.Result result) {
        if (result.shown().isEmpty()) {
            return Diagnosis.fail(
                    Check.PEER_CERTIFICATE,
                    "no TLS certificate came from " + target.id() + ": "
                            + result.problem().orElse("the connection was closed"),
                    "is another program listening there, or a proxy in between that does not speak TLS 1.3?");
        }
        Instant end = result.shown().get().getNotAfter().toInstant();
        long days = Duration.between(result.ourTime(), end).toDays();
        if (end.isBefore(result.ourTime())) {
            return Diagnosis.fail(
                    Check.PEER_CERTIFICATE,
                    "the certificate of " + target.id() + " expired at " + end,
                    "ask that bank to make a new one and to send its signed record of it");
        }
        if (!result.pinned()) {
            return Diagnosis.fail(
                    Check.PEER_CERTIFICATE,
                    "the certificate shown at " + target.endpoint() + " is not the one in the record of " + target.id(),
                    "a proxy that ends TLS must pass connections through; else ask that bank whether it has a new certificate");
        }
        String finding = "the certificate of " + target.id() + " is the pinned one, valid for " + days + " days";
        return days < SOON_DAYS
                ? Diagnosis.warn(Check.PEER_CERTIFICATE, finding, "remind that bank")
                : Diagnosis.pass(Check.PEER_CERTIFICATE, finding);
    }

    private static Diagnosis clock(Target target, Instant theirs, Instant ours) {
        long seconds = Math.abs(Duration.between(ours, theirs).toSeconds());
        return Diagnosis.of(
                Check.PEER_CLOCK,
                new Limits(120, 300),
                (double) seconds,
                "the clocks of this machine and of " + target.id() + " differ by " + seconds + " s",
                "set both from a time server; approvals and certificates expire by the clock");
    }

    /**
     * One training round of {@value #COLUMNS} columns under 3072 bits: {@value #CIPHERTEXTS} ciphertexts, each worth ten encryptions
     * (encrypt, check, decrypt, prove, check the others' proofs) of 48 measured powers; ten exchanges; 256 KiB to the other bank.
     */
    private static Diagnosis roundTime(PeerProbe.Result result, double powersPerSecond) {
        double arithmetic = 10.0
                * CIPHERTEXTS
                * 48
                / Math.max(1, powersPerSecond)
                / Runtime.getRuntime().availableProcessors();
        double exchanges = 10 * result.roundTrip().map(Duration::toNanos).orElse(0L) / 1e9;
        double sending = (1 << 18) / Math.max(1, result.bytesPerSecond());
        return Diagnosis.of(
                Check.PEER_ROUND_TIME,
                new Limits(60, 600),
                arithmetic + exchanges + sending,
                String.format(
                        Locale.ROOT,
                        "a round over %d columns under 3072 bits takes about %.1f s: arithmetic %.1f, waiting %.1f, sending %.1f",
                        COLUMNS,
                        arithmetic + exchanges + sending,
                        arithmetic,
                        exchanges,
                        sending),
                "the largest part says what to better: processors, the distance, or the bandwidth");
    }

    private static Diagnosis body(PeerProbe.Result result, int bodyBytes) {
        int status = result.bodyStatus().orElse(0);
        if (status != NO_CONTENT) {
            return Diagnosis.fail(
                    Check.PEER_BODY,
                    "a body of " + bodyBytes + " bytes is answered with HTTP " + status,
                    "raise the body limit of the proxy in between (client_max_body_size in nginx) to " + bodyBytes
                            + " bytes");
        }
        return Diagnosis.pass(
                Check.PEER_BODY,
                String.format(
                        Locale.ROOT,
                        "a body of %d KiB passes, %.1f Mbit/s",
                        bodyBytes >> 10,
                        result.bytesPerSecond() * 8 / 1e6));
    }
}
