package io.concordat.node.http;

import io.concordat.model.history.CellKind;
import io.concordat.model.history.CellPeriod;
import io.concordat.model.history.KeyDirectory;
import io.concordat.model.history.OpenedCells;
import io.concordat.node.history.HistoryStore;
import io.concordat.node.history.OptionsText;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is opened in a scope.
 *
 * @param skipped days between the first and the last opened one whose fraud cells were not opened
 */
record CellsView(String scope, List<PeriodView> periods, List<String> skipped) {

    /**
     * One period.
     *
     * @param sums the sums other than 0 by key, if they were asked for
     */
    record PeriodView(
            String kind,
            String firstDay,
            String options,
            String directory,
            String job,
            String openedAt,
            int populated,
            long total,
            @Nullable Map<String, Integer> sums) {}

    /** @param values a kind of cells whose sums are wanted */
    static CellsView of(HistoryStore store, ScopeId scope, Optional<String> values) throws RefusedException {
        List<PeriodView> views = new ArrayList<>();
        List<Long> fraudDays = new ArrayList<>();
        for (HistoryStore.Stored stored : store.cells(scope)) {
            CellPeriod period = stored.cells().period();
            if (period.kind().isFraud()) {
                fraudDays.add(period.number());
            }
            boolean wanted = values.isPresent() && kind(values.get()) == period.kind();
            views.add(new PeriodView(
                    period.kind().text(),
                    HistoryHandlers.date(period.firstDay()),
                    OptionsText.of(stored.options()),
                    stored.directory(),
                    stored.jobId(),
                    stored.openedAt().toString(),
                    stored.cells().populated(),
                    stored.cells().total(),
                    wanted ? sums(store, stored) : null));
        }
        return new CellsView(scope.value(), List.copyOf(views), gaps(fraudDays));
    }

    private static CellKind kind(String text) throws RefusedException {
        try {
            return CellKind.ofText(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Integer> sums(HistoryStore store, HistoryStore.Stored stored) {
        KeyDirectory directory = store.directory(stored.directory()).orElseThrow();
        OpenedCells cells = stored.cells();
        Map<String, Integer> sums = new TreeMap<>();
        for (int key = 0; key < cells.size(); key++) {
            if (cells.sum(key) != 0) {
                sums.put(directory.keys().get(key), cells.sum(key));
            }
        }
        return sums;
    }

    /** @param days ascending */
    private static List<String> gaps(List<Long> days) {
        List<String> gaps = new ArrayList<>();
        for (int i = 1; i < days.size(); i++) {
            for (long day = days.get(i - 1) + 1; day < days.get(i); day++) {
                gaps.add(HistoryHandlers.date(day));
            }
        }
        return List.copyOf(gaps);
    }
}
