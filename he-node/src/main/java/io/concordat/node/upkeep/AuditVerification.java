package io.concordat.node.upkeep;

import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.signature.Ed25519;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks one bank's exported log by itself and against the heads that the bank stated in JOINs, its own copies and those that
 * other banks exported. A log that was cut, edited, reordered or forked after a JOIN left contradicts that JOIN.
 *
 * @param entries how many entries the log has
 * @param heads how many different signed heads it was compared with
 * @param faults what is wrong, in sentences; empty if nothing is
 */
record AuditVerification(long entries, int heads, List<String> faults) {
    AuditVerification {
        faults = List.copyOf(faults);
    }

    static AuditVerification of(AuditExport log, List<AuditExport> witnesses) {
        List<String> faults = new ArrayList<>();
        LogCheck check = LogCheck.of(log.entries());
        if (!log.isSigned()) {
            faults.add("The head of the log of " + log.member() + " is not signed with the key in the file");
        }
        check.against(log.head()).ifPresent(faults::add);
        Set<Digest> compared = new HashSet<>();
        compare(log, log, check, compared, faults);
        witnesses.forEach(witness -> compare(log, witness, check, compared, faults));
        return new AuditVerification(log.entries().size(), compared.size(), faults);
    }

    private static void compare(
            AuditExport log, AuditExport witness, LogCheck check, Set<Digest> compared, List<String> faults) {
        long least = 0;
        for (SignedEnvelope envelope : witness.joins()) {
            boolean about = envelope.from().equals(log.member()) && envelope.body() instanceof Join;
            if (!about || !envelope.verify(log.signingKey(), Ed25519.verifier())) {
                continue; // another bank's, or signed with a key that is not this bank's: says nothing about the log
            }
            Digest head = ((Join) envelope.body()).ledgerHead();
            Optional<Long> size = check.sizeAt(head);
            if (size.isEmpty()) {
                faults.add("A JOIN that " + witness.member() + " holds ("
                        + envelope.hash().brief()
                        + ") states a head that this log never had: it was changed, cut or rolled back since");
            }
            least = Math.max(least, size.orElse(0L));
            compared.add(head);
        }
        if (least > log.head().size()) {
            faults.add("Expected at least " + least + " entries but the head stands for "
                    + log.head().size());
        }
    }
}
