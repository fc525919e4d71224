package io.concordat.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.model.data.RowSourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSnapshotTest {

    @TempDir
    Path directory;

    @Test
    void snapshotKeepsItsRowsWhenTheFileChanges() throws Exception {
        RowSnapshot snapshot = freeze("a,b,fraud\n0.1,-3e-300,1\n1e12,2,0\n");
        byte[] digest = snapshot.digest();
        Files.writeString(directory.resolve("rows.csv"), "a,b,fraud\n9,9,0\n");

        snapshot.verify();

        assertThat(rows(snapshot)).containsExactly(List.of(-3e-300, 0.1, 1.0), List.of(2.0, 1e12, 0.0));
        assertThat(snapshot.rows()).isEqualTo(2);
        assertThat(snapshot.features()).containsExactly("b", "a");
        assertThat(freeze("a,b,fraud\n9,9,0\n").digest()).isNotEqualTo(digest);
    }

    @Test
    void snapshotsOfTheSameRowsAreEqualButTheirSaltedDigestsDifferBySalt() throws Exception {
        RowSnapshot first = freeze("a,b,fraud\n1,2,1\n");
        RowSnapshot second = freeze("a,b,fraud\n1,2,1\n");

        assertThat(first.digest()).isEqualTo(second.digest());
        assertThat(first.saltedDigest(new byte[32])).isEqualTo(second.saltedDigest(new byte[32]));
        assertThat(first.saltedDigest(new byte[] {1})).isNotEqualTo(first.saltedDigest(new byte[] {2}));
    }

    @Test
    void snapshotIsReadableByItsOwnerOnly() throws Exception {
        RowSnapshot snapshot = freeze("a,b,fraud\n1,2,1\n");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(snapshot.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void changedOrShortenedSnapshotIsRefused() throws Exception {
        RowSnapshot snapshot = freeze("a,b,fraud\n1,2,1\n3,4,0\n");
        byte[] bytes = Files.readAllBytes(snapshot.file());
        bytes[5] ^= 1;
        Files.write(snapshot.file(), bytes);
        assertThatThrownBy(snapshot::verify)
                .isInstanceOf(RowSourceException.class)
                .hasMessage("The frozen rows of the job were changed on disk.");

        Files.write(snapshot.file(), new byte[40]);
        assertThatThrownBy(() -> snapshot.forEach((features, label) -> {}))
                .isInstanceOf(RowSourceException.class)
                .hasMessage("The frozen rows of the job take 40 bytes, but 48 were written.");
    }

    private RowSnapshot freeze(String csv) throws Exception {
        Files.writeString(directory.resolve("rows.csv"), csv);
        DataSetSpec spec = new DataSetSpec("rows", "rows.csv", "fraud", List.of(), List.of(), "rows", Optional.empty());
        SnapshotWriter writer = new SnapshotWriter(new DataSetReader(new DataRoots(List.of(directory))));
        return writer.freeze(spec, List.of("b", "a"), directory.resolve("jobs/one/rows.f64"));
    }

    private static List<List<Double>> rows(RowSnapshot snapshot) throws RowSourceException {
        List<List<Double>> rows = new ArrayList<>();
        snapshot.forEach((features, label) -> rows.add(List.of(features[0], features[1], label)));
        return rows;
    }
}
