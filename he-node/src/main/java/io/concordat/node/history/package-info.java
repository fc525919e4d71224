/**
 * Shared history at a node [rounds.md, section 7]: public key directories, the sources that this bank's events are counted from,
 * the cells that jobs opened, and data sets with history columns made from them.
 *
 * <p>A scope holds cells of one kind for frauds and one for transactions, opened under the same options; each day or week of it
 * is opened once, and a source belongs to one scope for good, so that its events are never summed twice or over different banks.
 *
 * <p>A data set with history columns is a CSV file in a directory of this node, readable by its account only; it repeats the
 * bank's own columns. Does not protect against an operator of the node, who sees rows anyway.
 */
@NullMarked
package io.concordat.node.history;

import org.jspecify.annotations.NullMarked;
