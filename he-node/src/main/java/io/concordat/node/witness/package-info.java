/**
 * What banks remember for each other: they cosign each other's audit logs (RFC 9162 consistency proofs, as witnesses of a
 * transparency log do), show a bank messages of its own that it lacks, and tell a bank whose database was restored which
 * jobs and openings it may have had a part in. {@link io.concordat.node.witness.Standing} says from that whether this node
 * may sign anything in jobs.
 *
 * <p>Not protected: banks that collude may together withhold what only they saw; then a restored node counts as one of the
 * c that deviate. A bank that names jobs or cohorts that never were makes a restored node refuse more, never less.
 */
@NullMarked
package io.concordat.node.witness;

import org.jspecify.annotations.NullMarked;
