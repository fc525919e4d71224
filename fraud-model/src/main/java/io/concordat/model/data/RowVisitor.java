package io.concordat.model.data;

/**
 * Takes rows one by one.
 *
 * @param <E> what the visitor may refuse a row with; reading stops there
 */
@FunctionalInterface
public interface RowVisitor<E extends Exception> {
    /**
     * Takes one row.
     *
     * @param features one number per feature, in the order of {@link RowSource#features()}; a missing value is NaN. The
     *     source may reuse the array for the next row, so a visitor copies what it keeps and changes nothing
     * @param label 1 for fraud, 0 for genuine; a source passes on what it holds and leaves refusing to the computation
     */
    void row(double[] features, double label) throws E;
}
