/**
 * The state table of a round, walked exhaustively: one member's real round machine against a table that was written down
 * from the design by itself ({@link Table}), in every state that can be reached and with every kind of event, for every
 * valid (N, T, c) with N ≤ 5 and c ≤ 2; and the arithmetic of votes behind it, over every way in which members can vote.
 *
 * <p>Reductions, so that it ends: the others are told apart by number only (the k-th COMMIT of others comes from the k-th
 * other member), because every row counts; shares are checked as soon as they can be; a deadline passes only while it is
 * waited for. That the events left out change nothing is checked in each state.
 *
 * <p>Not shown by it: several attempts in turn, proposals and their pauses, faults of the disk (the fault simulator does
 * these), and whether what the answers say is true.
 */
@NullMarked
package io.concordat.protocol.simulation.table;

import org.jspecify.annotations.NullMarked;
