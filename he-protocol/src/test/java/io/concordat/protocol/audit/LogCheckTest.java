package io.concordat.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.codec.Digest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogCheckTest {
    private final List<AuditEntry> entries = entries(9);
    private final LogHead head = LogCheck.of(entries).frontier().head();

    @Test
    void wholeLogHasItsHeadAndAllEarlierOnes() {
        LogCheck check = LogCheck.of(entries);
        assertThat(check.against(head)).isEmpty();
        for (int size = 0; size <= entries.size(); size++) {
            LogHead earlier = LogCheck.of(entries.subList(0, size)).frontier().head();
            assertThat(check.sizeAt(earlier.digest())).contains((long) size);
        }
    }

    @Test
    void t34EveryCutEditSwapAndRemovalIsFound() {
        for (int i = 0; i < entries.size(); i++) {
            assertThat(LogCheck.of(entries.subList(0, i)).against(head))
                    .as("cut at " + i)
                    .isPresent();
            List<AuditEntry> edited = new ArrayList<>(entries);
            AuditEntry entry = entries.get(i);
            edited.set(i, new AuditEntry(entry.position(), entry.at(), entry.kind(), entry.text() + "x"));
            assertThat(LogCheck.of(edited).against(head)).as("edited at " + i).isPresent();
            edited.set(i, new AuditEntry(entry.position(), entry.at() + 1, entry.kind(), entry.text()));
            assertThat(LogCheck.of(edited).against(head)).as("dated at " + i).isPresent();
            edited.remove(i);
            assertThat(LogCheck.of(edited).against(head)).as("removed at " + i).isPresent();
        }
        List<AuditEntry> swapped = new ArrayList<>(entries);
        swapped.set(2, entries.get(3));
        swapped.set(3, entries.get(2));
        assertThat(LogCheck.of(swapped).against(head)).isPresent();
    }

    @Test
    void headOfAnotherLogIsNotFound() {
        List<AuditEntry> other = new ArrayList<>(entries);
        other.set(4, new AuditEntry(4, 4, AuditEntry.Kind.DECISION, "SHARE of something else"));
        Digest foreign = LogCheck.of(other).frontier().head().digest();
        assertThat(LogCheck.of(entries).sizeAt(foreign)).isEmpty();
    }

    private static List<AuditEntry> entries(int count) {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new AuditEntry(i, i, AuditEntry.Kind.DECISION, "REVEAL " + i));
        }
        return entries;
    }
}
