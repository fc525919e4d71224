package io.concordat.model.history;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The cells opened so far over one directory: each period at most once. Immutable; adding gives another ledger. */
public final class CellLedger {
    private final KeyDirectory directory;
    private final SortedMap<CellPeriod, OpenedCells> cells;

    private CellLedger(KeyDirectory directory, SortedMap<CellPeriod, OpenedCells> cells) {
        this.directory = directory;
        this.cells = Collections.unmodifiableSortedMap(cells);
    }

    /** Nothing opened yet. */
    public static CellLedger empty(KeyDirectory directory) {
        return new CellLedger(directory, new TreeMap<>());
    }

    /**
     * This ledger and more cells.
     *
     * @throws IllegalArgumentException if a period is opened already, or the cells have other keys
     */
    public CellLedger with(Collection<OpenedCells> more) {
        SortedMap<CellPeriod, OpenedCells> all = new TreeMap<>(cells);
        for (OpenedCells opened : more) {
            if (opened.size() != directory.size()) {
                throw new IllegalArgumentException(
                        "Expected cells of " + directory.size() + " keys but found " + opened.size());
            }
            if (all.put(opened.period(), opened) != null) {
                throw new IllegalArgumentException("The cells of " + opened.period() + " are opened already");
            }
        }
        return new CellLedger(directory, all);
    }

    public KeyDirectory directory() {
        return directory;
    }

    /** The cells of a period, if they were opened. */
    public Optional<OpenedCells> find(CellPeriod period) {
        return Optional.ofNullable(cells.get(period));
    }

    /** All cells by kind and period. */
    public List<OpenedCells> all() {
        return List.copyOf(cells.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellLedger ledger && directory.equals(ledger.directory) && cells.equals(ledger.cells);
    }

    @Override
    public int hashCode() {
        return cells.hashCode();
    }

    @Override
    public String toString() {
        return "CellLedger(" + directory + ", " + cells.size() + " periods)";
    }
}
