package io.concordat.node.observe;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.Rejection;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Everything an operator is told, one method for each event, so that all texts are in one place and nothing else can be
 * logged by accident: ids, counts and sentences made for people, never a row, a number computed from rows, or a key.
 *
 * <p>Levels: ERROR needs somebody now, WARN soon, INFO is the node's life.
 */
public final class OperatorLog {
    private static final Logger LOG = LoggerFactory.getLogger("concordat.operator");

    private final Consumer<OperatorEvent> counter;

    /** A log that nobody counts. */
    public OperatorLog() {
        this(_ -> {});
    }

    /** A log that tells {@code counter} of every event, also of those below the level that is written. */
    public OperatorLog(Consumer<OperatorEvent> counter) {
        this.counter = counter;
    }

    /** The node is up. */
    public void nodeStarted(MemberId self, String version, int peerPort, int analystPort, int healthPort) {
        at(Level.INFO, OperatorEvent.NODE_STARTED)
                .addKeyValue("member", self.value())
                .addKeyValue("version", version)
                .addKeyValue("peerPort", peerPort)
                .addKeyValue("analystPort", analystPort)
                .addKeyValue("healthPort", healthPort)
                .log("The node is up");
    }

    /** The node goes down because it was asked to. */
    public void nodeStopping(MemberId self) {
        at(Level.INFO, OperatorEvent.NODE_STOPPING)
                .addKeyValue("member", self.value())
                .log("The node stops");
    }

    /** The node started and is sealed. */
    public void sealedStart(String method) {
        at(Level.WARN, OperatorEvent.SEALED_START)
                .addKeyValue("method", method)
                .log("The node is sealed and opens nothing; 'concordat node unseal' unseals it");
    }

    /** An operator sealed the node. */
    public void sealed(String by) {
        at(Level.ERROR, OperatorEvent.SEALED)
                .addKeyValue("by", by)
                .log("An operator sealed the node: it signs nothing and opens no share");
    }

    /** One operator gave a share; others are missing. */
    public void unsealShareGiven(String by) {
        at(Level.INFO, OperatorEvent.UNSEAL_SHARE_GIVEN)
                .addKeyValue("by", by)
                .log("An unseal share was given; others are missing");
    }

    /** The node is open. */
    public void unsealed(String by) {
        at(Level.INFO, OperatorEvent.UNSEALED).addKeyValue("by", by).log("The node was unsealed");
    }

    /** Unsealing failed. */
    public void unsealRefused(String by, String reason) {
        at(Level.WARN, OperatorEvent.UNSEAL_REFUSED)
                .addKeyValue("by", by)
                .addKeyValue("reason", reason)
                .log("The node could not be unsealed");
    }

    /** Somebody may use the API from now on. */
    public void tokenMade(String name, String roles, String by) {
        at(Level.INFO, OperatorEvent.TOKEN_MADE)
                .addKeyValue("name", name)
                .addKeyValue("roles", roles)
                .addKeyValue("by", by)
                .log("A token of the API was made");
    }

    /** Somebody may no longer use the API. */
    public void tokenRevoked(String name, String by) {
        at(Level.INFO, OperatorEvent.TOKEN_REVOKED)
                .addKeyValue("name", name)
                .addKeyValue("by", by)
                .log("A token of the API was taken back");
    }

    /** The disk has less than the reserve. */
    public void diskLow(String problem) {
        at(Level.ERROR, OperatorEvent.DISK_LOW)
                .addKeyValue("reason", problem)
                .log("The disk is nearly full: this node opens nothing until there is space");
    }

    /** The disk has space again. */
    public void diskEnough() {
        at(Level.INFO, OperatorEvent.DISK_ENOUGH).log("The disk has space again; the node opens sums");
    }

    /** Another node may use the database from now on; this one ends. */
    public void storeLost(String problem) {
        at(Level.ERROR, OperatorEvent.STORE_LOST)
                .addKeyValue("problem", problem)
                .log("The node ends: it does not have its database to itself any more");
    }

    /** What was older than the retention says is gone. */
    public void dataPruned(int jobs, int messages) {
        at(Level.INFO, OperatorEvent.DATA_PRUNED)
                .addKeyValue("jobs", jobs)
                .addKeyValue("messages", messages)
                .log("Removed what is older than retention.jobs");
    }

    /** What is too old could not be removed. */
    public void pruningFailed(String reason) {
        at(Level.WARN, OperatorEvent.PRUNING_FAILED)
                .addKeyValue("reason", reason)
                .log("What is older than retention.jobs could not be removed; it is tried again tomorrow");
    }

    /** The collector does not take spans. */
    public void tracesLost(String reason) {
        at(Level.WARN, OperatorEvent.TRACES_LOST)
                .addKeyValue("reason", reason)
                .log(
                        "The collector of traces (trace.otlp-endpoint) takes none; they are dropped, and nothing else is touched");
    }

    /** Which arithmetic is in use. */
    public void arithmeticChosen(String name) {
        at(Level.INFO, OperatorEvent.ARITHMETIC_CHOSEN)
                .addKeyValue("arithmetic", name)
                .log("Arithmetic chosen");
    }

    /** This node's memory cannot be complete, or it is not the only node with its key. */
    public void quarantined(String incarnation, String reason) {
        at(Level.ERROR, OperatorEvent.QUARANTINED)
                .addKeyValue("incarnation", incarnation)
                .addKeyValue("reason", reason)
                .log("This node signs nothing in jobs until every other bank has said what it knows");
    }

    /** The other banks have said what they know. */
    public void quarantineLifted(String incarnation, int spentJobs) {
        at(Level.WARN, OperatorEvent.QUARANTINE_LIFTED)
                .addKeyValue("incarnation", incarnation)
                .addKeyValue("spentJobs", spentJobs)
                .log("Every other bank has said what it knows; this node takes part in new jobs only");
    }

    /** Another bank's audit log was changed. */
    public void logForked(MemberId member) {
        at(Level.ERROR, OperatorEvent.AUDIT_LOG_FORKED)
                .addKeyValue("member", member.value())
                .log("A bank's audit log does not continue what this node cosigned; both heads are in the audit log");
    }

    /** Another bank has two nodes, or was restored unnoticed. */
    public void messagesExclude(MemberId member) {
        at(Level.ERROR, OperatorEvent.MESSAGES_EXCLUDE)
                .addKeyValue("member", member.value())
                .log(
                        "A bank signed messages that exclude each other; the later one was refused and is kept as evidence");
    }

    /** The TLS certificate expires soon or has. */
    public void certificateExpires(long days) {
        at(days < 0 ? Level.ERROR : Level.WARN, OperatorEvent.CERTIFICATE_EXPIRES)
                .addKeyValue("days", days)
                .log("The TLS certificate expires; 'concordat certificate rotate' exchanges it");
    }

    /** A new certificate was made; the others are being told. */
    public void certificateExchangeBegan(Digest pin) {
        at(Level.INFO, OperatorEvent.CERTIFICATE_EXCHANGE_BEGAN)
                .addKeyValue("certificate", pin.hex())
                .log("A new TLS certificate was made; it is used when all banks have confirmed it");
    }

    /** The new certificate is in use. */
    public void certificateExchanged(Digest pin, Instant expires) {
        at(Level.INFO, OperatorEvent.CERTIFICATE_EXCHANGED)
                .addKeyValue("certificate", pin.hex())
                .addKeyValue("expires", expires.toString())
                .log("The new TLS certificate is in use; the private key of the former is destroyed");
    }

    /** This node proposed and signed a consortium. */
    public void consortiumProposed(Digest consortiumId, int members) {
        at(Level.INFO, OperatorEvent.CONSORTIUM_PROPOSED)
                .addKeyValue("consortium", consortiumId.hex())
                .addKeyValue("members", members)
                .log("Consortium proposed and signed");
    }

    /** A member signed the consortium. */
    public void consortiumSigned(Digest consortiumId, MemberId by) {
        at(Level.INFO, OperatorEvent.CONSORTIUM_SIGNED)
                .addKeyValue("consortium", consortiumId.hex())
                .addKeyValue("by", by.value())
                .log("Consortium signed by a member");
    }

    /** All members signed. */
    public void consortiumActive(Digest consortiumId) {
        at(Level.INFO, OperatorEvent.CONSORTIUM_ACTIVE)
                .addKeyValue("consortium", consortiumId.hex())
                .log("All members signed; the consortium is active");
    }

    /** The proposal was taken back. */
    public void consortiumWithdrawn(Digest consortiumId) {
        at(Level.WARN, OperatorEvent.CONSORTIUM_WITHDRAWN)
                .addKeyValue("consortium", consortiumId.hex())
                .log("The proposal of a consortium was withdrawn at this node");
    }

    /** This node waits for the others to start a key ceremony too. */
    public void ceremonyAnnounced(String id) {
        at(Level.INFO, OperatorEvent.CEREMONY_ANNOUNCED)
                .addKeyValue("ceremony", id)
                .log("Key ceremony announced");
    }

    /** All members are in the ceremony. */
    public void ceremonyBegan(String id, Digest ceremonyId) {
        at(Level.INFO, OperatorEvent.CEREMONY_BEGAN)
                .addKeyValue("ceremony", id)
                .addKeyValue("sharedId", ceremonyId.hex())
                .log("Key ceremony began");
    }

    /** There is a joint key. */
    public void keyActive(String ceremony, Digest keyId) {
        at(Level.INFO, OperatorEvent.KEY_ACTIVE)
                .addKeyValue("ceremony", ceremony)
                .addKeyValue("key", keyId.hex())
                .log("The joint key is active; compare its fingerprint with the other banks");
    }

    /** A ceremony ended without a key. */
    public void ceremonyFailed(String id, String reason) {
        at(Level.WARN, OperatorEvent.CEREMONY_FAILED)
                .addKeyValue("ceremony", id)
                .addKeyValue("reason", reason)
                .log("The key ceremony ended without a key; it can be started again");
    }

    /** Deliveries to a member fail. */
    public void peerUnreachable(MemberId member, String reason) {
        at(Level.WARN, OperatorEvent.PEER_UNREACHABLE)
                .addKeyValue("member", member.value())
                .addKeyValue("reason", reason)
                .log("Deliveries to a member fail; they are tried again");
    }

    /** Deliveries to a member work again. */
    public void peerReachable(MemberId member) {
        at(Level.INFO, OperatorEvent.PEER_REACHABLE)
                .addKeyValue("member", member.value())
                .log("Deliveries to a member work again");
    }

    /** A member shows a certificate that is out of its time. */
    public void peerCertificateRefused(MemberId member, String reason) {
        at(Level.WARN, OperatorEvent.PEER_CERTIFICATE_REFUSED)
                .addKeyValue("member", member.value())
                .addKeyValue("reason", reason)
                .log("A member's certificate is refused; that bank must exchange it");
    }

    /** A member is reached elsewhere, or may show other certificates. */
    public void endpointChanged(MemberId member, long version, URI peer, List<Digest> pins) {
        at(Level.INFO, OperatorEvent.ENDPOINT_CHANGED)
                .addKeyValue("member", member.value())
                .addKeyValue("version", version)
                .addKeyValue("peer", peer.toString())
                .addKeyValue("certificates", pins.stream().map(Digest::hex).toList())
                .log("A member said where it is reached and which certificates it shows");
    }

    /** A member refused an envelope for good. */
    public void deliveryRefused(MemberId member, String reason) {
        at(Level.ERROR, OperatorEvent.DELIVERY_REFUSED)
                .addKeyValue("member", member.value())
                .addKeyValue("reason", reason)
                .log("A member refused an envelope for good; compare versions");
    }

    /** An envelope could not be delivered in time. */
    public void deliveryGivenUp(MemberId member, Digest envelope) {
        at(Level.ERROR, OperatorEvent.DELIVERY_GIVEN_UP)
                .addKeyValue("member", member.value())
                .addKeyValue("envelope", envelope.hex())
                .log("An envelope could not be delivered before its deadline (peer.deadline)");
    }

    /** An envelope was refused. */
    public void envelopeRefused(MemberId member, Rejection rejection) {
        at(Level.WARN, OperatorEvent.ENVELOPE_REFUSED)
                .addKeyValue("member", member.value())
                .addKeyValue("problem", rejection.type().slug())
                .addKeyValue("reason", rejection.sentence())
                .log("An envelope was refused");
    }

    /** The handling of an envelope failed. */
    public void receiverFailed(MessageType type, Digest envelope, RuntimeException cause) {
        at(Level.ERROR, OperatorEvent.RECEIVER_FAILED)
                .addKeyValue("type", type.name())
                .addKeyValue("envelope", envelope.hex())
                .setCause(cause)
                .log("An envelope could not be handled; it is handled again at the next start");
    }

    private LoggingEventBuilder at(Level level, OperatorEvent event) {
        counter.accept(event);
        return LOG.atLevel(level).addKeyValue("event", event.slug());
    }
}
