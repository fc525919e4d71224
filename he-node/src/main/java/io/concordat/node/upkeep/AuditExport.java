package io.concordat.node.upkeep;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.node.http.JsonRefusedException;
import io.concordat.node.http.StrictJson;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.Signer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An audit log in a file of JSON lines: a signed head, all entries, and the JOINs of all banks that the node has stored, which
 * hold their authors' heads.
 *
 * @param member whose log
 * @param signingKey the member's signing key, as the file says; to be compared with the consortium's document
 * @param head of the log
 * @param signature of the head
 * @param entries all of them
 * @param joins signed JOINs, own and others'
 */
record AuditExport(
        MemberId member,
        Ed25519PublicKey signingKey,
        LogHead head,
        ByteString signature,
        List<AuditEntry> entries,
        List<SignedEnvelope> joins) {
    private static final String FORMAT = "concordat-audit/v1";
    private static final int MAX_LINE = 64 * 1024;

    /** The first line. */
    private record Header(String format, String member, String signingKey, long size, String root, String signature) {}

    private record EntryLine(long position, long at, String kind, String text) {}

    private record JoinLine(String join) {}

    AuditExport {
        entries = List.copyOf(entries);
        joins = List.copyOf(joins);
    }

    /** A log with its head signed. */
    static AuditExport of(MemberId member, Signer signer, List<AuditEntry> entries, List<SignedEnvelope> joins) {
        LogHead head = LogCheck.of(entries).frontier().head();
        return new AuditExport(
                member, signer.publicKey(), head, signer.sign(signedBytes(member, head)), entries, joins);
    }

    /** Whether the head is signed with the key that the file names. */
    boolean isSigned() {
        return Ed25519.verifier().verify(signingKey, signedBytes(member, head), signature);
    }

    void write(Writer out) throws IOException {
        line(
                out,
                new Header(
                        FORMAT,
                        member.value(),
                        signingKey.hex(),
                        head.size(),
                        head.root().hex(),
                        signature.hex()));
        for (AuditEntry entry : entries) {
            line(out, new EntryLine(entry.position(), entry.at(), entry.kind().name(), entry.text()));
        }
        for (SignedEnvelope join : joins) {
            line(out, new JoinLine(HexFormat.of().formatHex(join.encode())));
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
            List<SignedEnvelope> joins = new ArrayList<>();
            for (byte[] bytes = next(in); bytes.length > 0; bytes = next(in)) {
                number++;
                JoinLine line = StrictJson.read(bytes, JoinLine.class);
                joins.add(SignedEnvelope.decode(HexFormat.of().parseHex(line.join())));
            }
            return new AuditExport(
                    MemberId.of(header.member()),
                    Ed25519PublicKey.of(HexFormat.of().parseHex(header.signingKey())),
                    new LogHead(header.size(), Digest.ofHex(header.root())),
                    ByteString.ofHex(header.signature()),
                    entries,
                    joins);
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

    private static byte[] signedBytes(MemberId member, LogHead head) {
        return FramedHash.frame(
                "concordat/audit-checkpoint/v1",
                member.value().getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(Long.BYTES).putLong(head.size()).array(),
                head.root().toByteArray());
    }
}
