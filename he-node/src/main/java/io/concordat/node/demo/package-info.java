/**
 * The demonstration: deals the rows of one CSV file over several banks, starts one node process per bank, leads them through
 * consortium, key ceremony, training, evaluation and scoring, and compares the result with what plain arithmetic gives.
 *
 * <p>It uses the node as anybody would: the {@code concordat} command and the analyst API. Only it knows all rows, because it
 * split the file; that is why it, and no node, can compute the plain twin and what each bank reaches alone.
 *
 * <p>It does not protect anything: it holds the test identities of every bank's approvers.
 */
@NullMarked
package io.concordat.node.demo;

import org.jspecify.annotations.NullMarked;
