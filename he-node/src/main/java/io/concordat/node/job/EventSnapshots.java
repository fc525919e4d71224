package io.concordat.node.job;

import io.concordat.model.history.EventColumns;
import io.concordat.model.history.HistoryScheme;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.EventReader;
import io.concordat.node.data.RowSnapshot;
import io.concordat.node.data.SnapshotWriter;
import io.concordat.node.history.HistorySource;
import java.nio.file.Path;

/** Freezes the events that a job of shared history counts: those that can be in a cell of its range. */
final class EventSnapshots {
    private static final int DAYS_OF_WEEK = 7;

    private EventSnapshots() {}

    static RowSnapshot freeze(
            EventReader reader, SnapshotWriter writer, HistorySource source, HistoryScheme scheme, Path target)
            throws DataSetRefusedException {
        return writer.freeze(EventColumns.ALL, target, sink -> {
            long[] rows = {0};
            reader.read(source.events(), java.util.List.of(), event -> {
                if (event.reportDay() >= scheme.fromDay() || event.day() > scheme.fromDay() - DAYS_OF_WEEK) {
                    rows[0]++;
                    sink.row(new double[] {
                        scheme.directory().indexOf(event.key()), event.day(), event.reportDay(), event.fraud() ? 1 : 0
                    });
                }
            });
            return rows[0];
        });
    }
}
