/**
 * The bounded pool of named platform threads that does all modular arithmetic, so that neither event loop nor virtual
 * threads ever do; queues and timers; and limits of time and rate for what comes from outside.
 *
 * <p>Rates hold for one process and start full; they do not protect against a flood of packets or of TLS handshakes, which is for the network in
 * front of the node.
 */
@NullMarked
package io.concordat.node.worker;

import org.jspecify.annotations.NullMarked;
