/**
 * How good a model is: score histograms over all banks by one secure sum, and the ranking metrics that follow from them or
 * from exact scores.
 *
 * <p>Source: Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006); Xu and Cormode, arXiv
 * 2510.04979 (metrics from federated histograms). Names and tie rules as in scikit-learn.
 *
 * <p>Does not protect: the binned scores of all banks' frauds and genuine rows together, and the frauds' clipped amounts per bin if asked for,
 * become public within the consortium, sparse bins included; N-1 colluding banks can subtract themselves.
 */
@NullMarked
package io.concordat.model.evaluation;

import org.jspecify.annotations.NullMarked;
