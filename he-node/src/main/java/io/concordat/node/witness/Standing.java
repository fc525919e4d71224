package io.concordat.node.witness;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.store.AuditLog;
import io.concordat.node.store.Incarnation;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.StoreException;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Whether this node may sign anything in jobs: it is not in quarantine, its audit log can be written, and T − 1 other banks
 * have said since its start that its log is what they know of it. Fewer could open nothing with it anyway.
 */
public final class Standing {
    private final InstallationTable installation;
    private final AuditLog audit;
    private final RandomSource random;
    private final StandingEvents events;
    private final Supplier<Optional<Consortium>> consortium;
    private final List<Runnable> changed = new CopyOnWriteArrayList<>();
    private final Set<MemberId> confirmed = new TreeSet<>();
    private Incarnation incarnation;
    private LogHead start;

    /** @param start the head of the log with the entry of this start: what was said of a shorter log was said before */
    public Standing(
            Incarnation incarnation,
            LogHead start,
            InstallationTable installation,
            AuditLog audit,
            Supplier<Optional<Consortium>> consortium,
            RandomSource random,
            StandingEvents events) {
        this.incarnation = incarnation;
        this.start = start;
        this.installation = installation;
        this.audit = audit;
        this.consortium = consortium;
        this.random = random;
        this.events = events;
        if (incarnation.quarantined()) {
            events.quarantined(incarnation.id(), "the database and what is kept outside of it disagree");
        }
    }

    /** Calls this whenever the node may have become ready, or has been quarantined. */
    public void watch(Runnable told) {
        changed.add(told);
    }

    /** This installation as it is at the moment. */
    public synchronized Incarnation incarnation() {
        return incarnation;
    }

    /** Why nothing may be signed in jobs at the moment, if there is a reason. */
    public Optional<Rejection> notReady() {
        if (incarnation().quarantined()) {
            return Optional.of(new Rejection(
                    ProblemType.QUARANTINED,
                    "This node's database may be older than what it signed; it signs nothing until every other bank has said"
                            + " what it knows"));
        }
        return audit.problem().or(this::unconfirmed).map(why -> new Rejection(ProblemType.NOT_READY, why));
    }

    private synchronized Optional<String> unconfirmed() {
        int missing = consortium
                        .get()
                        .map(present -> present.charter().threshold() - 1)
                        .orElse(0)
                - confirmed.size();
        return missing > 0
                ? Optional.of(
                        "The word of " + missing + " more banks on this node's audit log is missing since its start")
                : Optional.empty();
    }

    /** Whether the word of other banks is missing. */
    public boolean isUnconfirmed() {
        return unconfirmed().isPresent();
    }

    /** The banks that confirmed this node's log since its start. */
    public synchronized Set<MemberId> confirmed() {
        return Set.copyOf(confirmed);
    }

    /** A bank's newest head of this node's log is part of the log. */
    void confirmed(MemberId by, LogHead head) {
        boolean news;
        synchronized (this) {
            news = head.size() >= start.size() && confirmed.add(by);
        }
        if (news) {
            changed.forEach(Runnable::run);
        }
    }

    /** This node's memory is not complete, or it is not alone: it goes on under another id and signs nothing in jobs. */
    public void quarantine(String reason) {
        synchronized (this) {
            if (incarnation.quarantined()) {
                return;
            }
            byte[] fresh = new byte[16];
            random.nextBytes(fresh);
            incarnation = new Incarnation(HexFormat.of().formatHex(fresh), true); // before it can fail: fail closed
            confirmed.clear();
            events.quarantined(incarnation.id(), reason);
            try {
                installation.replace(incarnation);
            } catch (StoreException e) {
                throw new IllegalStateException("The quarantine cannot be stored: " + e.getMessage(), e);
            }
        }
        changed.forEach(Runnable::run);
    }

    /** All others have said what they know, and the ledger holds it. */
    void release(int spentJobs) {
        synchronized (this) {
            incarnation = new Incarnation(incarnation.id(), false);
            start = audit.head();
            confirmed.clear();
        }
        events.released(incarnation().id(), spentJobs);
        changed.forEach(Runnable::run);
    }
}
