/**
 * Jobs: a proposed task, the approvals of two persons at every bank, its rounds, its result. A job is a fold over its journal; what is due
 * follows from the fold, so that a node that restarts goes on where it was, to a bit-identical result. {@link
 * io.concordat.node.job.JobService} is the way in, {@code JobRun} drives one job, {@code RoundEffects} performs what the round machine of
 * {@code R.protocol.round} asks for: arithmetic on the crypto pool, deadlines on timers, messages through the peer network.
 *
 * <p>In a round: {@code JobInbox} → {@code JobRun.record} → {@code JobState} → {@code RoundMachine} → {@code RoundEffects} → {@code RoundWork} →
 * answer → {@code JobRun.record}.
 *
 * <p>Nothing leaves before it is stored: contributions and shares are journalled before they are sent and only ever resent; the decision to
 * share is in the ledger, on disk, before the share is computed; the numbers of a round are computed once.
 *
 * <p>Does not protect against a member that withholds messages (the job names whom it waits for), nor against a restored backup of this
 * node's database beyond what {@code R.node.store.Incarnation} notices.
 */
@NullMarked
package io.concordat.node.job;

import org.jspecify.annotations.NullMarked;
