package io.concordat.model.history;

import java.util.List;
import java.util.Objects;

/** The public state of {@link HistoryComputation}: what was opened so far, and whether more follows. */
public sealed interface HistoryState {
    /** The cells opened so far, in the order of opening. */
    List<OpenedCells> opened();

    /**
     * Rounds are left.
     *
     * @param round how many rounds are done
     */
    record Opening(int round, List<OpenedCells> opened) implements HistoryState {
        public Opening {
            opened = List.copyOf(opened);
        }
    }

    /** Every period is opened. */
    record Complete(List<OpenedCells> opened) implements HistoryState {
        public Complete {
            opened = List.copyOf(opened);
        }
    }

    /** The sums of a round made no sense, for the reason given; the rounds before it stand. */
    record Unusable(String reason, List<OpenedCells> opened) implements HistoryState {
        public Unusable {
            Objects.requireNonNull(reason);
            opened = List.copyOf(opened);
        }
    }
}
