package io.concordat.node.upkeep;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.http.JsonRefusedException;
import io.concordat.node.http.StrictJson;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An audit log in a file of JSON lines: its head, all entries, the consortium's documents, and the signed messages of all banks
 * that the node has stored and that say something of a log: JOIN, CHECKPOINT and WITNESSED.
 *
 * @param member whose log
 * @param head of the log
 * @param entries all of them
 * @param consortiums documents that name the members' signing keys
 * @param statements signed messages about logs, own and others'
 */
record AuditExport(
        MemberId member,
        LogHead head,
        List<AuditEntry> entries,
        List<Consortium> consortiums,
        List<SignedEnvelope> statements) {
    private static final String FORMAT = "concordat-audit/v1";
    private static final int MAX_LINE = 4 << 20;

    /** The first line. */
    private record Header(String format, String member, long size, String root, int consortiums) {}

    private record EntryLine(long position, long at, String kind, String text) {}

    private record ConsortiumLine(String consortium) {}

    private record StatementLine(String statement) {}

    AuditExport {
        entries = List.copyOf(entries);
        consortiums = List.copyOf(consortiums);
        statements = List.copyOf(statements);
    }

    /** A log with its head. */
    static AuditExport of(
            MemberId member, List<AuditEntry> entries, List<Consortium> consortiums, List<SignedEnvelope> statements) {
        return new AuditExport(member, LogCheck.of(entries).frontier().head(), entries, consortiums, statements);
    }

    void write(Writer out) throws IOException {
        line(out, new Header(FORMAT, member.value(), head.size(), head.root().hex(), consortiums.size()));
        for (AuditEntry entry : entries) {
            line(out, new EntryLine(entry.position(), entry.at(), entry.kind().name(), entry.text()));
        }
        for (Consortium consortium : consortiums) {
            line(out, new ConsortiumLine(HexFormat.of().formatHex(consortium.encode())));
        }
        for (SignedEnvelope statement : statements) {
            line(out, new StatementLine(HexFormat.of().formatHex(statement.encode())));
        }
    }

    /** Reads a file strictly; the exception names the line. */
    static AuditExport read(BufferedReader in) throws IOException {
        int number = 1;
        try {
            Header header = StrictJson.read(next(in), Header.class);
            if (!header.format().equals(FORMAT)) {
                throw new IllegalArgumentException("Expected the format " + FORMAT + " but found another");
            }
            List<AuditEntry> entries = new ArrayList<>();
            for (long i = 0; i < header.size(); i++) {
                number++;
                EntryLine line = StrictJson.read(next(in), EntryLine.class);
                entries.add(
                        new AuditEntry(line.position(), line.at(), AuditEntry.Kind.valueOf(line.kind()), line.text()));
            }
            List<Consortium> consortiums = new ArrayList<>();
            for (int i = 0; i < header.consortiums(); i++) {
                number++;
                ConsortiumLine line = StrictJson.read(next(in), ConsortiumLine.class);
                consortiums.add(Consortium.decode(HexFormat.of().parseHex(line.consortium())));
            }
            List<SignedEnvelope> statements = new ArrayList<>();
            for (byte[] bytes = next(in); bytes.length > 0; bytes = next(in)) {
                number++;
                StatementLine line = StrictJson.read(bytes, StatementLine.class);
                statements.add(SignedEnvelope.decode(HexFormat.of().parseHex(line.statement())));
            }
            return new AuditExport(
                    MemberId.of(header.member()),
                    new LogHead(header.size(), Digest.ofHex(header.root())),
                    entries,
                    consortiums,
                    statements);
        } catch (IllegalArgumentException | JsonRefusedException | DecodeException e) {
            throw new IOException("Line " + number + ": " + e.getMessage(), e);
        }
    }

    private static byte[] next(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
            if (line.length() > MAX_LINE) {
                throw new IllegalArgumentException("Expected at most " + MAX_LINE + " characters but found more");
            }
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(Writer out, Object value) throws IOException {
        out.write(StrictJson.line(value));
        out.write('\n');
    }
}
