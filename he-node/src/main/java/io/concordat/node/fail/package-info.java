/**
 * Named moments of the node at which a crash must do no harm: before and after each commit, force, send and change of state that matters.
 * Tests stop the process there; the product only passes through, at the cost of reading one field. The list is in
 * {@code docs/assurance.md}. Source: failpoints as in FreeBSD's fail(9) and TiKV's fail-rs.
 *
 * <p>Not protected: a crash at a moment that has no name here (random kills look for those), and a loss of power, which loses what the
 * operating system had not written yet.
 */
@NullMarked
package io.concordat.node.fail;

import org.jspecify.annotations.NullMarked;
