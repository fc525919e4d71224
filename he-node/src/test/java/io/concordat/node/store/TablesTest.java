package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.testing.StoreKind;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tables say back is what they were told, in every kind of database. */
@ParameterizedClass
@EnumSource(StoreKind.class)
final class TablesTest {
    private static final byte[] BYTES = {0, 1, -1};

    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory;

    private Database database;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(kind.create(directory));
        var _ = new InstallationTable(database, directory.resolve("incarnation")).open("a".repeat(32));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static EnvelopeTable.Row row(String hash, String sender, long seq) {
        return new EnvelopeTable.Row(hash, sender, "i", seq, "REVEAL", BYTES);
    }

    @Test
    void ownEnvelopesAreNumberedStoredAndToBeDelivered() {
        EnvelopeTable envelopes = new EnvelopeTable(database);
        assertThat(envelopes.lastReceivedAt()).isEmpty();
        long first = envelopes.append(
                head -> {
                    assertThat(head.nextSeq()).isZero();
                    assertThat(head.lastHash()).isEqualTo(new byte[32]);
                    return row("aa", "self", head.nextSeq());
                },
                List.of("b", "c"),
                5,
                100);
        envelopes.advance(head -> row("ab", "self", head.nextSeq()));
        long second = envelopes.append(
                head -> {
                    assertThat(head.nextSeq()).isEqualTo(2);
                    assertThat(head.lastHash()).isEqualTo(new byte[] {(byte) 0xab});
                    return row("ac", "self", head.nextSeq());
                },
                List.of("b"),
                6,
                100);
        assertThat(second).isGreaterThan(first);
        assertThat(envelopes.lastReceivedAt()).contains(6L);
        EnvelopeTable.Pending next = envelopes.next("b").orElseThrow();
        assertThat(next.bytes()).isEqualTo(BYTES);
        envelopes.failed(next.number());
        assertThat(envelopes.next("b").orElseThrow().attempts()).isEqualTo(1);
        envelopes.remove(next.number());
        assertThat(envelopes.waiting(0, 10)).hasSize(2);
        envelopes.resend("aa", List.of("b", "c"), 100);
        envelopes.resend("zz", List.of("b"), 100); // not stored
        assertThat(envelopes.waiting(0, 10)).hasSize(3);
        assertThat(envelopes.waiting(next.number(), 1)).hasSize(1);
        envelopes.clearOutbox("b");
        assertThat(envelopes.next("b")).isEmpty();
        envelopes.clearOutbox();
        assertThat(envelopes.waiting(0, 10)).isEmpty();
    }

    @Test
    void receivedEnvelopesAreStoredOnceAndFoundAgain() {
        EnvelopeTable envelopes = new EnvelopeTable(database);
        OptionalLong first = envelopes.receive(row("aa", "b", 4), 1);
        assertThat(first).isPresent();
        assertThat(envelopes.receive(row("aa", "b", 4), 2)).isEmpty();
        assertThat(envelopes.receive(row("ab", "b", 5), 3)).isPresent();
        assertThat(envelopes.unhandled(0, 10)).hasSize(2);
        envelopes.handled(first.orElseThrow());
        assertThat(envelopes.unhandled(0, 10)).hasSize(1);
        assertThat(envelopes.ofType("REVEAL")).containsExactly(BYTES, BYTES);
        assertThat(envelopes.find("ab").orElseThrow().row().seq()).isEqualTo(5);
        assertThat(envelopes.numbered("b", "i", 4).orElseThrow().row().hash()).isEqualTo("aa");
        assertThat(envelopes.newest("b", "i").orElseThrow().row().hash()).isEqualTo("ab");
        assertThat(envelopes.incarnations("b")).containsExactly("i");
    }

    @Test
    void consortiumsKeysAndSealAreKept() {
        ConsortiumTable consortiums = new ConsortiumTable(database);
        consortiums.propose("c1", BYTES, 1);
        consortiums.sign("c1", "b", BYTES);
        consortiums.sign("c1", "b", new byte[1]);
        consortiums.consent("c1", "anna", BYTES, 2);
        consortiums.consent("c1", "anna", BYTES, 3);
        assertThat(consortiums.signatures("c1").get("b")).isEqualTo(BYTES);
        assertThat(consortiums.consents("c1")).containsOnlyKeys("anna");
        consortiums.activate("c1");
        consortiums.propose("c2", BYTES, 4);
        consortiums.withdraw("c2");
        consortiums.propose("c2", BYTES, 5);
        assertThat(consortiums.forming().orElseThrow().id()).isEqualTo("c2");
        consortiums.activate("c2");
        assertThat(consortiums.active().orElseThrow().id()).isEqualTo("c2");
        assertThat(consortiums.find("c1").orElseThrow().active()).isFalse();
        assertThat(consortiums.documents()).hasSize(2);

        KeyEpochTable keys = new KeyEpochTable(database);
        keys.insert(new KeyEpochTable.Row("k", "c1", "MASKED_SUMS", BYTES, BYTES, 1, false));
        keys.insert(new KeyEpochTable.Row("k", "c1", "MASKED_SUMS", BYTES, BYTES, 1, false));
        keys.move("c1", "c2");
        assertThat(keys.of("c2")).hasSize(1);
        keys.retire("k", 2);
        assertThat(keys.find("k").orElseThrow().retired()).isTrue();

        SealTable seal = new SealTable(database);
        assertThat(seal.last()).isEmpty();
        seal.put(new SealTable.Change(true, 1, "ops", ""));
        seal.put(new SealTable.Change(false, 2, "ops", "over"));
        assertThat(seal.last()).contains(new SealTable.Change(false, 2, "ops", "over"));
        assertThat(seal.waitingJobs(3)).isEmpty();
    }

    @Test
    void newerEndpointsHeadsAndTokensTakeThePlaceOfOlderOnes() {
        EndpointTable endpoints = new EndpointTable(database);
        assertThat(endpoints.put(new EndpointTable.Row("b", 2, BYTES), 1)).isTrue();
        assertThat(endpoints.put(new EndpointTable.Row("b", 2, BYTES), 1)).isFalse();
        assertThat(endpoints.put(new EndpointTable.Row("b", 3, new byte[1]), 1)).isTrue();
        assertThat(endpoints.find("b").orElseThrow().record()).isEqualTo(new byte[1]);
        endpoints.seen("b", 3);
        endpoints.seen("b", 2);
        assertThat(endpoints.seen()).containsEntry("b", 3L);

        WitnessTable witnesses = new WitnessTable(database);
        LogHead older = new LogHead(1, Digest.hash("one"));
        LogHead newer = new LogHead(2, Digest.hash("two"));
        witnesses.witness("b", "i", older, 1);
        witnesses.witness("b", "i", newer, 2);
        witnesses.witness("b", "j", older, 1);
        assertThat(witnesses.witnessed("b", "i")).contains(newer);
        assertThat(witnesses.lastWitnessed("b")).contains(newer);
        witnesses.cosigned("b", "i", newer, 3);
        assertThat(witnesses.cosigned("i")).containsExactly(new WitnessTable.Cosigned("b", newer, 3));
        assertThat(witnesses.keepEvidence(row("ee", "b", 1), "aa", 1)).isTrue();
        assertThat(witnesses.keepEvidence(row("ee", "b", 1), "aa", 1)).isFalse();

        TokenTable tokens = new TokenTable(database);
        tokens.put(new TokenTable.Row("t", "h", "analyst", 1, Optional.of(9L), Optional.empty()));
        tokens.put(new TokenTable.Row("t", "g", "analyst", 2, Optional.empty(), Optional.empty()));
        assertThat(tokens.revoke("t", 3)).isTrue();
        assertThat(tokens.revoke("t", 4)).isFalse();
        assertThat(tokens.all())
                .containsExactly(new TokenTable.Row("t", "g", "analyst", 2, Optional.empty(), Optional.of(3L)));
    }

    @Test
    void ledgersOfAnotherDatabaseAreTakenUpAndOnlyRaised() {
        LedgerTable ledger = new LedgerTable(database);
        assertThat(ledger.takeUp(List.of(attempt("REVEALED", "DEAD")), List.of(), List.of("j"), "a test", 1))
                .isEmpty();
        assertThat(ledger.takeUp(List.of(attempt("SHARED", "LIVE")), List.of(), List.of("j"), "a test", 2))
                .isEmpty();
        assertThat(ledger.attempts()).containsExactly(attempt("SHARED", "LIVE"));
        assertThat(ledger.takeUp(List.of(), List.of(new LedgerTable.Abandoned("a", "s")), List.of(), "a test", 3))
                .isPresent();
        assertThat(ledger.abandoned()).isEmpty();
        assertThat(ledger.jobs()).containsExactly("j");
    }

    private static LedgerTable.Attempt attempt(String part, String outcome) {
        return new LedgerTable.Attempt("a", "s", "j", 1, "d", "a,b", "r", part, outcome);
    }
}
