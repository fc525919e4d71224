/**
 * Results of finished jobs: trained models and evaluations, held alike by every bank of the job, and the scoring of single transactions.
 *
 * <p>A model is public to the banks of its job and confidential to everybody else. Nothing here protects against a client that asks for so
 * many scores that it can solve for the coefficients: d + 1 exact answers suffice for d columns.
 */
@NullMarked
package io.concordat.node.model;

import org.jspecify.annotations.NullMarked;
