/**
 * The {@code concordat} command line. Commands that act on a running node use its REST API through {@code R.node.client}, as
 * any other program would; none has a back door.
 *
 * <p>Does not protect what it prints: a terminal shows ids, names and public keys, never secrets.
 */
@NullMarked
package io.concordat.node.cli;

import org.jspecify.annotations.NullMarked;
