package io.concordat.node.upkeep;

import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.node.http.StrictJson;
import io.concordat.node.store.LedgerTable;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.testing.Samples;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/** Targets of files that operators carry from node to node. */
public final class UpkeepFuzz {
    private static final TestConsortium BANK = TestConsortium.of(3);

    private UpkeepFuzz() {}

    /** The exported ledger and the exported audit log. */
    public static List<FuzzTarget> targets() {
        return List.of(
                new FuzzTarget(
                        "ledger-export",
                        List.of(LedgerFile.class),
                        List.of(IOException.class),
                        bytes -> {
                            LedgerFile.read(bytes);
                            return Optional.empty();
                        },
                        () -> List.of(StrictJson.write(ledger()))),
                new FuzzTarget(
                        "audit-export",
                        List.of(AuditExport.class),
                        List.of(IOException.class),
                        bytes -> {
                            AuditExport.read(new BufferedReader(new StringReader(FuzzTarget.text(bytes))));
                            return Optional.empty();
                        },
                        () -> List.of(audit())));
    }

    private static LedgerFile ledger() {
        String digest = Digest.hash("one").hex();
        String job = BANK.task().jobId().value();
        return new LedgerFile(
                LedgerFile.FORMAT,
                "bank-a",
                "00112233445566778899aabbccddeeff",
                new LedgerFile.HighWater(3, digest),
                List.of(new LedgerTable.Attempt(
                        digest, "cards", job, 1, digest, "bank-a,bank-b,bank-c", digest, "SHARED", "OPENED")),
                List.of(new LedgerTable.Abandoned(Digest.hash("two").hex(), "cards")),
                List.of(job));
    }

    private static byte[] audit() throws IOException {
        List<AuditEntry> entries = List.of(
                new AuditEntry(0, 1_700_000_000_000L, AuditEntry.Kind.START, "0.1.0"),
                new AuditEntry(1, 1_700_000_000_001L, AuditEntry.Kind.DECISION, "SHARE cafe"));
        StringWriter out = new StringWriter();
        AuditExport.of(
                        BANK.id(0),
                        entries,
                        List.of(BANK.consortium()),
                        List.of(new SealedAttempts(BANK, BANK.task()).sign(BANK.id(0), Samples.open())))
                .write(out);
        return FuzzTarget.bytes(out.toString());
    }
}
