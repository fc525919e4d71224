/**
 * The node's durable state: one SQLite file (write-ahead log, {@code synchronous=FULL}), or a PostgreSQL database that the
 * node has to itself, brought up to date by the same migrations at start. What a method stored is on disk when it returns. Whoever writes does so in a transaction of
 * {@link io.concordat.node.store.Sql}, one after the other.
 *
 * <p>SQL is kept to what both understand; what differs is in {@code Engine}. The package does not encrypt: key shares are not in here but in
 * files of their own ({@code R.node.keys}); what is in here is as well protected as the disk, or the server, it lies on. It cannot
 * notice a restored backup by itself: see {@link io.concordat.node.store.Incarnation}.
 */
@NullMarked
package io.concordat.node.store;

import org.jspecify.annotations.NullMarked;
