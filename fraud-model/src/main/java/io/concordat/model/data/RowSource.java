package io.concordat.model.data;

import java.util.List;

/**
 * One bank's rows. A source can be read any number of times and gives the same rows every time (the snapshot of a job is
 * frozen); the order may differ, no result depends on it.
 */
public interface RowSource {
    /** The names of the feature columns, in the order in which rows carry them. */
    List<String> features();

    /**
     * Reads every row from the first to the last.
     *
     * @throws RowSourceException if the rows cannot be read
     * @throws E if the visitor refuses a row
     */
    <E extends Exception> void forEach(RowVisitor<E> visitor) throws RowSourceException, E;
}
