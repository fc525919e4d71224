package io.concordat.node.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Witnessed;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T34 and T36: what a bank changes in its log after a JOIN left contradicts the copies that others hold. */
final class AuditExportTest {
    private static final TestConsortium BANKS = TestConsortium.of(3);
    private static final MemberId SELF = BANKS.id(0);
    private static final MemberId OTHER = BANKS.id(1);

    private static final List<Consortium> DOCUMENTS = List.of(BANKS.consortium());

    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<SignedEnvelope> joins = new ArrayList<>();

    AuditExportTest() {
        for (int round = 0; round < 3; round++) {
            joins.add(join(LogCheck.of(entries).frontier().head().digest()));
            for (String decision : List.of("REVEAL ", "SHARE ", "OUTCOME ")) {
                entries.add(new AuditEntry(entries.size(), 7, AuditEntry.Kind.DECISION, decision + round));
            }
        }
    }

    @Test
    void exportIsReadAsItWasWrittenAndNothingIsWrong() throws Exception {
        AuditExport read = copy(export(entries, joins));
        assertThat(read).isEqualTo(export(entries, joins));
        AuditVerification found = AuditVerification.of(read, List.of(witness()));
        assertThat(found.faults()).isEmpty();
        assertThat(found.heads()).isEqualTo(3);
    }

    @Test
    void t34LogThatWasCutAndSignedAnewContradictsItsJoins() {
        for (int size = 0; size < 6; size++) {
            AuditExport cut = export(entries.subList(0, size), List.of());
            assertThat(AuditVerification.of(cut, List.of()).faults())
                    .as("by itself")
                    .isEmpty();
            assertThat(AuditVerification.of(cut, List.of(witness())).faults())
                    .as("size " + size)
                    .isNotEmpty();
        }
    }

    @Test
    void t34LogThatWasEditedAndSignedAnewContradictsItsJoins() {
        for (int i = 0; i < 6; i++) {
            List<AuditEntry> edited = new ArrayList<>(entries);
            edited.set(i, new AuditEntry(i, 7, AuditEntry.Kind.DECISION, "ABANDON " + i));
            AuditExport export = export(edited, List.of());
            assertThat(AuditVerification.of(export, List.of(witness())).faults())
                    .isNotEmpty();
        }
    }

    @Test
    void t36HeadThatAnotherBankCosignedAndTheLogLacksIsFound() {
        LogHead good = LogCheck.of(entries.subList(0, 4)).frontier().head();
        LogHead forked = LogCheck.of(List.of(new AuditEntry(0, 8, AuditEntry.Kind.START, "elsewhere")))
                .frontier()
                .head();
        assertThat(verify(cosigned(good)).faults()).isEmpty();
        assertThat(verify(cosigned(good)).cosigned()).isEqualTo(4);
        assertThat(verify(cosigned(forked)).faults()).singleElement().asString().contains("WITNESSED of " + OTHER);
    }

    private AuditVerification verify(SignedEnvelope statement) {
        AuditExport witness = AuditExport.of(OTHER, List.of(), DOCUMENTS, List.of(statement));
        return AuditVerification.of(export(entries, List.of()), List.of(witness));
    }

    private static SignedEnvelope cosigned(LogHead head) {
        return new SealedAttempts(BANKS, BANKS.task())
                .sign(OTHER, new Witnessed(SELF, ByteString.of(new byte[16]), head));
    }

    @Test
    void statementOfAStrangerSaysNothing() {
        SignedEnvelope join = joins.getLast();
        AuditExport cut = export(entries.subList(0, 2), List.of());
        AuditExport stranger =
                AuditExport.of(OTHER, List.of(), List.of(TestConsortium.of(4).consortium()), List.of(join));
        AuditExport good = AuditExport.of(SELF, cut.entries(), List.of(), List.of());
        assertThat(AuditVerification.of(good, List.of(stranger)).heads()).isZero();
    }

    @Test
    void entriesThatDoNotFitTheHeadAreFound() {
        AuditExport good = export(entries, joins);
        AuditExport bad = new AuditExport(SELF, good.head(), entries.subList(0, 8), DOCUMENTS, joins);
        assertThat(AuditVerification.of(bad, List.of()).faults()).isNotEmpty();
    }

    @Test
    void brokenFileIsRefusedWithItsLine() throws Exception {
        String text = text(export(entries, joins));
        for (String broken : List.of(
                "",
                "{}\n",
                text.replaceFirst("concordat-audit/v1", "concordat-audit/v9"),
                text.replaceFirst("\"kind\":\"DECISION\"", "\"kind\":\"RUMOUR\""),
                text.substring(0, text.length() / 2),
                text + "{\"statement\":\"zz\"}\n")) {
            assertThatThrownBy(() -> AuditExport.read(new BufferedReader(new StringReader(broken))))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Line ");
        }
    }

    private AuditExport witness() {
        return AuditExport.of(OTHER, List.of(), DOCUMENTS, joins);
    }

    private static AuditExport export(List<AuditEntry> entries, List<SignedEnvelope> joins) {
        return AuditExport.of(SELF, entries, DOCUMENTS, joins);
    }

    private static AuditExport copy(AuditExport export) throws IOException {
        return AuditExport.read(new BufferedReader(new StringReader(text(export))));
    }

    private static String text(AuditExport export) throws IOException {
        StringWriter out = new StringWriter();
        export.write(out);
        return out.toString();
    }

    private static SignedEnvelope join(Digest head) {
        return new SealedAttempts(BANKS, BANKS.task())
                .sign(SELF, new Join(Digest.hash("open"), Digest.hash("nonce"), Digest.hash("rows"), head));
    }
}
