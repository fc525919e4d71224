/**
 * The quality report: trains the models of published data sets, encrypted over node processes or as their plain twins, and sets
 * coefficients and metrics beside the reference optimum.
 *
 * <p>Sources: the reference files' README defines objective and metrics; names and tie rules are scikit-learn's.
 *
 * <p>It protects nothing: like the demonstration it reads every bank's rows. Its numbers belong to test data.
 */
@NullMarked
package io.concordat.node.demo.quality;

import org.jspecify.annotations.NullMarked;
