package io.concordat.node.upkeep;

import io.concordat.node.http.JsonRefusedException;
import io.concordat.node.http.StrictJson;
import io.concordat.node.store.LedgerTable;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A node's decision ledger as JSON (docs/backup.md), in the spirit of the slashing-protection file of validators (EIP-3076): which
 * attempts it revealed in, shared for, abandoned or saw opened, and how far the audit log was.
 *
 * @param format concordat-ledger/v1
 * @param member whose
 * @param incarnation of the installation that wrote it
 * @param highWater the audit log at that moment: a database that does not hold this head is older than the file
 * @param attempts everything that binds the node
 * @param abandoned attempts for which it signed ABANDON
 * @param jobs all jobs that it ever knew
 */
record LedgerFile(
        String format,
        String member,
        String incarnation,
        HighWater highWater,
        List<LedgerTable.Attempt> attempts,
        List<LedgerTable.Abandoned> abandoned,
        List<String> jobs) {
    static final String FORMAT = "concordat-ledger/v1";

    /** How many entries the audit log had, and its root. */
    record HighWater(long entries, String root) {}

    LedgerFile {
        attempts = List.copyOf(attempts);
        abandoned = List.copyOf(abandoned);
        jobs = List.copyOf(jobs);
    }

    /** Reads and checks everything; the exception names what is wrong. */
    static LedgerFile read(byte[] json) throws IOException {
        try {
            LedgerFile file = StrictJson.read(json, LedgerFile.class);
            if (!file.format().equals(FORMAT)) {
                throw new IllegalArgumentException("Expected the format " + FORMAT + " but found another");
            }
            var _ = MemberId.of(file.member());
            var _ = Digest.ofHex(file.highWater().root());
            file.attempts().forEach(LedgerFile::check);
            file.abandoned().forEach(each -> {
                var _ = Digest.ofHex(each.attempt());
                var _ = new ScopeId(each.scope());
            });
            file.jobs().forEach(JobId::new);
            return file;
        } catch (IllegalArgumentException | JsonRefusedException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void check(LedgerTable.Attempt each) {
        var _ = new ScopeId(each.scope());
        var _ = new Stake(
                new JobId(each.job()),
                each.round(),
                Digest.ofHex(each.attempt()),
                Digest.ofHex(each.state()),
                Arrays.stream(each.cohort().split(",", -1)).map(MemberId::of).toList(),
                Digest.ofHex(each.root()),
                Stake.Part.valueOf(each.part()),
                Stake.Outcome.valueOf(each.outcome()));
    }
}
