package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.MerkleFrontier;
import io.concordat.protocol.codec.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Entries as lines of text: position, time, kind, text and the root of the tree with this entry, with tabs in between. */
final class AuditLines {
    private static final int FIELDS = 5;

    private AuditLines() {}

    /** A line with its end. */
    static String line(AuditEntry entry, Digest root) {
        return entry.position() + "\t" + entry.at() + "\t" + entry.kind() + "\t" + entry.text() + "\t" + root.hex()
                + "\n";
    }

    /** All entries of a file; each line must fit to those before it. The exception names the line. */
    static List<AuditEntry> parse(byte[] file) {
        List<AuditEntry> entries = new ArrayList<>();
        MerkleFrontier tree = MerkleFrontier.EMPTY;
        for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
            AuditEntry entry = entry(line, entries.size());
            tree = tree.append(entry.encode());
            if (!line.endsWith("\t" + tree.root().hex())) {
                throw new IllegalArgumentException("line " + (entries.size() + 1) + " was changed, or one before it");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static AuditEntry entry(String line, int position) {
        String[] fields = line.split("\t", -1);
        try {
            if (fields.length == FIELDS && fields[0].equals(Integer.toString(position))) {
                return new AuditEntry(
                        position, Long.parseLong(fields[1]), AuditEntry.Kind.valueOf(fields[2]), fields[3]);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + (position + 1) + " is no entry of this log", e);
        }
        throw new IllegalArgumentException("line " + (position + 1) + " is no entry of this log");
    }
}
