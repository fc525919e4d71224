package io.concordat.node.upkeep;

import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.message.Checkpoint;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Witnessed;
import io.concordat.protocol.signature.Ed25519;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks one bank's exported log by itself, against the heads that the bank stated in JOINs and CHECKPOINTs, and against those
 * that other banks cosigned; from its own export and from the witnesses'. A log that was cut, edited, reordered or forked after
 * a head left contradicts that head. Signing keys are taken from the consortium documents in the files: compare the printed ids
 * with the consortium's fingerprint.
 *
 * @param entries how many entries the log has
 * @param heads how many different signed heads it was compared with
 * @param signed how many entries the longest head stands for that the bank itself signed
 * @param cosigned how many entries the longest head stands for that another bank cosigned
 * @param consortiums ids of the documents that the keys come from
 * @param faults what is wrong, in sentences; empty if nothing is
 */
record AuditVerification(
        long entries, int heads, long signed, long cosigned, Set<Digest> consortiums, List<String> faults) {
    AuditVerification {
        consortiums = Set.copyOf(consortiums);
        faults = List.copyOf(faults);
    }

    static AuditVerification of(AuditExport log, List<AuditExport> witnesses) {
        return new Comparison(log, witnesses).result();
    }

    /** One comparison under way. */
    private static final class Comparison {
        private final AuditExport log;
        private final LogCheck check;
        private final Map<Digest, Consortium> consortiums = new HashMap<>();
        private final Set<Digest> compared = new HashSet<>();
        private final List<String> faults = new ArrayList<>();
        private long signed;
        private long cosigned;

        Comparison(AuditExport log, List<AuditExport> witnesses) {
            this.log = log;
            this.check = LogCheck.of(log.entries());
            List<AuditExport> all = new ArrayList<>(List.of(log));
            all.addAll(witnesses);
            all.forEach(export -> export.consortiums()
                    .forEach(consortium -> consortiums.putIfAbsent(consortium.consortiumId(), consortium)));
            check.against(log.head()).ifPresent(faults::add);
            all.forEach(export -> export.statements().forEach(statement -> compare(export, statement)));
        }

        private void compare(AuditExport holder, SignedEnvelope statement) {
            Optional<Member> author = Optional.ofNullable(
                            consortiums.get(statement.envelope().consortiumId()))
                    .flatMap(consortium -> consortium.find(statement.from()));
            if (author.isEmpty() || !statement.verify(author.get(), Ed25519.verifier())) {
                return; // signed by nobody known here: says nothing about the log
            }
            boolean own = statement.from().equals(log.member());
            switch (statement.body()) {
                case Join join when own -> require(holder, statement, join.ledgerHead());
                case Checkpoint checkpoint
                when own -> {
                    require(holder, statement, checkpoint.head().digest());
                    signed = Math.max(signed, checkpoint.head().size());
                }
                case Witnessed witnessed
                when !own && witnessed.member().equals(log.member()) -> {
                    require(holder, statement, witnessed.head().digest());
                    cosigned = Math.max(cosigned, witnessed.head().size());
                }
                default -> {
                    // about another bank's log
                }
            }
        }

        private void require(AuditExport holder, SignedEnvelope statement, Digest head) {
            if (compared.add(head) && check.sizeAt(head).isEmpty()) {
                faults.add("A " + statement.envelope().type() + " of " + statement.from() + " that " + holder.member()
                        + " holds (" + statement.hash().brief()
                        + ") states a head that this log never had: it was changed, cut or rolled back since");
            }
        }

        AuditVerification result() {
            return new AuditVerification(
                    log.entries().size(),
                    compared.size(),
                    signed,
                    cosigned,
                    new TreeSet<>(consortiums.keySet()),
                    faults);
        }
    }
}
