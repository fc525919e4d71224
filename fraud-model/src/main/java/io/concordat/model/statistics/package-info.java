/**
 * Row counts, means and standard deviations of the features over all banks, by two secure sums.
 *
 * <p>Round one opens the number of rows, the number of frauds and the sum of every feature; round two opens the sum of the
 * centred squares. Bounds must be known before any statistic is, hence wide slots: {@code |x| <= 2^40}. A feature is rounded
 * at 2^-40 and a square at 2^-64. (24 fraction bits, enough for gradients of standardised columns, are too few here: on the
 * five-bank card data they moved the standard deviation of a rare-event column by 2e-6 of itself.)
 *
 * <p>Does not protect: means, variances and counts over all banks become public within the consortium, and N-1 colluding
 * banks can subtract themselves.
 */
@NullMarked
package io.concordat.model.statistics;

import org.jspecify.annotations.NullMarked;
