/**
 * Logistic regression with an L2 penalty, and an L1 penalty if wanted, over weighted rows; trained by Newton's method on opened sums of
 * gradient and Hessian, or for wide tables by L-BFGS on gradients alone.
 *
 * <pre>
 *   minimise F(w, b) = Σ_i c_i log(1 + exp(-s_i (w·z_i + b))) + lambda/2 ‖w‖² + l1 ‖w‖₁      c_i weight, s_i = +1 fraud, -1 genuine
 *   z_ij = (x_ij - mean_j) / std_j                                            over the rows of all banks
 * </pre>
 *
 * <p>Source: Nocedal and Wright, Numerical Optimization, 2nd ed., chapter 3 (Newton's method, backtracking); Hastie,
 * Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed., section 4.4.1.
 *
 * <p>Does not protect: every round opens gradient, Hessian, loss and row count over all banks, and the model is exact (no
 * differential privacy). A bank refuses when a few of its rows dominate its gradient.
 */
@NullMarked
package io.concordat.model.logistic;

import org.jspecify.annotations.NullMarked;
